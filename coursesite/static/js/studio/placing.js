// Where an exercise goes: never into the middle of another one, and with a line behind it that ends it, so that whatever is
// typed next is text again.

import { lineEnd } from "./lines.js";

const EXERCISE = /^ {0,3}### +(Question|Poll|Scale|Reflect|Write|Try|Plan) *:/i;
const ENDS = /^ {0,3}(#{1,3} |-{3,}\s*$)/;
const RULE = /(^|\n) {0,3}-{3,}\s*$/;
const SCENE = /^ {0,3}## /;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

export function exerciseAt(text, cursor, markdown) {
  const around = exerciseAround(text, lineEnd(text, cursor));
  const place = around ?? lineEnd(text, cursor);
  const before = withoutEnd(text.slice(0, place).trimEnd());
  const after = text.slice(place).replace(/^\s*\n/, "").replace(/^\n+/, "");
  const [from, to] = [before.length, text.length - after.length];
  const lead = before === "" ? "" : "\n\n";
  const isEnded = after !== "" && ENDS.test(after.split("\n", 1)[0]);
  const made = `${lead}${markdown}\n\n${isEnded ? "" : "---\n\n"}`;
  const end = from + made.length;
  return { from, to, text: made, start: end, end };
}

// A scene goes behind the one that the cursor is in.
export function sceneAt(text, cursor, markdown) {
  const place = endOfScene(text, lineEnd(text, cursor));
  const before = text.slice(0, place).trimEnd();
  const after = text.slice(place).replace(/^\s*\n/, "").replace(/^\n+/, "");
  const made = `${before === "" ? "" : "\n\n"}${markdown}\n${after === "" ? "" : "\n"}`;
  const end = before.length + made.length;
  return { from: before.length, to: text.length - after.length, text: made, start: end, end };
}

function endOfScene(text, place) {
  let at = 0;
  let fence = "";
  for (const line of text.split("\n")) {
    if (at > place && fence === "" && SCENE.test(line)) return at;
    const sign = line.match(FENCE)?.[1] ?? "";
    if (fence === "") fence = sign;
    else if (sign.startsWith(fence)) fence = "";
    at += line.length + 1;
  }
  return text.length;
}

// The line that ends an exercise isn't needed where another one follows.
function withoutEnd(text) {
  const found = text.match(RULE);
  const above = found === null ? text : text.slice(0, found.index).trimEnd();
  return found !== null && exerciseAround(above, above.length) !== null ? above : text;
}

// Where the exercise ends that this place is in; null outside of any.
function exerciseAround(text, place) {
  let at = 0;
  let fence = "";
  let isInside = false;
  for (const line of text.split("\n")) {
    const ends = fence === "" && ENDS.test(line);
    if (at > place && (ends || !isInside)) return isInside ? at : null;
    if (ends) isInside = EXERCISE.test(line);
    const sign = line.match(FENCE)?.[1] ?? "";
    if (fence === "") fence = sign;
    else if (sign.startsWith(fence)) fence = "";
    at += line.length + 1;
  }
  return isInside ? text.length : null;
}

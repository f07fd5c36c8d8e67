// The rules of Markdown by which buttons and keys change a text: each gets the text and the selection, and gives what is
// to stand where, or null where there is nothing to change.

import { lineEnd, lineStart } from "./lines.js";

// Bold and italic: put the sign around what is selected (or the word at the cursor), or take it away. Pressed again
// where the bold words end, it leaves them, as people know it from elsewhere.
export const surround = (sign) => (text, start, end) => {
  [start, end] = start === end ? wordAt(text, start) : trimmed(text, start, end);
  const inner = text.slice(start, end);
  const long = sign.length;
  const around = [...sign][0];
  const runs = (place, step) => {
    let count = 0;
    while (text[place + step * count] === around) count += 1;
    return count;
  };
  const isOn = (count) => (long === 2 ? count >= 2 : count % 2 === 1);
  if (isOn(runs(start - 1, -1)) && isOn(runs(end, 1)) && inner !== "") {
    return { from: start - long, to: end + long, text: inner, start: start - long, end: end - long };
  }
  if (inner === "" && isOn(runs(end, 1)) && isOpen(text.slice(lineStart(text, start), start), around, isOn)) {
    const isEmpty = text.slice(start - long, start) === sign;
    return isEmpty ? { from: start - long, to: end + long, text: "" } : { from: end, to: end, text: "", start: end + long };
  }
  return { from: start, to: end, text: sign + inner + sign, start: start + long, end: end + long };
};

function isOpen(before, around, isOn) {
  const runs = before.replace(ITEM, "").match(new RegExp(`\\${around}+`, "g")) ?? [];
  return runs.filter((run) => isOn(run.length)).length % 2 === 1;
}

function wordAt(text, place) {
  const before = text.slice(lineStart(text, place), place).match(/[\p{L}\p{N}’']*$/u)[0];
  const after = text.slice(place, lineEnd(text, place)).match(/^[\p{L}\p{N}’']*/u)[0];
  return before !== "" && after !== "" ? [place - before.length, place + after.length] : [place, place];
}

function trimmed(text, start, end) {
  const inner = text.slice(start, end);
  if (inner.trim() === "") return [start, end];
  return [start + inner.length - inner.trimStart().length, end - inner.length + inner.trimEnd().length];
}

export function linked(text, start, end) {
  const inner = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(inner.trim());
  const words = isAddress ? "" : inner.replace(/([[\]])/g, "\\$1");
  const address = isAddress ? inner.trim() : "https://";
  const made = `[${words}](${address})`;
  const at = start + (isAddress ? 1 : words.length + 3);
  return { from: start, to: end, text: made, start: at, end: isAddress ? at : at + address.length };
}

const ITEM = /^(\s*)([-*+] |\d{1,3}[.)] )/;

// Bullets or numbers before each line that is selected; where all have them, they go.
export const listed = (isNumbered) => (text, start, end) => {
  const has = isNumbered ? /^\s*\d{1,3}[.)] / : /^\s*[-*+] /;
  return onLines(text, start, end, (lines) => {
    const filled = lines.filter((line) => line.trim() !== "");
    if (filled.length > 0 && filled.every((line) => has.test(line))) return lines.map((line) => line.replace(ITEM, "$1"));
    let number = 0;
    const marked = (line) => {
      if (line.trim() === "" && lines.length > 1) return line;
      number += 1;
      const [, indent, rest] = line.replace(ITEM, "$1").match(/^(\s*)(.*)$/);
      return `${indent}${isNumbered ? `${number}.` : "-"} ${rest}`;
    };
    return lines.map(marked);
  });
};

export function quoted(text, start, end) {
  return onLines(text, start, end, (lines) => {
    const all = lines.every((line) => line.startsWith(">"));
    return lines.map((line) => (all ? line.replace(/^> ?/, "") : `> ${line}`));
  });
}

export const headed = (level) => (text, start, end) =>
  onLines(text, start, end, ([first, ...rest]) => {
    const [, signs, words] = first.match(/^(#{0,6})\s*(.*)$/);
    return [signs.length === level ? words : `${"#".repeat(level)} ${words}`, ...rest];
  });

// Tab: items of a list go in by two spaces, or out; null where the lines are no list.
export const indented = (isBack) => (text, start, end) => {
  const from = lineStart(text, start);
  const lines = text.slice(from, lineEnd(text, end)).split("\n");
  if (!lines.every((line) => ITEM.test(line) || (lines.length > 1 && /^(\s+\S|$)/.test(line)))) return null;
  return onLines(text, start, end, () =>
    lines.map((line) => (isBack ? line.replace(/^ {1,2}|^\t/, "") : line === "" ? line : `  ${line}`)),
  );
};

// Enter: the next item, the quote's next line; in an empty one, the end of it, with the blank line that parts it from what
// follows. Null where there is nothing to go on with.
export function continued(text, start, end) {
  if (start !== end) return null;
  const from = lineStart(text, start);
  const line = text.slice(from, lineEnd(text, start));
  const found = line.match(/^(\s*)(?:([-*+])|(\d{1,3})([.)]))( +)(\[[ xX~=][^\]]{0,6}\] +|\[ ?\] +)?|^(\s*(?:> ?)+)/);
  if (found === null || start < from + found[0].length) return null;
  if (line.slice(found[0].length).trim() === "") return { from, to: from + line.length, text: from === 0 ? "" : "\n" };
  const [, indent, bullet, number, sign, gap, box, quote] = found;
  if (quote !== undefined) return { from: start, to: start, text: `\n${quote}` };
  const marker = bullet ?? `${Number(number) + 1}${sign}`;
  const next = box === undefined ? "" : box.startsWith("[=") ? "[=] " : "[ ] ";
  return { from: start, to: start, text: `\n${indent}${marker}${gap}${next}` };
}

function onLines(text, start, end, rule) {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const before = text.slice(from, to);
  const after = rule(before.split("\n")).join("\n");
  if (after === before) return null;
  const many = before.includes("\n");
  const shift = after.length - before.length;
  const cursor = Math.max(from, (start === end ? start : end) + shift);
  return { from, to, text: after, start: many ? from : cursor, end: many ? from + after.length : cursor };
}

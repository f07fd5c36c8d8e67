// What stands beside the text: faults and headings with a way to each, and how long it is.

import { goTo } from "./lines.js";
import { body, element, form } from "./page.js";

const faults = document.getElementById("faults");
const outline = document.getElementById("outline-of-text");
const counts = document.getElementById("counts");
let marks = [];

export const headings = () => marks;

export function showFaults(found) {
  const title = `${count(found.length, "thing", "things")} to put right`;
  write(faults.querySelector("h2"), found.length === 0 ? "Nothing is wrong with it" : title);
  const lines = found.map((fault) => element("li", {}, way(fault), ` ${fault.problem} ${fault.remedy}`));
  replace(faults.querySelector("ul"), lines);
}

function way({ line, field }) {
  if (line !== null) return element("a", { href: "#body", "data-line": line }, `Line ${line}`);
  const input = form.elements[`field-${field?.replaceAll(" ", "-")}`];
  if (input === undefined) return element("strong", {}, "The whole");
  return element("a", { href: `#${input.id}`, "data-field": input.id }, input.labels[0].firstChild.textContent.trim());
}

export function showOutline(found) {
  marks = found;
  const link = ({ line, text }) => element("a", { href: "#body", "data-line": line }, text);
  const lines = found.map((mark) => element("li", { class: `outline-level-${mark.level}` }, link(mark)));
  replace(outline.querySelector("ol"), lines);
  outline.hidden = found.length === 0;
}

export function showCounts(words, minutes) {
  write(counts, `${count(words, "word", "words")}, about ${count(minutes, "minute", "minutes")}`);
}

const count = (number, one, many) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

// What is the same stays, so that the focus isn't lost and nothing is read aloud again.
function replace(list, lines) {
  const same = list.children.length === lines.length && lines.every((line, place) => line.isEqualNode(list.children[place]));
  if (!same) list.replaceChildren(...lines);
}

for (const place of [faults, outline]) {
  place.addEventListener("click", (event) => {
    const { line, field } = event.target.closest("a")?.dataset ?? {};
    if (line !== undefined) goTo(body, Number(line));
    else if (field !== undefined) goToField(document.getElementById(field));
    else return;
    event.preventDefault();
  });
}

export function goToField(input) {
  const folded = input.closest("details");
  if (folded !== null) folded.open = true;
  input.focus();
}

// The preview beside the text: only what changed is put in anew, so that it stays where it was scrolled to; then it goes
// where the cursor is.

import { body } from "./page.js";
import { goTo, lineAt } from "./lines.js";
import { headings } from "./beside.js";

const frame = document.getElementById("preview");
let latest = null;

frame.addEventListener("load", () => {
  if (latest !== null) show(latest);
  listen();
});
listen(); // The frame may have been there first.

function listen() {
  frame.contentDocument?.addEventListener("click", toTheText);
}

// What names a line of the text leads there, such as a scene on a conversation's map.
function toTheText(event) {
  const line = Number(event.target.closest("[data-line]")?.dataset.line);
  if (!(line > 0)) return;
  event.preventDefault();
  goTo(body, line);
}

const page = () => frame.contentDocument?.querySelector("main");

export function show(html) {
  latest = html;
  const main = page();
  if (!main) return;
  const made = frame.contentDocument.createElement("template");
  made.innerHTML = html;
  become(main, made.content);
}

// Make one element's children those of another: what is equal at both ends stays; one element that stands for one of
// its kind is gone into.
function become(old, fresh) {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  const [one] = gone;
  const [other] = come;
  const alike = one instanceof frame.contentWindow.Element && one.tagName === other?.tagName;
  if (gone.length === 1 && come.length === 1 && alike && one.childNodes.length > 0) {
    for (const name of one.getAttributeNames()) if (!other.hasAttribute(name)) one.removeAttribute(name);
    for (const { name, value } of other.attributes) if (one.getAttribute(name) !== value) one.setAttribute(name, value);
    become(one, other);
    return;
  }
  for (const node of gone) node.remove();
  old.insertBefore(join(come), before[before.length - end] ?? null);
}

function join(nodes) {
  const joined = frame.contentDocument.createDocumentFragment();
  joined.append(...nodes);
  return joined;
}

// Scroll to what the cursor's line has become: between its heading and the next, as far as the line is between theirs.
export function follow() {
  const main = page();
  const marks = headings();
  if (!main || marks.length === 0) return;
  const line = lineAt(body.value, body.selectionStart);
  const place = marks.findLastIndex((mark) => mark.line <= line);
  const tops = places(main, marks);
  const root = frame.contentDocument.scrollingElement;
  const from = place < 0 ? 0 : tops[place];
  const to = tops[place + 1] ?? endOf(main);
  if (from === undefined) return;
  const first = place < 0 ? 1 : marks[place].line;
  const last = marks[place + 1]?.line ?? Math.max(lineAt(body.value, body.value.length), first) + 1;
  const top = from + ((to - from) * (line - first)) / Math.max(1, last - first);
  const inSight = top > root.scrollTop + 24 && top < root.scrollTop + frame.clientHeight * 0.8;
  if (!inSight) root.scrollTop = Math.max(0, top - frame.clientHeight * 0.2);
}

// Where what was written ends; below it the page has its own things.
function endOf(main) {
  const root = frame.contentDocument.scrollingElement;
  const last = [...main.querySelectorAll(".prose, .exercise")].at(-1) ?? main;
  return last.getBoundingClientRect().bottom + root.scrollTop;
}

// Where each heading of the text stands on the page; undefined for one that isn't found.
function places(main, marks) {
  const found = [...main.querySelectorAll("h2, h3, h4, h5, h6")];
  const root = frame.contentDocument.scrollingElement;
  let next = 0;
  return marks.map(({ text }) => {
    const place = found.findIndex((heading, at) => at >= next && said(heading).includes(bare(text)));
    if (place < 0) return undefined;
    next = place + 1;
    return found[place].getBoundingClientRect().top + root.scrollTop;
  });
}

const said = (heading) => bare(heading.textContent);
const bare = (text) => text.replace(/^\w+: /, "").replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();

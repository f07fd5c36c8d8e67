// Marking a passage: what is selected in the text fills the next row, with the place where it stands.

const text = document.querySelector("[data-passages]");
const form = document.querySelector("form[data-marking]");
const line = form?.querySelector("[data-mark]");
const MOST = 30;
let chosen = null; // what was selected in the text last: words, and the character they begin at

if (text && line) {
  text.after(line);
  line.hidden = false;
  line.querySelector("button").addEventListener("click", mark);
  document.addEventListener("selectionchange", () => {
    chosen = selected() ?? chosen;
  });
}

// The selected words without blanks at their ends, and how many characters (not UTF-16 units) stand before them.
function selected() {
  const selection = getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const blanks = words.length - words.trimStart().length;
  if (words.trim() === "") return null;
  return { words: words.trim(), at: [...(before.toString() + words.slice(0, blanks))].length };
}

function mark() {
  if (chosen === null) {
    say("Select some words in the text first, then press this.");
    return;
  }
  const row = emptyRow();
  if (row === null) {
    say(`There is room for ${MOST} passages.`);
    return;
  }
  say("");
  row.querySelector("[name=words]").value = chosen.words;
  row.querySelector("[name=place-at]").value = chosen.at;
  chosen = null;
  getSelection().removeAllRanges();
  row.querySelector("[name=note]").focus();
}

function emptyRow() {
  const rows = [...form.querySelectorAll(".writing-rows > li")];
  const empty = rows.find((row) => !row.querySelector("[name=words]").value && !row.querySelector("[name=note]").value);
  if (empty) return empty;
  if (rows.length >= MOST) return null;
  const fresh = rows.at(-1).cloneNode(true);
  fresh.removeAttribute("class");
  fresh.querySelector(".field-error")?.remove();
  for (const label of fresh.querySelectorAll("label")) {
    const field = fresh.querySelector(`#${label.htmlFor}`);
    field.id = label.htmlFor = label.htmlFor.replace(/\d+$/, rows.length + 1);
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    label.querySelector(".visually-hidden").textContent = `, row ${rows.length + 1}`;
  }
  for (const field of fresh.querySelectorAll("input, textarea")) field.value = "";
  rows.at(-1).after(fresh);
  return fresh;
}

function say(sentence) {
  let told = line.querySelector("[role=status]");
  if (told === null) {
    told = document.createElement("span");
    told.setAttribute("role", "status");
    told.className = "soft";
    line.append(" ", told);
  }
  told.textContent = sentence;
}

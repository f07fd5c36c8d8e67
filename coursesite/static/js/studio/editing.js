// Changing the text the way typing does, so that the browser's own undo takes it back.

import { body } from "./page.js";

// Put `text` in place of what stands from `from` to `to`; then select from `start` to `end`.
export function put({ from, to, text, start = from + text.length, end = start }) {
  body.focus();
  body.setSelectionRange(from, to);
  const done = from === to && text === "" ? true : document.execCommand(text === "" ? "delete" : "insertText", false, text);
  if (!done) {
    body.setRangeText(text, from, to, "end");
    body.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  body.setSelectionRange(start, end);
  if (text.includes("\n")) intoSight();
}

// Taking the focus away and giving it back scrolls to the cursor.
function intoSight() {
  body.blur();
  body.focus();
}

// Change the text by a rule that gets the text and the selection, and gives what `put` takes, or nothing.
export function change(rule) {
  const edit = rule(body.value, body.selectionStart, body.selectionEnd);
  if (edit !== null) put(edit);
  return edit !== null;
}

// A block with the blank lines that part it from what stands before and behind it.
export function apart(before, text, after) {
  const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const rest = after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return lead + text + rest;
}

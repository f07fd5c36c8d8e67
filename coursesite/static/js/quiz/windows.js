// Other windows: what they changed is followed here, unless the same was changed here; then its person says which stays.

import { keep } from "./kept.js";
import { form } from "./page.js";
import { questions, rivals, unsaved } from "./questions.js";
import { schedule, sync } from "./saving.js";

export function compare(reply) {
  for (const place of reply.locked) lock(questions.get(place));
  for (const other of reply.elsewhere) contest(questions.get(other.place), other);
  for (const other of reply.newer ?? []) takeOver(questions.get(other.place), other);
}

// Untouched here and changed there: the page follows.
function takeOver(question, other) {
  if (question === undefined || question.version > question.saved) return;
  question.fill(pairs(other));
  question.sequence = other.sequence;
}

const pairs = (other) => Object.entries(other.fields).flatMap(([name, values]) => values.map((value) => [name, value]));

// Changed in both: what was entered here stays in the fields; whose it shall be, its person says.
function contest(question, other) {
  if (question.rival !== null) question.section.querySelector(".elsewhere")?.remove();
  question.rival = other;
  const note = document.createElement("div");
  note.className = "notice notice-attention elsewhere";
  const inner = document.createElement("div");
  const there = paragraph("This was changed in another window. There it says: ");
  const words = document.createElement("strong");
  words.textContent = other.words;
  there.append(words);
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(
    button("Take what I entered here", () => choose(question, false)),
    button("Take what it says there", () => choose(question, true)),
  );
  inner.append(there, paragraph("Below stands what you entered here. It is not saved yet."), actions);
  note.append(inner);
  question.field.after(note);
}

function choose(question, theirs) {
  const other = question.rival;
  question.rival = null;
  question.before = "";
  question.sequence = other.sequence;
  question.section.querySelector(".elsewhere")?.remove();
  question.section.focus();
  if (theirs) {
    question.fill(pairs(other));
    question.saved = question.version;
    keep();
    if (rivals().length === 0 && unsaved().length === 0) sync();
    return;
  }
  question.version += 1;
  keep();
  schedule(0);
}

function lock(question) {
  if (question === undefined || question.section.dataset.locked !== undefined) return;
  question.section.dataset.locked = "";
  question.saved = question.version;
  for (const control of question.controls()) control.disabled = true;
  const note = paragraph("This answer was checked in another window, so it stands. ");
  const link = document.createElement("a");
  link.href = `${form.dataset.address}#${question.section.id}`;
  link.textContent = "Load the page again";
  link.addEventListener("click", () => setTimeout(() => location.reload()));
  note.append(link);
  question.section.append(note);
}

function paragraph(words) {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

function button(words, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet";
  made.textContent = words;
  made.addEventListener("click", action);
  return made;
}

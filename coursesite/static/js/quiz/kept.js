// What is not saved yet, on this device: under a name of this page's own, so that two windows never undo each other.

import { count, form, tab } from "./page.js";
import { questions, unsaved } from "./questions.js";

const KEPT_FOR = 7 * 24 * 3600 * 1000; // ms that words left behind on this device are kept for their person
const MOST_BEFORE = 4; // pages that died one after the other before their words were saved
const STORE = "unsaved:";

const own = `${STORE}${form.dataset.attempt}:`;

export function keep() {
  const left = {};
  for (const question of unsaved()) {
    const values = question.values();
    const before = `${question.before} ${tab}:${count}`.trim().split(" ").slice(-MOST_BEFORE).join(" ");
    left[question.place] = { values, sequence: question.sequence, before };
  }
  store(own + tab, Date.now(), left);
}

// Words that a page left behind when it died are put back into the fields, to be sent as its next ones. Where somebody
// has entered something on this page already, they wait for the next one.
export function restore() {
  const found = stored();
  for (const [name, { at }] of found) if (Date.now() - at > KEPT_FOR) store(name, at, {});
  const entered = new Set(unsaved().map((question) => question.place));
  const mine = found.filter(([name]) => name.startsWith(own)).sort(([, one], [, other]) => one.at - other.at);
  for (const [name, { at, left }] of mine) {
    const stays = {};
    for (const [place, words] of Object.entries(left)) {
      const question = questions.get(Number(place));
      if (entered.has(question?.place)) stays[place] = words;
      else if (question?.field != null) putBack(question, words);
    }
    store(name, at, stays);
  }
}

function putBack(question, words) {
  question.fill(words.values);
  question.version += 1;
  question.before = words.before;
  question.sequence = words.sequence;
}

export function forget() {
  for (const [name, { at }] of stored()) if (name.startsWith(own)) store(name, at, {});
}

function store(name, at, left) {
  try {
    if (Object.keys(left).length === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ at, left }));
  } catch {
    // Storage is full or switched off: the fields still hold everything.
  }
}

function stored() {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(STORE))
      .map((name) => [name, JSON.parse(localStorage.getItem(name))]);
  } catch {
    return [];
  }
}

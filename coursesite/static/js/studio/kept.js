// What the server does not have yet, kept in this browser: by person, piece and page, so that two windows never undo each
// other. A page holds a lock of its own name while it lives, so that another one knows which texts were left behind.

import { key, person, signature, values } from "./page.js";

const KEPT_FOR = 60 * 24 * 3600 * 1000; // ms
const STORE = "unsaved-text:";
const mine = `${STORE}${person}:${key}:`;
const own = mine + crypto.getRandomValues(new Uint32Array(2)).join("-");

navigator.locks?.request(own, () => new Promise(() => {}));

// Gives whether it could be kept. `sent` is the signature of a text whose saving nobody has heard the end of.
export function keep(version, base, sent) {
  return store(own, { at: Date.now(), version, base, sent, values: values() });
}

export function forget(name = own) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Storage is switched off: there is nothing to forget.
  }
}

export function forgetAll() {
  for (const [name] of stored()) if (name.startsWith(mine)) forget(name);
}

// Texts of this person and piece that pages left behind, the newest first.
export async function leftBehind() {
  const alive = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name) ?? []);
  const found = stored();
  for (const [name, { at }] of found) if (Date.now() - at > KEPT_FOR) forget(name);
  const left = found.filter(([name]) => name.startsWith(mine) && name !== own && !alive.has(name));
  left.sort(([, one], [, other]) => other.at - one.at);
  return left.map(([name, text]) => ({ name, ...text, is: signature(text.values) }));
}

function store(name, text) {
  try {
    localStorage.setItem(name, JSON.stringify(text));
    return true;
  } catch {
    return false; // Storage is full or switched off: the fields still hold everything.
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

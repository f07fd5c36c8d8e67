// Saving by itself: one request at a time, within three seconds of a change. What the server has not confirmed stays in
// this browser's storage. A text that came too late is kept by the server beside the other one; then this page goes on
// saving into that text of its own, and whoever wrote it puts the two together on a page that shows both.

import { ask, setToken } from "./asking.js";
import { forget, keep } from "./kept.js";
import { clockTime, form, person, signature, values } from "./page.js";
import { hush, link, notice, say, sayNotSaved } from "./saying.js";

const QUIET = 1200; // ms without a further change before a save goes out
const LONGEST = 6000; // ms that a change waits at most while somebody goes on typing
const KEPT_AFTER = 500; // ms after a change until it is kept in this browser
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
const ROUND = 50; // ms between looking whether an answer has come
const ROUNDS = 400;

let changes = 0;
let saved = 0;
let waitingSince = 0;
let timer = 0;
let keepTimer = 0;
let failures = 0;
let inFlight = false;
let isKept = true;
let doubt = ""; // the signature of a text that went out, and of which nobody heard whether it came
let unsure = false; // whether the token and the signed-in person must be asked for before the next save
let aside = null; // the text beside the draft that this page writes since somebody else saved

export const version = () => Number(form.elements.version.value);
export const isClean = () => changes === saved && !inFlight && aside === null;
export const isSafe = () => changes === saved || isKept;

const base = () => form.elements.base?.value ?? "";

export function changed() {
  changes += 1;
  form.dataset.unsaved = "";
  const now = performance.now();
  if (waitingSince === 0) waitingSince = now;
  if (keepTimer === 0) keepTimer = setTimeout(keepNow, KEPT_AFTER);
  if (failures === 0) schedule(Math.max(0, Math.min(QUIET, waitingSince + LONGEST - now)));
}

export function keepNow() {
  clearTimeout(keepTimer);
  keepTimer = 0;
  if (changes > saved) isKept = keep(version(), base(), doubt);
}

function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
}

// Whatever failed before: the next try need not wait.
export function saveNow() {
  failures = 0;
  return flush();
}

async function flush(leaving = false) {
  clearTimeout(timer);
  if (inFlight || changes === saved) return;
  inFlight = true;
  const trouble = unsure ? await refreshed() : null;
  const reply = trouble ?? (await exchange(leaving));
  inFlight = false;
  if (reply.why === "token" && !unsure) {
    unsure = true;
    schedule(0);
  } else if (reply.why !== undefined) failed(reply);
  else if (changes > saved) schedule(QUIET);
}

async function exchange(leaving) {
  const count = changes;
  const data = new FormData(form);
  if (aside !== null) data.set("aside", aside);
  doubt = signature(values());
  waitingSince = 0;
  const reply = await ask(form.dataset.save, { data, leaving });
  if (reply.why !== undefined) return reply;
  doubt = "";
  failures = 0;
  saved = Math.max(saved, count);
  if (reply.status === 409) besides(reply);
  else accepted(reply);
  if (changes === saved) {
    forget();
    delete form.dataset.unsaved;
  } else keepNow();
  return reply;
}

function accepted(reply) {
  form.elements.version.value = reply.version;
  aside = null;
  hush("beside");
  say(`Saved ${reply.saved}`);
}

function besides(reply) {
  if (aside === null) {
    const words = `${reply.by} saved another wording in between. Yours is kept beside it, and nothing is lost. `;
    const rest = "You can go on writing here: it is saved into your own text until the two are put together.";
    notice("beside", "attention", words + rest, link("Look at both texts", reply.href));
  }
  aside = reply.aside ?? null;
  say(`Kept beside the other text, ${clockTime(Date.now())}`);
}

function failed(trouble) {
  const byItself = ["offline", "server", "signedOut"].includes(trouble.why);
  unsure = trouble.why !== "refused";
  const pause = PAUSES[byItself ? Math.min(failures, PAUSES.length - 1) : PAUSES.length - 1];
  failures += 1;
  if (!unsure) doubt = "";
  keepNow();
  sayNotSaved(trouble, isKept);
  schedule(pause);
}

// After a break: who is signed in, with which token, and did the last text come although nobody heard?
async function refreshed() {
  const found = await ask(form.dataset.state);
  if (found.why !== undefined) return found;
  if (found.person !== undefined && found.person !== person) return { why: "other" };
  setToken(found.csrf);
  unsure = false;
  if (doubt !== "" && found.version !== version() && doubt === stateSignature(found)) {
    form.elements.version.value = found.version;
  }
  doubt = "";
  return null;
}

export function stateSignature({ fields, body }) {
  const named = Object.entries(fields).map(([name, value]) => [`field-${name}`, value]);
  return signature({ ...Object.fromEntries(named), body });
}

// Save all that waits. Gives whether the draft has everything.
export async function settled() {
  failures = 0;
  for (let tries = 0; tries < ROUNDS && (inFlight || changes > saved); tries += 1) {
    if (inFlight) await new Promise((done) => setTimeout(done, ROUND));
    else await flush();
    if (failures > 0) return false;
  }
  return changes === saved && aside === null;
}

// The page may be gone in a moment.
export function leave() {
  keepNow();
  flush(true);
}

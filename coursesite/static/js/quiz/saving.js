// Saving: one request at a time, with the questions that changed since. What the server says of other windows and of
// the time goes out as the event `heard` on the form.

import { post } from "./asking.js";
import { keep } from "./kept.js";
import { counted, form, tab, token } from "./page.js";
import { questions, unsaved, waiting } from "./questions.js";
import { sayNotSaved } from "./saying.js";

const QUIET = 600; // ms without a further change before a save goes out
const LONGEST = 1200; // ms that the first change waits at most: with the way there and back it is two seconds
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const ROUND = 100; // ms between looking whether an answer has come
const ROUNDS = 50; // as long as the grace after the end of the time

let inFlight = false;
let failures = 0;
let timer = 0;
let waitingSince = 0;
export let over = false;

export function stop() {
  over = true;
  clearTimeout(timer);
}

export function soon() {
  const now = performance.now();
  if (waitingSince === 0) waitingSince = now;
  if (failures > 0) return; // the next try is set already
  schedule(Math.max(0, Math.min(QUIET, waitingSince + LONGEST - now)));
}

export function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
}

// Whatever failed before: the next try need not wait.
export function anew() {
  failures = 0;
  clearTimeout(timer);
}

async function flush() {
  clearTimeout(timer);
  if (inFlight || over) return;
  const sent = waiting();
  if (sent.length === 0) failures = 0; // nothing left to try again
  else await exchange(sent, false);
}

// Ask the server for its clock and for what other windows have saved.
export async function sync() {
  if (inFlight || over) return;
  await exchange(waiting(), true);
}

async function exchange(sent, asks) {
  inFlight = true;
  waitingSince = 0;
  const versions = new Map(sent.map((question) => [question, question.version]));
  const reply = await post(body(sent, asks));
  inFlight = false;
  if (reply.why !== undefined) {
    failed(reply);
    return;
  }
  failures = 0;
  for (const [question, version] of versions) {
    const sequence = reply.saved[question.place];
    if (sequence === undefined) continue;
    question.sequence = sequence;
    question.saved = Math.max(question.saved, version);
    question.before = "";
  }
  form.dispatchEvent(new CustomEvent("heard", { detail: reply }));
  if (!over && waiting().length > 0) soon();
}

export function body(sent, asks) {
  const data = new URLSearchParams({ csrf_token: token(), tab, tab_number: counted() });
  for (const question of sent) {
    data.set(`q${question.place}-sequence`, question.sequence);
    if (question.before !== "") data.set(`q${question.place}-before`, question.before);
    for (const [name, value] of question.values()) data.append(name, value);
  }
  if (asks) data.set("known", [...questions.values()].map((one) => `${one.place}:${one.sequence}`).join(","));
  return data;
}

function failed(trouble) {
  const goesByItself = ["offline", "server", "signedOut"].includes(trouble.why);
  const pause = PAUSES[goesByItself ? Math.min(failures, PAUSES.length - 1) : PAUSES.length - 1];
  failures += 1;
  if (unsaved().length > 0) sayNotSaved(trouble);
  schedule(pause);
}

// Send all that waits. Gives whether everything that was entered is saved.
export async function settled() {
  anew();
  for (let tries = 0; tries < ROUNDS && (inFlight || waiting().length > 0); tries += 1) {
    if (inFlight) await new Promise((done) => setTimeout(done, ROUND));
    else await flush();
    if (failures > 0) return false;
  }
  return unsaved().length === 0;
}

// The page may be gone in a moment: what waits goes out without an answer being heard; if it is still here, it asks.
export function last() {
  const sent = waiting();
  if (sent.length === 0 || over) return;
  const data = body(sent, false);
  const headers = { Accept: "application/json" };
  fetch(form.action, { method: "POST", body: data, headers, keepalive: true }).catch(() => {});
  keep();
}

// An attempt at a quiz: every change is saved within two seconds, and the page says so. What can't be saved stays in
// the fields and in this browser's storage, and is sent again until it is: after a broken connection, a server that was
// away, a browser that died. The clock is the server's; this page only counts on from what it last heard.

const QUIET = 600; // ms without a further change before a save goes out
const LONGEST = 1200; // ms that the first change waits at most: with the way there and back it is two seconds
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const PATIENCE = 10000; // ms after which a save that got no answer counts as failed
const KEPT_FOR = 7 * 24 * 3600 * 1000; // ms that words left behind on this device are kept for their person
const MOST_BEFORE = 4; // pages that died one after the other before their words were saved
const STORE = "unsaved:";

const NOT_SAVED = {
  offline: "Not saved yet: the connection seems to be down. What you entered is still here, and is sent again by itself.",
  server: "Not saved yet: the site could not write it down just now. What you entered is still here, and is sent again by itself.",
  signedOut: "Not saved yet: you are signed out. What you entered is still here. Sign in in another window, then it will be saved.",
  other: "Not saved: this attempt belongs to somebody else than who is signed in now. What you entered is still here.",
};
const CHOOSE = "Not everything is saved yet: an answer was changed in another window. Choose at the question which one to keep.";

const form = document.querySelector("form[data-attempt]");
const state = document.getElementById("saved");
const own = `${STORE}${form.dataset.attempt}:`;
const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const questions = new Map();
let count = 0; // of this page's saves
let inFlight = false;
let failures = 0;
let timer = 0;
let waitingSince = 0;
let over = false;
let filling = false;

// One question: what the page knows of it (`sequence`), how often it was changed here (`version`), how much of that is
// saved, and whether another window has said something else (`rival`).
class Question {
  constructor(section) {
    this.section = section;
    this.place = Number(section.dataset.place);
    this.version = 0;
    this.saved = 0;
    this.rival = null;
    this.before = "";
  }

  get field() {
    return this.section.querySelector(`input[name="q${this.place}-sequence"]`);
  }

  get sequence() {
    return Number(this.field?.value ?? -1);
  }

  set sequence(value) {
    if (this.field !== null) this.field.value = value;
  }

  get isWaiting() {
    return this.version > this.saved && this.rival === null && this.field !== null;
  }

  controls() {
    const all = [...this.section.querySelectorAll("input, select, textarea")];
    return all.filter((control) => control.name.startsWith(`q${this.place}-`) && control !== this.field);
  }

  values() {
    const found = [];
    for (const control of this.controls()) {
      const isTicked = !["radio", "checkbox"].includes(control.type) || control.checked;
      if (isTicked && control.value !== "") found.push([control.name, control.value]);
    }
    return found;
  }

  // Put an answer into the fields, without taking that for a change made by hand.
  fill(pairs) {
    filling = true;
    for (const control of this.controls()) {
      const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
      if (control.matches("select")) control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    filling = false;
  }
}

function collect() {
  for (const section of form.querySelectorAll("[data-place]")) {
    const place = Number(section.dataset.place);
    const known = questions.get(place);
    if (known === undefined) questions.set(place, new Question(section));
    else known.section = section;
  }
}

const waiting = () => [...questions.values()].filter((question) => question.isWaiting);
const unsaved = () => [...questions.values()].filter((question) => question.version > question.saved);
const rivals = () => [...questions.values()].filter((question) => question.rival !== null);

// Changes

form.addEventListener("input", changed);
form.addEventListener("change", changed);

function changed(event) {
  const section = event.target.closest("[data-place]");
  if (section === null || filling || over) return;
  const question = questions.get(Number(section.dataset.place));
  question.version += 1;
  keep();
  if (question.rival === null) soon();
}

function soon() {
  const now = performance.now();
  if (waitingSince === 0) waitingSince = now;
  if (failures > 0) return; // the next try is set already
  schedule(Math.max(0, Math.min(QUIET, waitingSince + LONGEST - now)));
}

function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
}

// Saving: one request at a time, with the places that changed since.

async function flush() {
  clearTimeout(timer);
  if (inFlight || over) return;
  const sent = waiting();
  if (sent.length === 0) failures = 0; // nothing left to try again
  else await exchange(sent, false);
}

// Ask the server for its clock and for what other windows have saved.
async function sync() {
  if (inFlight || over) return;
  await exchange(waiting(), true);
}

async function exchange(sent, asks) {
  inFlight = true;
  waitingSince = 0;
  const versions = new Map(sent.map((question) => [question, question.version]));
  const reply = await post(body(sent, asks), PATIENCE);
  inFlight = false;
  if (typeof reply === "string") {
    failed(reply);
    return;
  }
  failures = 0;
  heard(reply, versions);
}

function body(sent, asks) {
  count += 1;
  const data = new URLSearchParams({ csrf_token: token(), tab, tab_number: count });
  for (const question of sent) {
    data.set(`q${question.place}-sequence`, question.sequence);
    if (question.before !== "") data.set(`q${question.place}-before`, question.before);
    for (const [name, value] of question.values()) data.append(name, value);
  }
  if (asks) data.set("known", [...questions.values()].map((one) => `${one.place}:${one.sequence}`).join(","));
  return data;
}

const token = () => form.querySelector("input[name=csrf_token]")?.value ?? "";

// Gives what the server says, or the name of what stands in the way.
async function post(data, patience, renewed = false) {
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    return "offline";
  }
  if (response.status === 401) return "signedOut";
  if (response.status === 404) return "other";
  if (response.status === 400 && !renewed) {
    // Signed in anew in another window: the old token is no longer good.
    const trouble = await renewToken();
    if (trouble !== "") return trouble;
    data.set("csrf_token", token());
    return post(data, patience, true);
  }
  if (!response.ok) return "server";
  try {
    return await response.json();
  } catch {
    return "offline"; // cut off, or a network's own page in between
  }
}

async function renewToken() {
  try {
    const response = await fetch(form.dataset.address, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.redirected) return "signedOut";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const theirs = page.querySelector("form[data-attempt]");
    if (theirs === null && response.ok) location.assign(form.dataset.address); // it is over: its page says how
    if (theirs === null || theirs.dataset.attempt !== form.dataset.attempt) return "other";
    const fresh = theirs.querySelector("input[name=csrf_token]").value;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = fresh;
    return "";
  } catch {
    return "offline";
  }
}

function failed(why) {
  const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
  failures += 1;
  if (unsaved().length > 0) say(NOT_SAVED[why], true);
  schedule(why === "other" ? PAUSES.at(-1) : pause);
}

function heard(reply, versions) {
  for (const [question, version] of versions) {
    const sequence = reply.saved[question.place];
    if (sequence === undefined) continue;
    question.sequence = sequence;
    question.saved = Math.max(question.saved, version);
    question.before = "";
  }
  for (const place of reply.locked) lock(questions.get(place));
  for (const other of reply.elsewhere) contest(questions.get(other.place), other);
  for (const other of reply.newer ?? []) takeOver(questions.get(other.place), other);
  keep();
  clock(reply.seconds_left ?? null);
  if (reply.closed) {
    finish(reply.said);
    return;
  }
  if (rivals().length > 0) say(CHOOSE, true);
  else if (unsaved().length === 0) say(reply.said, false);
  if (waiting().length > 0) soon();
}

function say(words, isWaiting) {
  if (state.textContent !== words) state.textContent = words;
  state.classList.toggle("is-waiting", isWaiting);
}

// Other windows

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
    button("Take what I entered here", () => settle(question, false)),
    button("Take what it says there", () => settle(question, true)),
  );
  inner.append(there, paragraph("Below stands what you entered here. It is not saved yet."), actions);
  note.append(inner);
  question.field.after(note);
}

function settle(question, theirs) {
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

// What is not saved yet, on this device: under a name of this page's own, so that two windows never undo each other.

function keep() {
  const left = {};
  for (const question of unsaved()) {
    const values = question.values();
    const before = `${question.before} ${tab}:${count}`.trim().split(" ").slice(-MOST_BEFORE).join(" ");
    left[question.place] = { values, sequence: question.sequence, before };
  }
  store(own + tab, Object.keys(left).length === 0 ? null : { at: Date.now(), left });
}

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
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

// Words that a page left behind when it died are put back into the fields and sent as its next ones.
function restore() {
  const found = stored();
  for (const [name, { at }] of found) if (Date.now() - at > KEPT_FOR) store(name, null);
  const mine = found.filter(([name]) => name.startsWith(own)).sort(([, one], [, other]) => one.at - other.at);
  for (const [name, { left }] of mine) {
    for (const [place, words] of Object.entries(left)) {
      const question = questions.get(Number(place));
      if (question?.field == null) continue;
      question.fill(words.values);
      question.version += 1;
      question.before = words.before;
      question.sequence = words.sequence;
    }
    store(name, null);
  }
  if (unsaved().length > 0) {
    keep();
    schedule(0);
  }
}

function forget() {
  for (const [name] of stored()) if (name.startsWith(own)) store(name, null);
}

// Leaving and coming back

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") back();
  else last();
});
window.addEventListener("pageshow", (event) => event.persisted && back());
window.addEventListener("online", back);
window.addEventListener("pagehide", last);

function back() {
  failures = 0;
  clearTimeout(timer);
  sync();
}

// The page may be gone in a moment: what waits goes out without an answer being heard; if it is still here, it asks.
function last() {
  const sent = waiting();
  if (sent.length === 0 || over) return;
  fetch(form.action, {
    method: "POST",
    body: body(sent, false),
    headers: { Accept: "application/json" },
    keepalive: true,
  }).catch(() => {});
  keep();
}

// Buttons

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  if (pressed?.name === "check") check(pressed);
  else leave(pressed?.value === "review");
});

async function settled() {
  for (let tries = 0; tries < 50 && (inFlight || waiting().length > 0); tries += 1) {
    if (inFlight) await new Promise((done) => setTimeout(done, 100));
    else await flush();
    if (failures > 0) return false;
  }
  return unsaved().length === 0;
}

async function leave(reviews) {
  failures = 0;
  if (!(await settled())) {
    rivals()[0]?.section.scrollIntoView({ block: "start" });
    return;
  }
  if (reviews) location.assign(`${form.dataset.address}review`);
  else sync();
}

async function check(pressed) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  const question = questions.get(Number(pressed.value));
  failures = 0;
  if ((await settled()) && question.rival === null) {
    try {
      await checked(pressed, question);
    } catch {
      say(NOT_SAVED.offline, true);
    }
  }
  pressed.removeAttribute("aria-disabled");
}

async function checked(pressed, question) {
  const data = body([], false);
  data.set("next", form.dataset.address);
  const response = await fetch(pressed.formAction, {
    method: "POST",
    body: data,
    headers: { Accept: "text/x-fragment" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!(response.headers.get("Content-Type") ?? "").startsWith("text/x-fragment")) {
    location.reload(); // the time is up, or nobody is signed in: the page itself says which
    return;
  }
  const part = new DOMParser().parseFromString(await response.text(), "text/html").body.firstElementChild;
  const fresh = document.importNode(part, true);
  question.section.replaceWith(fresh);
  collect();
  fresh.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
  const target = fresh.querySelector("[data-focus], .result") ?? fresh;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

// The time that is left, by the server's clock: it says how much, this page counts on from there.

const shown = document.querySelector("#time span");
const announced = document.getElementById("time-said");
let ends = null;
let told = Infinity;

function clock(seconds) {
  ends = seconds === null ? null : performance.now() + seconds * 1000;
  if (ends !== null) tick();
}

function tick() {
  if (ends === null || over) return;
  const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  const words = inWords(left);
  if (shown !== null && shown.textContent !== words) shown.textContent = words;
  for (const mark of [300, 60]) {
    if (left <= mark && told > mark) {
      announced.textContent = words;
      told = mark;
    }
  }
  if (left === 0) timeIsUp();
}

function inWords(left) {
  if (left < 60) return `${left} second${left === 1 ? "" : "s"} left`;
  if (left < 120) return `1 minute ${left - 60} s left`;
  const minutes = Math.floor(left / 60);
  if (minutes < 120) return `${minutes} minutes left`;
  return `${Math.floor(minutes / 60)} hours ${minutes % 60} minutes left`;
}

// What waits is sent within the seconds of grace; then what is saved is handed in.
async function timeIsUp() {
  if (over) return;
  ends = null;
  failures = 0;
  await settled();
  finish("The time for this attempt is up. What was saved is being handed in.");
}

async function finish(words) {
  if (over) return;
  over = true;
  clearTimeout(timer);
  say(words, false);
  forget();
  const close = document.getElementById("time-is-up");
  try {
    const data = new URLSearchParams(new FormData(close));
    data.set("csrf_token", token());
    const response = await fetch(close.action, { method: "POST", body: data, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(response.status);
    location.replace(form.dataset.address);
  } catch {
    say("The time for this attempt is up. What was saved until then is handed in for you. Load this page again to see the result.", true);
    for (const control of form.elements) control.disabled = control.type !== "hidden";
  }
}

// Whoever signs out on this device leaves nothing behind, once it is saved.
for (const leaving of document.querySelectorAll('form[action$="/sign-out"]')) {
  leaving.addEventListener("submit", async (event) => {
    if (unsaved().length === 0) return;
    event.preventDefault();
    await settled();
    forget();
    over = true;
    leaving.submit();
  });
}

// A machine that slept stops the page's own clock and not the one on the wall.
const drift = () => Date.now() - performance.now();
let awake = drift();

function wake() {
  if (Math.abs(drift() - awake) < 5000) return;
  awake = drift();
  back();
}

// What the page said when it was made, this script says anew as it changes.
document.querySelector("[data-without-scripts]")?.remove();
collect();
restore();
if (form.dataset.secondsLeft !== undefined) clock(Number(form.dataset.secondsLeft));
setInterval(() => {
  wake();
  tick();
}, 500);

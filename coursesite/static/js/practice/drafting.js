// A text to a coach saves itself: a second after a pause, every few seconds while somebody goes on typing. What the
// server has not confirmed stays in this window's own storage. Where another window saved in between, both texts are
// shown, and nothing is saved over the other until its writer says which.

import { forget, keep, kept, prefix } from "./kept.js";

const QUIET = 1000; // ms without a further change before a save goes out
const LEAST = 3000; // ms between two saves
const LONGEST = 5000; // ms that a change waits while somebody goes on typing
const PAUSES = [2000, 4000, 8000, 15000, 30000];
const WORD = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af])[\p{L}\p{N}])+(?:['’.,:/-](?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af])[\p{L}\p{N}])+)*/gu;
const KEPT = "What you typed is kept in this window.";
const WHY = {
  offline: `Not saved yet: the connection seems to be down. ${KEPT}`,
  server: `Not saved yet: the site could not write it down just now. ${KEPT} It tries again by itself.`,
  401: `Not saved yet: you are signed out. ${KEPT} Sign in in another window, then load this page again.`,
  400: `Not saved yet: this page is older than your sign-in. ${KEPT} Load the page again to go on.`,
  closed: `Not saved: this lesson is no longer open to you. ${KEPT} Copy it if you need it.`,
};

const tab = [...crypto.getRandomValues(new Uint32Array(2))].map((n) => n.toString(36)).join("-");
const keys = new Map(); // of the sections that hold a form: where its text is kept in this window
let number = 0;

for (const form of document.querySelectorAll("form[data-writing]")) begin(form);

// lesson.js put a new state of an exercise in place of the old one.
document.addEventListener("arrived", ({ target }) => {
  const form = target.querySelector("form[data-writing]");
  if (form !== null) begin(form);
  else if (keys.has(target.id) && target.querySelector("[data-late]") === null) forget(keys.get(target.id));
});

function begin(form) {
  const field = form.elements.text;
  const count = form.querySelector("[data-count]");
  const status = form.querySelector("[data-status]");
  const key = prefix + form.getAttribute("action");
  let changes = 0;
  let saved = 0;
  let sentAt = -Infinity;
  let waitingSince = 0;
  let timer = 0;
  let failures = 0;
  let inFlight = false;
  let isHalted = false;

  const ticks = () => [...form.querySelectorAll("[name=pick]")].filter((box) => box.checked).map((box) => box.value);
  const version = () => Number(form.elements.version.value);

  form.addEventListener("input", () => {
    const words = field.value.match(WORD)?.length ?? 0;
    count.textContent = `${words || "no"} ${words === 1 ? "word" : "words"}`;
    if (prefix === "") status.textContent = "Not kept yet";
    else changed();
  });
  if (prefix === "") return;

  keys.set(form.closest("section")?.id, key);
  const counted = hidden("tab_number");
  hidden("tab").value = tab;
  form.querySelector("[data-save]").addEventListener("click", (event) => {
    if (isHalted) return;
    event.preventDefault();
    failures = 0;
    if (changes === saved) status.textContent ||= "Saved";
    flush();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isHalted = true;
    counted.value = ++number;
  });
  addEventListener("online", retry);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  restore();
  // What was typed before this script had come.
  if (field.value !== field.defaultValue) form.dispatchEvent(new Event("input"));

  function hidden(name) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    form.append(input);
    return input;
  }

  function changed() {
    changes += 1;
    keep(key, { text: field.value, ticks: ticks(), version: version() });
    if (isHalted) return;
    const now = performance.now();
    if (waitingSince === 0) waitingSince = now;
    status.textContent = "Not saved yet";
    if (failures === 0) schedule(Math.max(sentAt + LEAST - now, Math.min(QUIET, waitingSince + LONGEST - now)));
  }

  function schedule(pause) {
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(pause, 0));
  }

  function retry() {
    failures = 0;
    flush();
  }

  function leave() {
    flush(true);
  }

  async function flush(leaving = false) {
    clearTimeout(timer);
    if ((inFlight && leaving !== true) || isHalted || changes === saved || !form.isConnected) return;
    inFlight = true;
    const until = changes;
    sentAt = performance.now();
    waitingSince = 0;
    counted.value = ++number;
    const reply = await ask(new FormData(form), leaving === true);
    inFlight = false;
    if (reply.status === 200) accepted(reply, until);
    else if (reply.status === 409) besides(reply);
    else failed(reply);
  }

  async function ask(data, keepalive) {
    try {
      const options = { method: "POST", body: data, headers: { Accept: "application/json" }, keepalive };
      const response = await fetch(form.action, options);
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      if (response.ok && !isJson) return { status: 403 };
      return { ...(isJson ? await response.json() : {}), status: response.status };
    } catch {
      return { status: 0 };
    }
  }

  function accepted(reply, until) {
    form.elements.version.value = reply.version;
    failures = 0;
    saved = until;
    trouble("");
    if (changes > saved) {
      schedule(LEAST);
      return;
    }
    forget(key);
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    status.textContent = field.value === "" ? "" : `Saved ${time}`;
  }

  function besides(reply) {
    isHalted = true;
    status.textContent = "";
    trouble(reply.said);
    if (reply.closed) return;
    panel("The text that was saved meanwhile", reply.text, [
      ["Keep mine", () => goOn(reply.version)],
      ["Take this one instead", () => takeOver(reply)],
    ]);
  }

  // Which of two texts goes on: this window's own, or the other one, with its own kept in sight.
  function goOn(since) {
    form.elements.version.value = since;
    isHalted = false;
    trouble("");
    changed();
  }

  function takeOver({ text, pick, version: since }) {
    panel("Your text from this window", field.value, []);
    put(text, pick);
    goOn(since);
  }

  function put(text, picked) {
    field.value = text;
    for (const box of form.querySelectorAll("[name=pick]")) box.checked = picked.includes(box.value);
    form.dispatchEvent(new Event("input"));
  }

  function failed({ status: code, said, seconds }) {
    const why = WHY[code] ?? (code === 0 ? WHY.offline : code >= 500 ? WHY.server : code < 429 && said ? said : "");
    trouble(why || (code === 429 ? said : WHY.closed));
    status.textContent = "";
    const pause = seconds ? seconds * 1000 : PAUSES[Math.min(failures, PAUSES.length - 1)];
    failures += 1;
    if (code === 0 || code >= 429) schedule(pause);
    else failures = 0;
  }

  function trouble(sentence) {
    form.querySelector("[data-trouble]")?.remove();
    if (!sentence) return;
    const line = document.createElement("p");
    line.className = "field-error";
    line.dataset.trouble = "";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    status.closest("p").after(line);
  }

  function panel(title, text, deeds) {
    form.querySelector("[data-other]")?.remove();
    const box = document.createElement("details");
    box.className = "writing-other";
    box.dataset.other = "";
    box.open = true;
    const summary = document.createElement("summary");
    const shown = document.createElement("div");
    summary.textContent = title;
    shown.className = "writing-text";
    shown.dir = "auto";
    shown.textContent = text;
    box.append(summary, shown);
    for (const [words, deed] of deeds) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet";
      button.textContent = words;
      button.addEventListener("click", () => {
        box.remove();
        deed();
        field.focus();
      });
      box.append(button, " ");
    }
    status.closest("p").after(box);
  }

  // What this window typed before it was left, and what the server never confirmed.
  function restore() {
    const before = kept(key);
    if (before === null) return;
    if (before.text === field.value) {
      forget(key);
    } else if (before.version === version()) {
      put(before.text, before.ticks);
    } else {
      const deeds = [["Use this one instead", () => put(before.text, before.ticks)]];
      panel("What you typed in this window before, and which was not saved", before.text, deeds);
    }
  }
}

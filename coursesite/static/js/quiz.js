// An attempt at a quiz: every change is saved within two seconds, and the page says so. What can't be saved stays in
// the fields and in this browser's storage, and is sent again until it is: after a broken connection, a server that was
// away, a browser that died. The clock is the server's; this page only counts on from what it last heard.

import { check } from "./quiz/checking.js";
import { setClock, tick } from "./quiz/clock.js";
import { finish, timeIsUp } from "./quiz/ending.js";
import { forget, keep, restore } from "./quiz/kept.js";
import { form } from "./quiz/page.js";
import { collect, filling, questions, rivals, unsaved } from "./quiz/questions.js";
import { anew, last, over, schedule, settled, soon, stop, sync } from "./quiz/saving.js";
import { CHOOSE, say } from "./quiz/saying.js";
import { compare } from "./quiz/windows.js";

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

// What the server says

form.addEventListener("heard", ({ detail: reply }) => {
  compare(reply);
  keep();
  setClock(reply.seconds_left ?? null);
  if (reply.closed) finish(reply.said);
  else if (rivals().length > 0) say(CHOOSE, true);
  else if (unsaved().length === 0) say(reply.said, false);
});
form.addEventListener("time-is-up", timeIsUp);

// Buttons

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  if (pressed?.name === "check") check(pressed);
  else leave(pressed?.value === "review");
});

async function leave(reviews) {
  if (!(await settled())) rivals()[0]?.section.scrollIntoView({ block: "start" });
  else if (reviews) location.assign(`${form.dataset.address}review`);
  else sync();
}

// Whoever signs out on this device leaves nothing behind, once it is saved.
for (const leaving of document.querySelectorAll('form[action$="/sign-out"]')) {
  leaving.addEventListener("submit", async (event) => {
    if (unsaved().length === 0) return;
    event.preventDefault();
    if (await settled()) forget();
    stop();
    leaving.submit();
  });
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
  anew();
  sync();
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
// What was entered before this script came.
for (const question of questions.values()) if (question.differs()) question.version += 1;
restore();
if (unsaved().length > 0) {
  keep();
  schedule(0);
}
if (form.dataset.secondsLeft !== undefined) setClock(Number(form.dataset.secondsLeft));
setInterval(() => {
  wake();
  tick();
}, 500);

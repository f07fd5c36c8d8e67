// The time that is left, by the server's clock: it says how much, this page counts on from there. At its end the form
// hears the event `time-is-up`.

import { form } from "./page.js";

const shown = document.querySelector("#time span");
const announced = document.getElementById("time-said");
let ends = null;
let told = Infinity;

// Null where there is no limit, or where it no longer matters.
export function setClock(seconds) {
  ends = seconds === null ? null : performance.now() + seconds * 1000;
  tick();
}

export function tick() {
  if (ends === null) return;
  const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  const words = inWords(left);
  if (shown !== null && shown.textContent !== words) shown.textContent = words;
  for (const mark of [300, 60]) {
    if (left <= mark && told > mark) {
      announced.textContent = words;
      told = mark;
    }
  }
  if (left > 0) return;
  ends = null;
  form.dispatchEvent(new Event("time-is-up"));
}

function inWords(left) {
  if (left < 60) return `${left} second${left === 1 ? "" : "s"} left`;
  if (left < 120) return `1 minute ${left - 60} s left`;
  const minutes = Math.floor(left / 60);
  if (minutes < 120) return `${minutes} minutes left`;
  return `${Math.floor(minutes / 60)} hours ${minutes % 60} minutes left`;
}

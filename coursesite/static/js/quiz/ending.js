// The end of an attempt: what waits is sent within the seconds of grace, then what is saved is handed in.

import { PATIENCE } from "./asking.js";
import { setClock } from "./clock.js";
import { forget } from "./kept.js";
import { form, token } from "./page.js";
import { over, settled, stop } from "./saving.js";
import { HANDED_IN_FOR_YOU, TIME_IS_UP, say } from "./saying.js";

export async function timeIsUp() {
  if (over) return;
  await settled();
  await finish(TIME_IS_UP);
}

export async function finish(words) {
  if (over) return;
  stop();
  setClock(null);
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
    say(HANDED_IN_FOR_YOU, true);
    for (const control of form.elements) control.disabled = control.type !== "hidden";
  }
}

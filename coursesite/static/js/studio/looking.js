// The page a learner will see, made anew soon after each pause: one request at a time, an older one is given up.

import { ask } from "./asking.js";
import { showCounts, showFaults, showOutline } from "./beside.js";
import { form } from "./page.js";
import { follow, show } from "./preview.js";

const PAUSE = 300; // ms

let timer = 0;
let running = null;

export function lookSoon(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(look, pause);
}

async function look() {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const reply = await ask(form.dataset.look, { data: new FormData(form), signal: mine.signal });
  if (running === mine) running = null;
  if (reply.why !== undefined) return; // What is beside the text stays as it was; saving says what is in the way.
  show(reply.html);
  showFaults(reply.faults);
  showOutline(reply.outline);
  showCounts(reply.words, reply.minutes);
  follow();
}

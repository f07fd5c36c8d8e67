// Who else has the piece open, and whether somebody saved since this page was loaded.

import { ask, token } from "./asking.js";
import { button, form } from "./page.js";
import { isClean, version } from "./saving.js";
import { hush, notice } from "./saying.js";

const ROUND = 20000; // ms

const line = document.getElementById("writers");

async function tell() {
  if (document.visibilityState !== "visible") return;
  const data = new FormData();
  data.set("csrf_token", token());
  const reply = await ask(form.dataset.here, { data });
  if (reply.why !== undefined) return;
  const words = saidOf(reply.writers);
  if (line.textContent !== words) line.textContent = words;
  const isNewer = isClean() && reply.version > version();
  if (!isNewer) hush("newer");
  else if (document.querySelector('[data-notice="newer"]') === null) {
    const words = "This text was saved anew, on another device or by somebody else. What you see is the older wording.";
    notice("newer", "attention", words, button("Load the newer text", () => location.reload()));
  }
}

function saidOf(names) {
  if (names.length === 0) return "";
  const list = new Intl.ListFormat("en-GB").format(names);
  return `${list} ${names.length === 1 ? "has" : "have"} this open, too. Nobody’s text overwrites another’s.`;
}

tell();
setInterval(tell, ROUND);
document.addEventListener("visibilitychange", tell);

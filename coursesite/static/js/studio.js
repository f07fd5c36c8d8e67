// The editor: the text saves itself, the page that a learner will see stands beside it, and exercises, pictures and what is
// pasted come as Markdown. Without this script it is a form with a button.

import { goToField } from "./studio/beside.js";
import { forgetAll } from "./studio/kept.js";
import { goTo } from "./studio/lines.js";
import { lookSoon } from "./studio/looking.js";
import { body, form } from "./studio/page.js";
import { follow } from "./studio/preview.js";
import { restore } from "./studio/restoring.js";
import { changed, isSafe, keepNow, leave, saveNow, settled } from "./studio/saving.js";
import "./studio/typing.js";
import "./studio/toolbar.js";
import "./studio/pasting.js";
import "./studio/presence.js";

if (document.getElementById("insert-menu") !== null) import("./studio/inserting.js");

form.addEventListener("input", () => {
  changed();
  lookSoon();
});
form.addEventListener("focusout", () => saveNow());
form.addEventListener("restored", () => lookSoon(0));

// Buttons

form.querySelector("[formtarget=preview]").remove(); // The preview is always there.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const then = event.submitter?.value ?? "";
  const isSaved = await settled();
  if (isSaved && then !== "") location.assign(form.action + then);
});
document.addEventListener("keydown", (event) => {
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyS";
  if (!isSave) return;
  event.preventDefault();
  saveNow();
});

// The cursor

let following = 0;
document.addEventListener("selectionchange", () => {
  if (document.activeElement !== body) return;
  clearTimeout(following);
  following = setTimeout(follow, 150);
});

// Leaving and coming back

document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? saveNow() : leave()));
window.addEventListener("pagehide", leave);
window.addEventListener("online", () => saveNow());
window.addEventListener("focus", () => saveNow());
window.addEventListener("beforeunload", (event) => {
  keepNow();
  if (!isSafe()) event.preventDefault();
});

// Whoever signs out on this device leaves nothing behind, once it is saved.
for (const leaving of document.querySelectorAll('form[action$="/sign-out"]')) {
  leaving.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await settled()) forgetAll();
    leaving.submit();
  });
}

// Other pages lead to a line of the text, or to one of the fields above it.
function arrive() {
  const line = Number(new URLSearchParams(location.search).get("line"));
  const field = document.getElementById(location.hash.slice(1));
  if (line > 0) goTo(body, line);
  else if (form.elements.namedItem(field?.id ?? "") !== null) goToField(field);
}

restore().then(() => {
  lookSoon(0);
  arrive();
});

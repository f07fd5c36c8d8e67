// Saving what somebody writes to a coach: the script for it comes when they begin, or left something unsaved here.

import { anythingKept } from "./kept.js";

let isHere = false;

function bring() {
  if (isHere) return;
  isHere = true;
  import("./drafting.js").catch(() => {
    isHere = false; // The connection is down; the form's own buttons still work.
  });
}

if (anythingKept()) bring();
document.addEventListener("focusin", ({ target }) => target.closest("form[data-writing]") && bring());

// Keys in the text. Escape and then Tab leaves it, so that nobody is caught in a list.

import { change } from "./editing.js";
import { continued, headed, indented, linked, listed, quoted, surround } from "./marking.js";
import { body, element } from "./page.js";

export const DEEDS = {
  bold: surround("**"),
  italic: surround("*"),
  link: linked,
  list: listed(false),
  numbers: listed(true),
  heading: headed(2),
  subheading: headed(3),
  quote: quoted,
};
const KEYS = { KeyB: "bold", KeyI: "italic", KeyK: "link" };
const SHIFTED = { Digit7: "numbers", Digit8: "list", Digit9: "quote", Digit2: "heading", Digit3: "subheading" };

let leaves = false;

body.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const wasLeaving = leaves;
  leaves = event.key === "Escape" || (leaves && event.key === "Shift");
  if (handled(event, wasLeaving)) event.preventDefault();
});
body.addEventListener("blur", () => (leaves = false));

function handled(event, isLeaving) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "Tab" && plain && !isLeaving) return change(indented(event.shiftKey));
  if (event.key === "Enter" && plain && !event.shiftKey) return change(continued);
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const deed = (event.shiftKey ? SHIFTED : KEYS)[event.code];
  if (deed === undefined) return false;
  change(DEEDS[deed]);
  return true;
}

const hint = "In a list, Tab moves an item in and Shift+Tab moves it out. Escape and then Tab leaves the text.";
body.after(element("p", { class: "hint", id: "tab-hint" }, hint));
body.setAttribute("aria-describedby", "tab-hint counts");

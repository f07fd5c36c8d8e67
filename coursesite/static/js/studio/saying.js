// What the page says: about saving in one line that is read aloud when it changes, and in notices above the text.

import { element, form } from "./page.js";

const state = document.getElementById("save-state");
const notices = element("div", { class: "editor-notices" });
form.prepend(notices);

const IN_BROWSER = "Your text is kept in this browser.";
const ON_PAGE = "Your text is on this page only: leave it open.";

const WHY = {
  offline: (kept) => `Not saved yet: no connection. ${kept}`,
  server: (kept) => `Not saved yet: the site could not write it down just now. ${kept} It is sent again by itself.`,
  token: (kept) => `Not saved yet: this page has to be loaded anew. ${kept}`,
  signedOut: (kept) => `Not saved yet: you are signed out. ${kept} It is saved once you have signed in again.`,
  other: (kept) => `Not saved: somebody else is signed in in this browser now. ${kept}`,
  refused: (kept, problem) => `Not saved: ${problem || "the site did not take it."} ${kept}`,
};

export function say(words, ...more) {
  const text = [words, ...more.map((one) => one.textContent)].join(" ");
  if (state.textContent !== text) state.replaceChildren(words, ...more.flatMap((one) => [" ", one]));
  state.classList.toggle("is-waiting", words.startsWith("Not saved"));
}

export function sayNotSaved({ why, problem, sign_in: signIn }, isKept) {
  const words = WHY[why](isKept ? IN_BROWSER : ON_PAGE, problem);
  if (why !== "signedOut") say(words);
  else say(words, link("Sign in (in a new tab)", signIn ?? "/sign-in", true));
}

// One notice for each name: a second one takes the place of the first. `parts` are words, links and buttons.
export function notice(name, kind, ...parts) {
  hush(name);
  const role = kind === "problem" ? "alert" : "status";
  const text = parts.map((part) => (typeof part === "string" ? element("p", {}, part) : part));
  const made = element("div", { class: `notice notice-${kind}`, "data-notice": name, role }, element("div", {}, ...text));
  notices.append(made);
  return made;
}

export function hush(name) {
  notices.querySelector(`[data-notice="${name}"]`)?.remove();
}

export function link(words, href, inNewTab = false) {
  return element("a", inNewTab ? { href, target: "_blank", rel: "noopener" } : { href }, words);
}

// What the page says about saving, in the one line that is read aloud when it changes.

export const CHOOSE =
  "Not everything is saved yet: an answer was changed in another window. Choose at the question which one to keep.";
export const TIME_IS_UP = "The time for this attempt is up. What was saved is being handed in.";
export const HANDED_IN_FOR_YOU =
  "The time for this attempt is up. What was saved until then is handed in for you. Load this page again to see the result.";

const NOT_SAVED = {
  offline: "Not saved yet: the connection seems to be down. What you entered is still here, and is sent again by itself.",
  server: "Not saved yet: the site could not write it down just now. What you entered is still here, and is sent again by itself.",
  signedOut: "Not saved yet: you are signed out. What you entered is still here. Sign in in another window, then it will be saved.",
  other: "Not saved: this attempt belongs to somebody else than who is signed in now. What you entered is still here.",
  gone: "Not saved: this quiz is not at this address any more. What you entered is kept in this browser for seven days, and is saved if the quiz is opened here again by then. Your coach can tell you what became of it.",
  moved: "Not saved yet: this quiz is at another address now. What you entered is kept in this browser, and is saved when you open the quiz there.",
};

const state = document.getElementById("saved");

// `way` is an address to go to, with the words that lead there.
export function say(words, isWaiting, way = null) {
  const text = way === null ? words : `${words} ${way.words}`;
  if (state.textContent !== text) {
    state.textContent = words;
    if (way !== null) state.append(" ", link(way));
  }
  state.classList.toggle("is-waiting", isWaiting);
}

export function sayNotSaved({ why, leads }) {
  say(NOT_SAVED[why], true, leads === undefined ? null : { href: leads, words: "Open it there" });
}

function link({ href, words }) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = words;
  return made;
}

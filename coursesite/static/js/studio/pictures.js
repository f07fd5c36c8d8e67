// A picture for the text: what it shows is asked for before it is sent.

import { ask, withToken } from "./asking.js";
import { apart, put } from "./editing.js";
import { body, form } from "./page.js";

const dialog = document.getElementById("picture-dialog");
const asked = dialog.querySelector("form");
const problem = dialog.querySelector(".field-error");
const file = asked.elements.picture;
const named = dialog.querySelector("[data-file]");
let waiting = [];
let place = [0, 0];

export function choosePicture() {
  open([]);
}

export function takePictures(files) {
  if (files.length > 0) open(files);
}

function open(files) {
  place = [body.selectionStart, body.selectionEnd];
  waiting = files;
  begin();
  dialog.showModal();
}

function begin() {
  const [next] = waiting;
  asked.reset();
  say("");
  file.closest(".field").hidden = next !== undefined;
  named.textContent = next === undefined ? "" : next.name || "The picture you pasted";
  (next === undefined ? file : asked.elements.alt).focus();
}

function say(words) {
  problem.hidden = words === "";
  problem.querySelector("span").textContent = words;
}

asked.addEventListener("submit", async (event) => {
  event.preventDefault();
  const picture = waiting[0] ?? file.files[0];
  if (picture === undefined) return missing(file, "Choose a picture first.");
  if (asked.elements.alt.value.trim() === "") return missing(asked.elements.alt, "Say in a sentence what it shows.");
  const button = asked.querySelector("[type=submit]");
  button.setAttribute("aria-disabled", "true");
  const data = new FormData();
  data.set("picture", picture, picture.name || "picture.png");
  data.set("alt", asked.elements.alt.value);
  const reply = await ask(form.dataset.pictures, { data: withToken(data) });
  button.removeAttribute("aria-disabled");
  if (reply.why !== undefined) say(reply.problem ?? NOT_SENT[reply.why] ?? NOT_SENT.server);
  else if (dialog.open) insert(reply.markdown);
});

function missing(input, words) {
  say(words);
  input.focus();
}

const NOT_SENT = {
  offline: "There is no connection, so the picture was not sent. Try again in a moment.",
  signedOut: "You are signed out, so the picture was not sent. Sign in in another tab, then try again.",
  server: "The site could not take the picture just now. Try again in a moment.",
};

function insert(markdown) {
  waiting = waiting.slice(1);
  if (waiting.length === 0) dialog.close();
  const [from, to] = place;
  const after = body.value.slice(to);
  const text = apart(body.value.slice(0, from), markdown, after) + (after === "" ? "\n\n" : "");
  put({ from, to, text });
  place = [from + text.length, from + text.length];
  if (waiting.length > 0) begin();
}

dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => body.focus());

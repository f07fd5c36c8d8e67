// The forms that write an exercise, in a dialog. What was typed into one that was closed stands there when it is opened
// again. Without this script the same forms are pages of their own.

import { token } from "./asking.js";
import { put } from "./editing.js";
import { body, element, form } from "./page.js";
import { exerciseAt, sceneAt } from "./placing.js";

const menu = document.getElementById("insert-menu");
const dialog = document.getElementById("insert-dialog");
const title = dialog.querySelector("h2");
const holder = dialog.querySelector("[data-holder]");
const begun = new Map();
let kind = "";
let stood = false;

// Where the cursor was never put into the text, an exercise goes to its end, as it does without this script.
body.addEventListener("focus", () => {
  stood = true;
});

document.getElementById("toolbar").after(menu);

menu.addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (chosen === null) return;
  event.preventDefault();
  menu.open = false;
  open(chosen.value.replace("insert/", ""), chosen.textContent);
});
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (!menu.contains(event.target)) menu.open = false;
});

const address = () => form.dataset.insert + kind;

async function open(wanted, words) {
  kind = wanted;
  title.textContent = words;
  holder.replaceChildren(begun.get(kind) ?? element("p", { role: "status" }, "One moment …"));
  dialog.showModal();
  if (!begun.has(kind)) await fetched({});
  holder.querySelector("input:not([type=hidden]), textarea")?.focus();
}

// Take the form out of the page that the server gives.
async function fetched(options) {
  try {
    const response = await fetch(address(), options);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.getElementById("insert");
    if (found === null) throw new Error("no form");
    begun.set(kind, document.adoptNode(found));
    holder.replaceChildren(found);
    return true;
  } catch {
    if (!begun.has(kind)) holder.replaceChildren(element("p", { role: "alert" }, NOT_HERE));
    else complain({ "": NOT_SENT });
    return false;
  }
}

const NOT_HERE = "The form could not be fetched. Look whether you are still signed in and connected, then open it again.";
const NOT_SENT = "This could not be sent. Look whether you are still signed in and connected, then send it once more.";

holder.addEventListener("submit", async (event) => {
  event.preventDefault();
  const data = new FormData(event.target, event.submitter);
  data.set("csrf_token", token());
  const list = event.submitter?.name === "more" ? event.submitter.value : null;
  if (list === null) await send(data);
  else if (await fetched({ method: "POST", body: data })) newest(list)?.focus();
});

function newest(list) {
  const rows = [...holder.querySelectorAll(`[name^="${list}-"]`)];
  const row = rows.at(-1)?.closest("fieldset");
  return row?.querySelector("input, textarea, select");
}

async function send(data) {
  try {
    const options = { method: "POST", body: data, headers: { Accept: "application/json" } };
    const response = await fetch(address(), options);
    const reply = await response.json();
    if (response.ok) insert(reply.markdown);
    else complain(reply.problems ?? { "": reply.problem ?? NOT_SENT });
  } catch {
    complain({ "": NOT_SENT });
  }
}

function insert(markdown) {
  const placed = kind === "scene" ? sceneAt : exerciseAt;
  begun.delete(kind);
  dialog.close();
  put(placed(body.value, stood ? body.selectionEnd : body.value.length, markdown.trim()));
}

// Each problem stands at its field, and above the form with a way to it.
function complain(problems) {
  for (const old of holder.querySelectorAll(".error-summary, .field-error")) old.remove();
  for (const old of holder.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
  const names = [...holder.querySelectorAll("[name]")].map((input) => input.name);
  const found = Object.entries(problems).sort(([one], [other]) => names.indexOf(one) - names.indexOf(other));
  const lines = found.map(([name, words]) => element("li", {}, toField(name, words)));
  const many = lines.length === 1 ? "One thing needs another look" : `${lines.length} things need another look`;
  const parts = [element("h3", {}, many), element("ul", {}, ...lines)];
  const summary = element("div", { class: "error-summary", role: "alert", tabindex: "-1" }, ...parts);
  holder.firstElementChild.prepend(summary);
  summary.focus();
}

function toField(name, words) {
  const input = holder.querySelector(`[name="${name}"]`);
  if (name === "" || input === null) return words;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${name}-error`);
  input.before(element("p", { class: "field-error", id: `${name}-error` }, words));
  const link = element("a", { href: `#${name}` }, words);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    input.focus();
  });
  return link;
}

dialog.addEventListener("click", (event) => {
  const closes = event.target.closest("[data-close], a[href$='/']") !== null;
  if (!closes) return;
  event.preventDefault();
  dialog.close();
});
dialog.addEventListener("close", () => body.focus());

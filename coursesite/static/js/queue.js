/* The queue by keyboard: j and k walk, a approves, s is spam, x removes, r replies, u takes back, ? shows the keys.
   Without this module every deed has its button. The keys can be turned off; the browser remembers that. */

const OFF = "queue-keys-off";
const AT = "queue-at";

const items = [...document.querySelectorAll(".queue-item")];
const panel = document.querySelector(".queue-keys");
const opener = panel?.querySelector("button");
const list = document.getElementById("keys");
const wanted = document.getElementById("keys-on");
const all = document.getElementById("all");

function stored(store, name, value) {
  // A browser may keep nothing for us; the keys work all the same.
  try {
    if (value === undefined) return store.getItem(name);
    if (value === null) store.removeItem(name);
    else store.setItem(name, value);
  } catch {
    /* nothing is kept */
  }
  return null;
}

function current() {
  return items.findIndex((item) => item.contains(document.activeElement));
}

function walk(step) {
  const at = current();
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + step, 0), items.length - 1);
  items[next]?.focus();
}

function press(key) {
  const item = items[current()];
  const inside = item?.querySelector(`[data-key="${key}"]`);
  const found = inside ?? (key === "u" ? document.querySelector(".queue-undo [data-key=u]") : null);
  if (!found) return;
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    const field = found.parentElement.querySelector("textarea");
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  } else found.click();
}

function show(open) {
  list.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
}

function types(target) {
  return target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])") !== null;
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || types(event.target)) return;
  if (event.key === "?") show(list.hidden);
  else if (!wanted.checked) return;
  else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if ("asxru".includes(event.key) && event.key.length === 1) press(event.key);
  else return;
  event.preventDefault();
}

if (panel) {
  panel.hidden = false;
  all.closest("label").hidden = false;
  wanted.checked = stored(localStorage, OFF) === null;
  wanted.addEventListener("change", () => stored(localStorage, OFF, wanted.checked ? null : "1"));
  opener.addEventListener("click", () => show(list.hidden));
  all.addEventListener("change", () => {
    // Whoever may be in need is decided on one by one.
    for (const tick of document.querySelectorAll(".queue-tick input:not([data-apart])")) tick.checked = all.checked;
  });
  document.addEventListener("keydown", pressed);
  // After a decision the page comes anew, and one goes on where one was.
  document.addEventListener("submit", () => stored(sessionStorage, AT, String(current())));
  const at = Number(stored(sessionStorage, AT) ?? -1);
  stored(sessionStorage, AT, null);
  if (at >= 0) items[Math.min(at, items.length - 1)].focus();
}

// Texts that a page left behind in this browser when it died or could not save. Where nobody has saved since, the newest
// is put back; every other one is handed to the server, which keeps it beside the draft.

import { ask, withToken } from "./asking.js";
import { forget, leftBehind } from "./kept.js";
import { button, clockTime, fill, form, signature, values } from "./page.js";
import { changed, keepNow, settled, version } from "./saving.js";
import { hush, link, notice } from "./saying.js";

export async function restore() {
  const served = signature(values());
  const left = await leftBehind();
  for (const text of left) if (text.is === served) forget(text.name);
  const [next, ...others] = left.filter((text) => text.is !== served);
  if (next === undefined) return;
  const nobodySaved = next.version === version() || next.sent === served;
  if (nobodySaved) putBack(next);
  for (const text of nobodySaved ? others : [next, ...others]) await handOver(text, nobodySaved);
}

function putBack(text) {
  const before = values();
  fill(text.values);
  form.dispatchEvent(new CustomEvent("restored"));
  changed();
  keepNow();
  forget(text.name);
  const words = `What you wrote here until ${clockTime(text.at)} had not been saved. It is back, and is saved now.`;
  const undo = button("Take the text as it was saved before", () => {
    fill(before);
    form.dispatchEvent(new CustomEvent("restored"));
    changed();
    hush("restored");
  });
  notice("restored", "info", words, undo);
}

async function handOver(text, afterMine) {
  if (afterMine) await settled();
  const data = withToken(new FormData(form));
  for (const [name, value] of Object.entries(text.values)) data.set(name, value);
  data.set("version", text.version);
  if (text.base) data.set("base", text.base);
  const reply = await ask(form.dataset.save, { data });
  if (reply.why !== undefined) return; // It stays in this browser until the next time.
  forget(text.name);
  if (reply.status === 409) {
    const words = `What you wrote here until ${clockTime(text.at)} came after another save. It is kept beside that text.`;
    notice(`beside-${text.name}`, "attention", words, link("Look at both texts", reply.href));
  } else form.elements.version.value = reply.version;
}

// Feedback at once: a question is saved, marked and put in place of its open form.

import { PATIENCE } from "./asking.js";
import { form } from "./page.js";
import { collect, questions } from "./questions.js";
import { body, settled } from "./saving.js";
import { sayNotSaved } from "./saying.js";

export async function check(pressed) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  const question = questions.get(Number(pressed.value));
  if ((await settled()) && question.rival === null) {
    try {
      await checked(pressed, question);
    } catch {
      sayNotSaved({ why: "offline" });
    }
  }
  pressed.removeAttribute("aria-disabled");
}

async function checked(pressed, question) {
  const data = body([], false);
  data.set("next", form.dataset.address);
  const response = await fetch(pressed.formAction, {
    method: "POST",
    body: data,
    headers: { Accept: "text/x-fragment" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!(response.headers.get("Content-Type") ?? "").startsWith("text/x-fragment")) {
    location.reload(); // the time is up, or nobody is signed in: the page itself says which
    return;
  }
  const part = new DOMParser().parseFromString(await response.text(), "text/html").body.firstElementChild;
  const fresh = document.importNode(part, true);
  question.section.replaceWith(fresh);
  collect();
  fresh.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
  const target = fresh.querySelector("[data-focus], .result") ?? fresh;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

// Answers in place. Each form that says data-in-place is sent from here and its part of the page put in place of the
// old one; without this script, or where the answer is not what was expected, the form goes the ordinary way.

const FRAGMENT = "text/x-fragment";
const OFFLINE =
  "This has not reached us: the connection seems to be down. What you entered is still here, so send it again when you are back online.";
const NOT_SAVED =
  "This was not saved: the site could not write it down just now. What you entered is still here, so wait a minute and send it again.";
const BROKEN =
  "Something went wrong on our side, and this may not be saved. What you entered is still here, so wait a minute and send it again.";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-in-place]")) return;
  event.preventDefault();
  if (form.dataset.busy === undefined) send(form, event.submitter);
});

async function send(form, button) {
  // Read before the button is switched off: a field that is off is not sent.
  const typed = new URLSearchParams(new FormData(form, button));
  begin(form);
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body: typed, headers: { Accept: FRAGMENT } });
  } catch {
    end(form);
    say(form, OFFLINE);
    return;
  }
  if (response.status >= 500) {
    end(form);
    say(form, response.status === 503 ? NOT_SAVED : BROKEN);
    return;
  }
  // Finishing leads on to the next lesson.
  if (response.ok && response.redirected && form.dataset.inPlace === "on") {
    location.assign(response.url);
    return;
  }
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith(FRAGMENT)) {
    // The form carries a value used once, so sending it again can't count twice.
    form.submit();
    return;
  }
  replace(await response.text(), form);
}

function begin(form) {
  form.dataset.busy = "";
  form.setAttribute("aria-busy", "true");
  for (const button of form.querySelectorAll("[type=submit]")) button.setAttribute("aria-disabled", "true");
}

function end(form) {
  delete form.dataset.busy;
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("[type=submit]")) button.removeAttribute("aria-disabled");
}

function say(form, sentence) {
  form.querySelector("[data-said]")?.remove();
  const line = document.createElement("p");
  line.className = "field-error";
  line.dataset.said = "";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  form.append(line);
}

// The fragment holds whole elements with ids: each takes the place of the one with the same id.
function replace(html, form) {
  const parts = new DOMParser().parseFromString(html, "text/html").body;
  handOnToken(parts);
  let first = null;
  for (const part of [...parts.children]) {
    const old = document.getElementById(part.id);
    if (old === null) continue;
    const fresh = document.importNode(part, true);
    old.replaceWith(fresh);
    // For scripts that make more of what a page holds.
    fresh.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
    first ??= fresh;
  }
  if (first === null) {
    form.submit();
    return;
  }
  const target = first.querySelector("[data-focus]") ?? first;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

// A guest's page holds no token; with the first answer the guest has a session, and every form needs one from then on.
function handOnToken(parts) {
  const token = parts.querySelector("input[name=csrf_token]");
  if (token === null) return;
  for (const form of document.querySelectorAll("form[method=post]")) {
    let field = form.querySelector("input[name=csrf_token]");
    if (field === null) {
      field = document.importNode(token, false);
      form.prepend(field);
    }
    field.value = token.value;
  }
}

// The arrows turn pages while nothing on the page has the focus, so that they never take a key from typing or choosing.
document.addEventListener("keydown", (event) => {
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (rel === undefined || event.defaultPrevented) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const focused = document.activeElement;
  if (focused !== null && focused !== document.body && focused.id !== "main") return;
  document.querySelector(`.pager a[rel=${rel}]`)?.click();
});

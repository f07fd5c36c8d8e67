// The form for a comment opens where one reads. Each link that says data-respond leads to the form's own page; here the
// form is fetched and put below the comment that it answers. Without this script, or where the answer is not what was
// expected, the link leads on as it would.

const FRAGMENT = "text/x-fragment";

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[data-respond], a[data-respond-away]");
  if (link === null) return;
  if (link.matches("[data-respond-away]")) {
    const form = link.closest("[data-respond-form]");
    if (openers.has(form)) {
      event.preventDefault();
      close(form);
    }
    return;
  }
  event.preventDefault();
  open(link);
});

const openers = new Map();

async function open(link) {
  if (link.hasAttribute("aria-busy")) return;
  link.setAttribute("aria-busy", "true");
  let form = null;
  try {
    form = await fetched(fetch(link.href, { headers: { Accept: FRAGMENT } }));
  } catch {
    // The page itself says what is the matter.
  }
  link.removeAttribute("aria-busy");
  if (form === null) {
    location.assign(link.href);
    return;
  }
  const text = closeAll();
  place(link).after(form);
  openers.set(form, link);
  const field = form.querySelector("textarea:not([readonly])");
  if (field !== null && text) field.value = text;
  focusIn(form);
}

function place(link) {
  return link.closest(".comment-do") ?? link.closest("p") ?? link;
}

// What was typed into a form that is open elsewhere moves along into the new one.
function closeAll() {
  let text = "";
  for (const form of [...openers.keys()]) {
    text ||= form.querySelector("textarea:not([readonly])")?.value ?? "";
    form.remove();
    openers.delete(form);
  }
  return text;
}

function close(form) {
  const link = openers.get(form);
  openers.delete(form);
  form.remove();
  link.focus();
}

// A preview comes into place; sending goes the ordinary way, to the comment where it then stands.
document.addEventListener("submit", async (event) => {
  const part = event.target.closest("[data-respond-form]");
  if (part === null || event.submitter?.value !== "preview") return;
  event.preventDefault();
  if (event.target.hasAttribute("aria-busy")) return;
  event.target.setAttribute("aria-busy", "true");
  const typed = new URLSearchParams(new FormData(event.target, event.submitter));
  let fresh = null;
  try {
    fresh = await fetched(fetch(event.target.action, { method: "POST", body: typed, headers: { Accept: FRAGMENT } }));
  } catch {
    // Sent the ordinary way, the browser says that it is offline, and keeps what was typed.
  }
  event.target.removeAttribute("aria-busy");
  if (fresh === null) {
    const choice = document.createElement("input");
    choice.type = "hidden";
    choice.name = "do";
    choice.value = "preview";
    event.target.append(choice);
    event.target.submit();
    return;
  }
  if (openers.has(part)) {
    openers.set(fresh, openers.get(part));
    openers.delete(part);
  }
  part.replaceWith(fresh);
  focusIn(fresh);
});

async function fetched(answer) {
  const response = await answer;
  if (!(response.headers.get("Content-Type") ?? "").startsWith(FRAGMENT)) return null;
  const parts = new DOMParser().parseFromString(await response.text(), "text/html").body;
  const found = parts.querySelector("[data-respond-form]");
  return found === null ? null : document.importNode(found, true);
}

function focusIn(form) {
  const target = form.querySelector("[role=alert], [data-focus]") ?? form.querySelector("form input:not([type=hidden]), form textarea") ?? form;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

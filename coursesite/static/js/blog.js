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

// A preview, and what needs another look, come into place; what was sent is shown where it then stands.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const part = form.closest("[data-respond-form]");
  if (part === null) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  const typed = new URLSearchParams(new FormData(form, event.submitter));
  let fresh = null;
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed, headers: { Accept: FRAGMENT } });
    if (answer.status === 201) {
      location.assign(answer.headers.get("Location"));
      return;
    }
    fresh = await fetched(answer);
  } catch {
    form.removeAttribute("aria-busy");
    say(form.querySelector("[data-lost]"));
    return;
  }
  if (fresh === null) {
    const choice = document.createElement("input");
    choice.type = "hidden";
    choice.name = "do";
    choice.value = event.submitter?.value ?? "send";
    form.append(choice);
    form.submit();
    return;
  }
  if (openers.has(part)) {
    openers.set(fresh, openers.get(part));
    openers.delete(part);
  }
  part.replaceWith(fresh);
  focusIn(fresh);
});

// A page that comes back from the browser's memory is sent from anew.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-respond-form] form")) form.removeAttribute("aria-busy");
});

// Without an answer nothing leaves the page, so that what was typed can't be lost with it.
function say(notice) {
  notice.hidden = false;
  notice.focus({ preventScroll: true });
  notice.scrollIntoView({ block: "nearest" });
}

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

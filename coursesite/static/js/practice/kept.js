// What was typed and not confirmed, in this window's own storage; it goes when the window is closed.

const reader = document.querySelector("script[data-reader]")?.dataset.reader ?? "";

// Before the name of everything that is one person's; empty for somebody whom the site doesn't know.
export const prefix = reader === "" ? "" : `writing:${reader}:`;

export function anythingKept() {
  try {
    return prefix !== "" && Object.keys(sessionStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}

export function keep(key, values) {
  try {
    sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Storage is full or switched off: the fields still hold everything.
  }
}

export function kept(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Storage is switched off: there is nothing to forget.
  }
}

// Asking the server. The answer is its JSON with `status`; where there is none, `why` says what is in the way.

import { form } from "./page.js";

const LONGEST = 30000; // ms

const WHY = { 400: "token", 401: "signedOut" };

export async function ask(address, { data = null, signal = null, leaving = false } = {}) {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), LONGEST);
  signal?.addEventListener("abort", () => stop.abort(), { once: true });
  const options = {
    method: data === null ? "GET" : "POST",
    headers: { Accept: "application/json" },
    body: data,
    signal: stop.signal,
    keepalive: leaving,
  };
  try {
    const response = await sent(address, options);
    return await read(response);
  } catch (error) {
    if (signal?.aborted) return { why: "aborted" };
    return { why: "offline", error };
  } finally {
    clearTimeout(patience);
  }
}

// What goes out while a page is left may have 64 KB; a longer text is sent as usual, and is kept in the browser anyway.
async function sent(address, options) {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (!options.keepalive || !navigator.onLine) throw error;
    return await fetch(address, { ...options, keepalive: false });
  }
}

async function read(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const reply = isJson ? await response.json() : {};
  if (response.status === 409 || (response.ok && isJson)) return { ...reply, status: response.status };
  const leadsAway = response.redirected || response.ok;
  const why = leadsAway ? "signedOut" : (WHY[response.status] ?? (response.status < 500 ? "refused" : "server"));
  return { ...reply, status: response.status, why: response.status === 429 ? "server" : why };
}

export const token = () => form.elements.csrf_token.value;

export function setToken(value) {
  form.elements.csrf_token.value = value;
}

// A form of the server's, sent with the token that counts now.
export function withToken(data) {
  data.set("csrf_token", token());
  return data;
}

// Asking the server: what it says, or why it could not be asked.

import { form, token } from "./page.js";

export const PATIENCE = 10000; // ms after which a request that got no answer counts as failed

// Gives what the server says, or `{ why, leads }`: the name of what stands in the way, and where it leads.
export async function post(data, renewed = false) {
  const sent = { method: "POST", body: data, headers: { Accept: "application/json" } };
  const response = await reached(form.action, sent);
  if (response === null) return { why: "offline" };
  if (response.status === 401) return { why: "signedOut" };
  if (response.status === 404) return missing();
  if (response.status === 400 && !renewed) {
    // Signed in anew in another window: the old token is no longer good.
    const trouble = await renewToken();
    if (trouble !== null) return trouble;
    data.set("csrf_token", token());
    return post(data, true);
  }
  if (!response.ok) return { why: "server" };
  try {
    return await response.json();
  } catch {
    return { why: "offline" }; // cut off, or a network's own page in between
  }
}

async function renewToken() {
  const response = await reached(form.dataset.address);
  if (response === null) return { why: "offline" };
  if (response.redirected) return { why: "signedOut" };
  if (response.status === 404) return missing();
  let page;
  try {
    page = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return { why: "offline" };
  }
  const theirs = page.querySelector("form[data-attempt]");
  if (theirs === null && response.ok) location.assign(form.dataset.address); // it is over: its page says how
  if (theirs === null || theirs.dataset.attempt !== form.dataset.attempt) return { why: "other" };
  const fresh = theirs.querySelector("input[name=csrf_token]").value;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = fresh;
  return null;
}

// The attempt is not to be found: its quiz stands somewhere else now, or nowhere, or the attempt is somebody else's.
async function missing() {
  const here = new URL(form.dataset.address, location.origin);
  const quiz = await reached(new URL("../../", here));
  if (quiz === null) return { why: "offline" };
  if (quiz.status === 404) return { why: "gone" };
  if (!quiz.redirected) return { why: "other" };
  const [attempt] = here.pathname.match(/attempts\/\d+\/$/);
  return { why: "moved", leads: new URL(attempt, quiz.url).href };
}

async function reached(address, options = {}) {
  try {
    return await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return null;
  }
}

// What this page is: the form that it shows, the word that it has for itself, and how many saves it has sent.

export const form = document.querySelector("form[data-attempt]");
export const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export let count = 0;

export function counted() {
  count += 1;
  return count;
}

export const token = () => form.querySelector("input[name=csrf_token]")?.value ?? "";

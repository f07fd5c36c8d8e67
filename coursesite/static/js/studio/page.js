// The editor's elements and values, as every part of the script knows them.

export const form = document.getElementById("editor");
export const body = document.getElementById("body");
export const { key, person } = form.dataset;

export const inputs = () =>
  [...form.elements].filter((input) => input.name?.startsWith("field-") || input === body);

// What was typed, by the names of the fields.
export function values() {
  return Object.fromEntries(inputs().map((input) => [input.name, input.value]));
}

export function fill(typed) {
  for (const input of inputs()) {
    const value = typed[input.name];
    if (value !== undefined && input.value !== value) input.value = value;
  }
}

// What two texts are held to be the same by: the server keeps no spaces around the words of a field.
export function signature(typed) {
  const said = ([name, value]) => [name, name === "body" ? value.trimEnd() : tidied(value)];
  const filled = Object.entries(typed).map(said).filter(([, value]) => value !== "");
  return JSON.stringify(filled.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function tidied(value) {
  return value
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "")
    .join("\n");
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

export function button(words, pressed, look = "button button-quiet") {
  const made = element("button", { type: "button", class: look }, words);
  made.addEventListener("click", pressed);
  return made;
}

export const clockTime = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

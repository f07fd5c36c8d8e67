// The questions of the attempt: what stands in their fields, and how much of it is saved.

import { form } from "./page.js";

export const questions = new Map();
export let filling = false;

// One question: what the page knows of it (`sequence`), how often it was changed here (`version`), how much of that is
// saved, whether another window has said something else (`rival`), and whose words it took over (`before`).
class Question {
  constructor(section) {
    this.section = section;
    this.place = Number(section.dataset.place);
    this.version = 0;
    this.saved = 0;
    this.rival = null;
    this.before = "";
  }

  get field() {
    return this.section.querySelector(`input[name="q${this.place}-sequence"]`);
  }

  get sequence() {
    return Number(this.field?.value ?? -1);
  }

  set sequence(value) {
    if (this.field !== null) this.field.value = value;
  }

  get isWaiting() {
    return this.version > this.saved && this.rival === null && this.field !== null;
  }

  controls() {
    const all = [...this.section.querySelectorAll("input, select, textarea")];
    return all.filter((control) => control.name.startsWith(`q${this.place}-`) && control !== this.field);
  }

  values() {
    const found = [];
    for (const control of this.controls()) {
      if ((!isBox(control) || control.checked) && control.value !== "") found.push([control.name, control.value]);
    }
    return found;
  }

  // Put an answer into the fields, without taking that for a change made by hand.
  fill(pairs) {
    filling = true;
    for (const control of this.controls()) {
      const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (isBox(control)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
      if (control.matches("select")) control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    filling = false;
  }

  // Whether the fields, where there are any to save, hold something else than the page came with.
  differs() {
    if (this.field === null) return false;
    return this.controls().some((control) => {
      if (isBox(control)) return control.checked !== control.defaultChecked;
      if (!control.matches("select")) return control.value !== control.defaultValue;
      const options = [...control.options];
      return control.value !== (options.find((option) => option.defaultSelected) ?? options[0]).value;
    });
  }
}

const isBox = (control) => ["radio", "checkbox"].includes(control.type);

// Look for the questions in the page, again where one was put in place of another.
export function collect() {
  for (const section of form.querySelectorAll("[data-place]")) {
    const known = questions.get(Number(section.dataset.place));
    if (known !== undefined) known.section = section;
    else questions.set(Number(section.dataset.place), new Question(section));
  }
}

export const waiting = () => [...questions.values()].filter((question) => question.isWaiting);
export const unsaved = () => [...questions.values()].filter((question) => question.version > question.saved);
export const rivals = () => [...questions.values()].filter((question) => question.rival !== null);

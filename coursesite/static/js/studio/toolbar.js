// The row of buttons above the text: one stop for Tab, arrows within it.

import { change } from "./editing.js";
import { body } from "./page.js";
import { choosePicture } from "./pictures.js";
import { DEEDS } from "./typing.js";

const bar = document.getElementById("toolbar");
const buttons = [...bar.querySelectorAll("button")];
const room = document.querySelector(".editor-room");

bar.hidden = false;
for (const [place, one] of buttons.entries()) one.tabIndex = place === 0 ? 0 : -1;

bar.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (pressed === null) return;
  const { deed } = pressed.dataset;
  if (deed in DEEDS) change(DEEDS[deed]);
  else if (deed === "picture") choosePicture();
  else if (deed === "phone") showAsPhone(pressed);
  else step(deed);
});

function step(deed) {
  body.focus();
  document.execCommand(deed);
}

function showAsPhone(pressed) {
  const isPhone = room.classList.toggle("is-phone");
  pressed.setAttribute("aria-pressed", isPhone);
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

bar.addEventListener("keydown", (event) => {
  const place = buttons.indexOf(document.activeElement);
  const step = (STEPS[event.key] ?? 0) * (getComputedStyle(bar).direction === "rtl" ? -1 : 1);
  if (event.key === "Escape") body.focus();
  else if (event.key === "Home") stand(0);
  else if (event.key === "End") stand(buttons.length - 1);
  else if (step !== 0) stand((place + step + buttons.length) % buttons.length);
  else return;
  event.preventDefault();
});

function stand(place) {
  for (const [at, one] of buttons.entries()) one.tabIndex = at === place ? 0 : -1;
  buttons[place].focus();
}

body.addEventListener("keydown", (event) => {
  if (event.key !== "F10" || !event.altKey) return;
  event.preventDefault();
  buttons.find((one) => one.tabIndex === 0).focus();
});

// A course's outline, put in order by dragging a handle or with the arrows, without a page load for each step. The numbers
// in the fields are what is sent: without this script they are typed, and the arrows are buttons of the form.

const list = document.querySelector("[data-outline]");
const said = document.querySelector("[data-said]");
const EDGE = 64; // pixels from the window's edge where a dragged line makes the page scroll
let drag = null;

for (const tool of document.querySelectorAll("[data-with-script], [data-grip]")) tool.hidden = false;
let saved = order();

list.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=up], button[name=down]");
  if (button === null) return;
  event.preventDefault();
  const line = button.closest("li");
  step(line, button.name === "up" ? -1 : 1);
  tell(line);
  button.focus();
});

list.addEventListener("change", (event) => {
  if (event.target.matches("input")) said.textContent = "The order isn’t saved yet.";
});

list.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip === null || event.button !== 0) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  drag = { line: grip.closest("li"), pointer: event.pointerId, before: [...list.children] };
  drag.line.classList.add("is-dragged");
});

list.addEventListener("pointermove", (event) => {
  if (drag?.pointer !== event.pointerId) return;
  const { previousElementSibling: above, nextElementSibling: below } = drag.line;
  if (above !== null && event.clientY < middle(above)) step(drag.line, -1);
  else if (below !== null && event.clientY > middle(below)) step(drag.line, 1);
  const past = Math.min(event.clientY - EDGE, 0) || Math.max(event.clientY - (innerHeight - EDGE), 0);
  if (past !== 0) scrollBy({ top: past / 4, behavior: "instant" });
});

list.addEventListener("pointerup", (event) => drag?.pointer === event.pointerId && drop(true));
list.addEventListener("pointercancel", (event) => drag?.pointer === event.pointerId && drop(false));
document.addEventListener("keydown", (event) => drag !== null && event.key === "Escape" && drop(false));

function drop(wanted) {
  const { line, before } = drag;
  drag = null;
  line.classList.remove("is-dragged");
  if (!wanted) list.append(...before);
  number();
  if (wanted && before.some((other, place) => other !== list.children[place])) tell(line);
}

function middle(line) {
  const box = line.getBoundingClientRect();
  return box.top + box.height / 2;
}

// The line itself stays in the page, so that it keeps focus and finger: its neighbour steps over it.
function step(line, by) {
  if (by < 0) line.previousElementSibling && line.after(line.previousElementSibling);
  else line.nextElementSibling && line.before(line.nextElementSibling);
  number();
}

function number() {
  [...list.children].forEach((line, place) => (line.querySelector("input").value = place + 1));
}

function order() {
  return [...list.children].map((line) => line.id).join(" ");
}

function tell(line) {
  const place = [...list.children].indexOf(line) + 1;
  const title = line.querySelector(".outline-what a").textContent;
  const words = order() === saved ? "This is the saved order." : "The order isn’t saved yet.";
  said.textContent = `${title}: place ${place} of ${list.children.length}. ${words}`;
}

// Coming back to the page, browsers fill in the numbers again: the list stands as its page was sent.
addEventListener("pageshow", () => {
  number();
  saved = order();
});

// Lines to put in order, and rows to match. The selects of the form stay in the page and hold the answer: whatever is
// moved here is written into them, and they say so by the events that a hand's change has. Without this script they
// are what one uses.

const SLACK = 4; // pixels a finger may tremble before it drags
const EDGE = 64; // pixels from the window's edge where a dragged line makes the page scroll
const OPEN = "No order given yet. Move the lines, or keep them as they stand.";
const GIVEN = "This is your order.";

const orders = new Map();
let drag = null;

document.addEventListener("arrived", (event) => arrange(event.target));
window.addEventListener("pageshow", drawAll); // browsers fill in fields again after going back
document.addEventListener("reset", () => setTimeout(drawAll));
document.addEventListener("change", (event) => {
  orderAt(event.target)?.draw();
  const list = event.target.closest("[data-match]");
  if (list !== null) markUsed(list);
});

document.addEventListener("click", (event) => {
  const order = orderAt(event.target);
  if (order === undefined) return;
  const tool = event.target.closest("[data-by]");
  if (tool !== null) order.moveBy(tool.closest("li"), Number(tool.dataset.by), tool);
  if (event.target.closest("[data-keep]") !== null) order.keep();
});

document.addEventListener("keydown", (event) => {
  if (drag !== null && event.key === "Escape") drop(false);
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const grip = event.target.closest?.(".grip");
  if (by === undefined || !grip || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (drag === null) orderAt(grip)?.moveBy(grip.closest("li"), by, grip);
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (grip === null || event.button !== 0 || drag !== null) return;
  grip.setPointerCapture(event.pointerId);
  grip.focus({ preventScroll: true });
  const order = orderAt(grip);
  const y = event.clientY;
  const line = grip.closest("li");
  drag = { order, grip, line, before: order.lines(), pointer: event.pointerId, at: y, from: y + scrollY, on: false };
});
document.addEventListener("pointermove", (event) => {
  if (drag?.pointer !== event.pointerId) return;
  drag.at = event.clientY;
  if (!drag.on && Math.abs(drag.at + scrollY - drag.from) < SLACK) return;
  if (!drag.on) begin();
  follow();
});
document.addEventListener("pointerup", (event) => drag?.pointer === event.pointerId && drop(true));
document.addEventListener("pointercancel", (event) => drag?.pointer === event.pointerId && drop(false));

function begin() {
  drag.on = true;
  drag.line.classList.add("is-dragged");
  requestAnimationFrame(scrollAtEdges);
}

// The dragged line itself is never taken out of the page: its neighbours step around it, so it keeps finger and focus.
function follow() {
  const { order, line } = drag;
  const top = () => line.offsetTop + drag.at + scrollY - drag.from;
  for (;;) {
    const next = line.nextElementSibling;
    const previous = line.previousElementSibling;
    const before = line.offsetTop;
    if (next !== null && top() + line.offsetHeight > next.offsetTop + next.offsetHeight / 2) order.shift(line, 1);
    else if (previous !== null && top() < previous.offsetTop + previous.offsetHeight / 2) order.shift(line, -1);
    else break;
    drag.from += line.offsetTop - before;
  }
  line.style.transform = `translateY(${top() - line.offsetTop}px)`;
}

function scrollAtEdges() {
  if (!drag?.on) return;
  const past = Math.min(drag.at - EDGE, 0) || Math.max(drag.at - (innerHeight - EDGE), 0);
  if (past !== 0) {
    scrollBy({ top: past / 5, behavior: "instant" });
    follow();
  }
  requestAnimationFrame(scrollAtEdges);
}

function drop(wanted) {
  const { order, line, grip, before, on } = drag;
  drag = null;
  line.classList.remove("is-dragged");
  line.style.transform = "";
  if (!on) return;
  if (!wanted) order.list.append(...before);
  else if (order.lines().some((other, place) => other !== before[place])) order.moved(line);
  grip.focus({ preventScroll: true });
}

class Order {
  constructor(list) {
    this.list = list;
    const tools = document.importNode(list.nextElementSibling.content, true);
    const [hint, bar, said, ...perLine] = tools.children;
    this.said = said;
    this.bar = bar;
    list.previousElementSibling.replaceWith(hint);
    list.after(bar, said);
    // A list without bullets is no list to some readers unless it says so.
    list.setAttribute("role", "list");
    list.classList.add("arranged");
    for (const line of list.children) this.equip(line, perLine);
    this.inPlaces();
    this.draw();
  }

  equip(line, tools) {
    const [grip, number, moves] = tools.map((tool) => tool.cloneNode(true));
    line.querySelector("select").hidden = true;
    line.prepend(grip, number);
    line.append(moves);
    for (const tool of line.querySelectorAll("[data-say]")) {
      tool.setAttribute("aria-label", tool.dataset.say.replace("*", () => words(line)));
    }
  }

  lines() {
    return [...this.list.children];
  }

  isGiven() {
    const places = new Set(this.lines().map((line) => place(line)));
    return places.size === this.list.children.length && !places.has(0);
  }

  // Lines with a place first, by their places; the others stay as they stand.
  inPlaces() {
    const sorted = this.lines().sort((one, other) => (place(one) || Infinity) - (place(other) || Infinity) || 0);
    if (sorted.some((line, number) => line !== this.list.children[number])) this.list.append(...sorted);
  }

  draw() {
    const given = this.isGiven();
    if (given) this.inPlaces();
    const last = this.list.children.length - 1;
    this.list.classList.toggle("is-open", !given);
    this.lines().forEach((line, number) => {
      line.querySelector(".line-number").textContent = given ? number + 1 : "";
      const [up, down] = line.querySelectorAll("[data-by]");
      up.setAttribute("aria-disabled", number === 0);
      down.setAttribute("aria-disabled", number === last);
    });
    this.bar.firstElementChild.textContent = given ? GIVEN : OPEN;
    this.bar.lastElementChild.hidden = given;
  }

  moveBy(line, by, tool) {
    const number = this.lines().indexOf(line) + by;
    if (number < 0 || number >= this.list.children.length) {
      this.said.textContent = `“${words(line)}” is ${by < 0 ? "first" : "last"} already`;
      return;
    }
    this.shift(line, by);
    this.moved(line);
    tool.scrollIntoView({ block: "nearest" });
  }

  // The neighbour moves, so that the line keeps the focus.
  shift(line, by) {
    const tops = this.lines().map((other) => [other, other.offsetTop]);
    if (by < 0) line.after(line.previousElementSibling);
    else line.before(line.nextElementSibling);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [other, top] of tops) {
      if (other.offsetTop !== top && drag?.line !== other) slide(other, top - other.offsetTop);
    }
  }

  moved(line) {
    this.write();
    this.said.textContent = `“${words(line)}” is now ${this.lines().indexOf(line) + 1} of ${this.list.children.length}`;
  }

  keep() {
    this.write();
    this.bar.firstElementChild.focus();
  }

  // All places first, then word of it, so that nobody who listens sees half an order.
  write() {
    const changed = [];
    this.lines().forEach((line, number) => {
      const select = line.querySelector("select");
      if (place(line) === number + 1) return;
      select.value = number + 1;
      changed.push(select);
    });
    for (const select of changed) {
      select.dispatchEvent(new Event("input", { bubbles: true }));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.draw();
  }
}

function arrange(part) {
  for (const list of part.querySelectorAll("[data-order]:not(.arranged)")) orders.set(list, new Order(list));
  for (const list of part.querySelectorAll("[data-match]")) markUsed(list);
  for (const list of orders.keys()) if (!list.isConnected) orders.delete(list);
}

function drawAll() {
  for (const order of orders.values()) order.draw();
  for (const list of document.querySelectorAll("[data-match]")) markUsed(list);
}

function orderAt(node) {
  return orders.get(node.closest("fieldset")?.querySelector(".arranged"));
}

function place(line) {
  return Number(line.querySelector("select").value);
}

function words(line) {
  const text = line.querySelector("select + span");
  return (text.textContent.trim() || text.querySelector("[alt]")?.alt || "").replace(/[.…]$/, "");
}

function slide(line, from) {
  line.animate([{ transform: `translateY(${from}px)` }, { transform: "none" }], { duration: 140, easing: "ease-out" });
}

// What is chosen for another row stays to be chosen: two rows may share an answer.
function markUsed(list) {
  const selects = [...list.querySelectorAll("select")];
  for (const select of selects) {
    const elsewhere = new Set(selects.filter((other) => other !== select).map((other) => other.value));
    for (const option of select.options) {
      if (option.value === "") continue;
      option.dataset.words ??= option.text;
      const used = elsewhere.has(option.value) && option.value !== select.value;
      option.text = used ? `${option.dataset.words} (used)` : option.dataset.words;
    }
  }
}

arrange(document);

// A button that prints: it is there only where scripts run, as without them it could do nothing.
for (const place of document.querySelectorAll("[data-print]")) {
  place.querySelector("button").addEventListener("click", () => window.print());
  place.hidden = false;
}

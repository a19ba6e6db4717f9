// Arrow keys and Escape in the answers under the search box. The box works without this script.
"use strict";
document.addEventListener("keydown", (event) => {
  const box = event.target.closest("form.search");
  if (!box || event.isComposing) return;
  const field = box.querySelector("input[type=search]");
  if (event.key === "Escape") {
    box.querySelector(".hits").replaceChildren();
    field.focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...box.querySelectorAll(".hits a")];
  if (!step || stops.length < 2) return;
  event.preventDefault();
  const at = stops.indexOf(document.activeElement) + step;
  stops[(at + stops.length) % stops.length].focus();
});

// Rule rows in the admin: the answers of a question that was just picked, as tick boxes, at once. Without this
// script they come with the next save.

"use strict";

document.addEventListener("change", (event) => {
  const select = event.target;
  const rows = select.closest(".rule-rows");
  if (!rows || select.tagName !== "SELECT") return;
  const boxes = JSON.parse(document.getElementById(rows.dataset.boxes).textContent);
  const place = select.closest(".rule-term").querySelector(".rule-boxes");
  place.replaceChildren(...(boxes[select.value] || []).map(([value, words]) => tickBox(place.dataset.name, value, words)));
});

function tickBox(name, value, words) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value });
  label.append(box, ` ${words}`);
  return label;
}

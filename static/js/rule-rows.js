// Rule rows in the admin: the answers of a question that was just picked, as tick boxes, at once, and another
// empty row below one that has begun. Without this script both come with the next save.

"use strict";

const emptyRows = new Map(); // each rule's group -> its empty row as the page brought it
document.addEventListener("DOMContentLoaded", () => {
  for (const rows of document.querySelectorAll(".rule-rows")) {
    emptyRows.set(rows, [...rows.querySelectorAll(".rule-row")].at(-1).cloneNode(true));
  }
});

// A row's sentence says what is stored, so a row that was touched says that it is another now.
document.addEventListener("change", ({ target }) => {
  const summary = target.closest(".rule-row")?.querySelector(".rule-said")?.parentElement;
  if (!summary || summary.querySelector(".rule-changed")) return;
  const told = Object.assign(document.createElement("em"), { className: "rule-changed" });
  told.textContent = ` ${summary.closest(".rule-rows").dataset.changed}`;
  summary.append(told);
});

document.addEventListener("change", (event) => {
  const select = event.target;
  const rows = select.closest(".rule-rows");
  if (!rows || select.tagName !== "SELECT") return;
  const boxes = JSON.parse(document.getElementById(rows.dataset.boxes).textContent);
  const place = select.closest(".rule-term").querySelector(".rule-boxes");
  place.replaceChildren(...(boxes[select.value] || []).map(([value, words]) => tickBox(place.dataset.name, value, words)));
  const picked = [...rows.querySelectorAll("select")].some((each) => each.value);
  rows.querySelector(".rule-none")?.toggleAttribute("hidden", picked);
  const row = select.closest(".rule-row");
  if (select.value && row === [...rows.querySelectorAll(".rule-row")].at(-1)) row.after(nextRow(rows));
});

// The row that comes after the empty one: its names count from nought, what is said of it from one.
function nextRow(rows) {
  const number = rows.querySelectorAll(".rule-row").length;
  const row = emptyRows.get(rows).cloneNode(true);
  row.querySelector("summary").textContent = rows.dataset.more;
  for (const part of row.querySelectorAll("[name], [data-name], [aria-label]")) {
    const label = part.getAttribute("aria-label");
    if (label) part.setAttribute("aria-label", label.replace(/\d+/, number + 1));
    if (part.name) part.name = renumbered(part.name, number);
    if (part.dataset.name) part.dataset.name = renumbered(part.dataset.name, number);
  }
  return row;
}

// show-2-0-subject -> show-3-0-subject
function renumbered(name, number) {
  return name.replace(/-\d+(-\d+-\w+)$/, `-${number}$1`);
}

function tickBox(name, value, words) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value });
  label.append(box, ` ${words}`);
  return label;
}

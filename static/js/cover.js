// The cover: one tap or Escape, and the page is a wall calendar. Nothing of what was on the screen stays in the
// document; what was not saved yet stays in save.js's memory and is saved as soon as it can be.

"use strict";

(() => {
  let spot = null; // where to come back to; null while the page is open
  let going = 0; // counts ways in and out, so that covering again stops a return that is under way

  function cover() {
    const calendar = document.getElementById("cover");
    going++;
    if (spot || !calendar) return;
    spot = remembered();
    document.body.replaceChildren(calendar.content.cloneNode(true));
    window.scrollTo({ top: 0, behavior: "instant" });
    document.title = calendar.dataset.title;
    const began = document.querySelector("[data-break-began]");
    const now = new Date();
    began.textContent = now.getHours() + began.dataset.breakBegan + String(now.getMinutes()).padStart(2, "0");
    stayOnBack();
    document.querySelector("[data-return]").focus();
    if (window.saves) saves.flush();
  }

  async function comeBack() {
    const mine = ++going;
    if (window.saves) await saves.flush();
    const page = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    const words = await page?.text().catch(() => null);
    if (mine !== going) return;
    if (page?.redirected) return window.saves?.pending() ? wait("login") : location.assign(location.href);
    if (!words || page.status >= 500) return wait("again");
    show(new DOMParser().parseFromString(words, "text/html"));
  }

  function wait(reason) {
    for (const sentence of document.querySelectorAll("[data-cover-wait]")) {
      sentence.hidden = sentence.dataset.coverWait !== reason;
    }
  }

  function show(fresh) {
    document.title = fresh.title;
    document.body.replaceChildren(...fresh.body.childNodes);
    for (const { name, value } of fresh.body.attributes) document.body.setAttribute(name, value);
    if (window.saves) saves.refresh();
    goTo(spot);
    spot = null;
  }

  // Back, too, stays on the calendar: it takes away an entry that the cover laid over the page's own.
  let laid = false;

  function stayOnBack() {
    if (!laid) history.pushState(null, "", location.href);
    laid = true;
  }

  window.addEventListener("popstate", () => {
    laid = false;
    if (spot) stayOnBack();
  });

  // The same spot: how far down, which parts were open, where the keyboard was. Numbers only, no words.
  const inOrder = (all) => [...document.querySelectorAll(all)];
  const PLACES = "a, button, input, textarea, summary";

  function remembered() {
    return {
      top: window.scrollY,
      open: inOrder("details").map((part) => part.open),
      focus: inOrder(PLACES).indexOf(document.activeElement),
    };
  }

  function goTo({ top, open, focus }) {
    const parts = inOrder("details");
    if (parts.length === open.length) parts.forEach((part, number) => (part.open = open[number]));
    inOrder(PLACES)[focus]?.focus({ preventScroll: true });
    window.scrollTo({ top, behavior: "instant" });
  }

  // Should save.js not have come, the form's own button saves, and leads to the same calendar on a page of its own.
  const unsavable = () => !window.saves && document.getElementById("answers");

  function coverHere() {
    const form = unsavable();
    if (form) form.requestSubmit(form.querySelector("[data-cover]"));
    else cover();
  }

  // The other tabs go with this one: nobody thinks of them when someone walks in, or at the log-out.
  const tabs = new BroadcastChannel("cover");
  const coverOthers = () => tabs.postMessage("cover");
  tabs.addEventListener("message", coverHere);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    coverOthers();
    coverHere();
  }, true);

  document.addEventListener("submit", ({ target }) => target.matches("[data-log-out]") && coverOthers());

  // Before anybody else hears of the click: no form is sent, no link followed.
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-cover], [data-return]");
    if (!pressed || unsavable() || (pressed.matches("[data-return]") && !spot)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed.matches("[data-return]")) return comeBack();
    coverOthers();
    cover();
  }, true);

  // A page that the browser keeps for Back may be older than the log-out: it is kept empty, and asked for again.
  window.addEventListener("pagehide", (event) => event.persisted && document.body.replaceChildren());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
})();

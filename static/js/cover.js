// The cover: one tap or Escape, and the page is a wall calendar. Nothing of what was on the screen stays in the
// document; what was not saved yet stays in save.js's memory and is saved as soon as it can be.

"use strict";

(() => {
  let spot = null; // where to come back to; null while the page is open

  function cover() {
    const calendar = document.getElementById("cover");
    if (spot || !calendar) return;
    spot = { top: window.scrollY, focus: document.activeElement?.id };
    document.body.replaceChildren(calendar.content.cloneNode(true));
    window.scrollTo(0, 0);
    document.title = calendar.dataset.title;
    const began = document.querySelector("[data-break-began]");
    began.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    document.querySelector("[data-return]").focus();
    if (window.answers) answers.flush();
  }

  async function comeBack() {
    if (window.answers) await answers.flush();
    const page = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (page?.redirected && !stillUnsaved()) return location.assign(location.href);
    if (!page?.ok || page.redirected) return wait(page?.redirected ? "login" : "again");
    show(new DOMParser().parseFromString(await page.text(), "text/html"));
  }

  const stillUnsaved = () => window.answers && answers.pending();

  function wait(reason) {
    for (const sentence of document.querySelectorAll("[data-cover-wait]")) {
      sentence.hidden = sentence.dataset.coverWait !== reason;
    }
  }

  function show(fresh) {
    document.title = fresh.title;
    for (const { name, value } of fresh.body.attributes) document.body.setAttribute(name, value);
    document.body.replaceChildren(...fresh.body.childNodes);
    htmx.process(document.body);
    if (window.answers) answers.refresh();
    window.scrollTo({ top: spot.top, behavior: "instant" });
    document.getElementById(spot.focus)?.focus({ preventScroll: true });
    spot = null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) cover();
  });

  // Before anybody else hears of the click: no form is sent, no link followed.
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-cover], [data-return]");
    if (!pressed || (pressed.matches("[data-return]") && !spot)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed.matches("[data-cover]")) cover();
    else comeBack();
  }, true);

  // A page that comes out of the browser's memory may be older than the log-out.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
})();

// The cover: one tap or Escape, or nobody's touch for a while, and the page is a wall calendar. Nothing of what was on
// the screen stays in the document: only this script's memory has it, and that of save.js what was not saved yet.

"use strict";

(() => {
  let spot = null; // where to come back to, and what was there; null while the page is open
  let going = 0; // counts ways in and out, so that covering again stops a return that is under way
  let touchedAt = Date.now(), sharedAt = 0; // when a tab of this session was touched; when the others last heard of it
  let way = null, coming = null, tries = 0; // uncover.js, once it is here, and while it comes

  // The clocks of the organisation, in seconds, where somebody has logged in (templates/doors/_covered.html).
  const template = () => document.getElementById("cover");
  const clocksHere = () => ({ ...template()?.dataset, toldAt: Date.now() - template()?.dataset.told * 1000 });
  let clocks = clocksHere();

  function cover() {
    const calendar = template();
    going++;
    if (spot || !calendar) return;
    spot = remembered();
    dress(true);
    document.body.replaceChildren(calendar.content.cloneNode(true));
    window.scrollTo({ top: 0, behavior: "instant" });
    document.title = clocks.title;
    const began = document.querySelector("[data-break-began]");
    const now = new Date();
    began.textContent = now.getHours() + began.dataset.breakBegan + String(now.getMinutes()).padStart(2, "0");
    stayOnBack();
    document.querySelector("[data-return]").focus();
    if (window.saves) saves.flush();
    wayBack();
  }

  // The way back is a script of its own, for which no page has to wait. Some browsers never ask twice for one that
  // did not come, so each try has a name of its own.
  function wayBack() {
    coming ||= import(`${clocks.way}#${tries++}`).then((there) => (way = there)).catch(() => (coming = null));
    return coming;
  }

  async function comeBack() {
    const mine = ++going;
    const back = await wayBack();
    if (!back) document.querySelector("[data-cover-wait=again]").hidden = false;
    else if (await back.comeBack(spot, clocks, () => mine === going)) {
      dress(false);
      spot = null;
      clocks = clocksHere();
      touchedAt = Date.now();
      touch();
    }
  }

  // At the desk the calendar has a sheet of its own, for which Django's are laid aside.
  function dress(covered) {
    const own = document.querySelector("link[data-calendar]");
    if (!own) return;
    for (const sheet of document.styleSheets) sheet.disabled = covered && sheet.ownerNode !== own;
    own.media = covered ? "all" : "not all";
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

  // The same spot: how far down, which parts were open, where the keyboard was; and the page as it stood.
  const inOrder = (all) => [...document.querySelectorAll(all)];

  function remembered() {
    const places = "a, button, input, textarea, summary", active = document.activeElement;
    return {
      title: document.title,
      page: [...document.body.childNodes],
      top: window.scrollY,
      open: inOrder("details").map((part) => part.open),
      places, active, focus: inOrder(places).indexOf(active),
    };
  }

  // By itself: when nobody has touched any tab of the session for a while, and at once when the page is hidden.
  // A machine that slept comes back to a clock that has gone on, so the time of day is asked, each second.
  function look() {
    if (!spot && Date.now() - touchedAt >= clocks.after * 1000) cover();
    if (way) way.look(touchedAt, spot, clocks);
    else if (clocks.lock && Date.now() - touchedAt > 5000) wayBack();
  }

  // On the calendar only a press counts, and only once it says that the password is near.
  function touch(event) {
    look();
    const warned = document.querySelector("[data-lock-soon]:not([hidden])");
    if (spot && !(warned && /down$/.test(event.type))) return;
    touchedAt = Date.now();
    if (touchedAt - sharedAt < 1000) return;
    sharedAt = touchedAt;
    tabs?.postMessage("touch");
  }

  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"]) {
    window.addEventListener(kind, touch, { capture: true, passive: true });
  }
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", () => document.hidden && "hides" in clocks && cover());
  document.addEventListener("locked", () => spot || cover()); // save.js and uncover.js hear of it from the server

  // Should save.js not have come, the form's own button saves, and leads to the same calendar on a page of its own.
  const unsavable = () => !window.saves && document.getElementById("answers");

  function coverHere() {
    const form = unsavable();
    if (form) form.requestSubmit(form.querySelector("[data-cover]"));
    else cover();
  }

  // The other tabs go with this one: nobody thinks of them when someone walks in, or at the log-out.
  const tabs = window.BroadcastChannel && new BroadcastChannel("cover");
  const coverOthers = () => tabs?.postMessage("cover");
  tabs?.addEventListener("message", ({ data }) => {
    if (data === "cover") coverHere();
    if (data === "touch") touchedAt = Date.now();
  });

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

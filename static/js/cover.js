// The cover: one tap or Escape, or a page that is hidden, and the page is a wall calendar. Nothing of what was on the
// screen stays in the document: only this script's memory has it, and that of save.js what was not saved yet.

"use strict";

(() => {
  let spot = null; // where to come back to, and what was there; null while the page is open
  let going = 0; // counts ways in and out, so that covering again stops a return that is under way
  let way = null, tries = 0; // what uncover.js gives, or will give

  const template = () => document.getElementById("cover");
  const { way: address, lock } = template()?.dataset ?? {}, loadedAt = Date.now();

  function cover() {
    const calendar = template();
    going++;
    if (spot || !calendar) return;
    spot = {
      clocks: { ...calendar.dataset },
      title: document.title,
      kind: document.body.className,
      top: window.scrollY,
      active: document.activeElement,
      page: [...document.body.childNodes],
    };
    document.body.className = "away-page"; // as of the page for a break: else it would tell what lies below
    document.body.replaceChildren(calendar.content.cloneNode(true));
    window.scrollTo({ top: 0, behavior: "instant" });
    document.title = spot.clocks.title;
    stayOnBack();
    document.querySelector("[data-return]").focus();
    if (window.saves) saves.flush();
    wayBack().then((back) => back?.sayWhen());
  }

  // The way back, and the clock of what nobody touches, are a script of their own, for which no page has to wait. Some
  // browsers never ask twice for one that did not come, so each try has a name of its own.
  function wayBack() {
    way ||= import(`${address}#${tries++}`)
      .then((there) => there.start(cover, () => spot, loadedAt))
      .catch(() => (way = null));
    return way;
  }

  if (lock) setInterval(wayBack, 5000); // until it is here

  async function comeBack() {
    const mine = ++going;
    const back = await wayBack();
    if (!back) document.querySelector("[data-cover-wait=again]").hidden = false;
    else if (await back.comeBack(() => mine === going)) spot = null;
  }

  // While the calendar stands too, and on a page that comes hidden: what is about to be shown is not shown then.
  const coverWhenHidden = () => {
    if (document.hidden && "hides" in (spot?.clocks ?? template()?.dataset ?? {})) cover();
  };
  document.addEventListener("visibilitychange", coverWhenHidden);
  document.addEventListener("locked", cover); // of send.js

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

  // Should save.js not have come, the form's own button saves, and leads to the same calendar on a page of its own.
  const unsavable = () => !window.saves && document.querySelector("#answers:not([data-send])");

  function coverHere() {
    const form = unsavable();
    if (form) form.requestSubmit(form.querySelector("[data-cover]"));
    else cover();
  }

  // The other tabs go with this one: nobody thinks of them when someone walks in, or at the log-out.
  const tabs = window.BroadcastChannel && new BroadcastChannel("cover");
  const coverOthers = () => tabs?.postMessage("cover");
  tabs?.addEventListener("message", ({ data }) => data === "cover" && coverHere());

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

  coverWhenHidden();
})();

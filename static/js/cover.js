// The cover: one tap or Escape, or a page that is hidden, and the page is a wall calendar. Nothing of what was on the
// screen stays in the document: only this script's memory has it, and that of save.js what was not saved yet. Whatever
// else is missing or throws, the calendar stands.

"use strict";

(() => {
  let spot = null; // where to come back to, and what was there; null while the page is open
  let going = 0; // counts ways in and out, so that covering again stops a return that is under way
  let back = null, coming = null, tries = 0; // what uncover.js gives; its way here; how often it was asked for

  const tried = (act) => { try { return act(); } catch { return null; } };

  const template = () => document.getElementById("cover");
  const { way: address, lock } = template()?.dataset ?? {}, loadedAt = Date.now();

  function cover() {
    const calendar = template();
    going++;
    if (!calendar) return;
    spot = {
      clocks: { ...calendar.dataset },
      title: document.title,
      kind: document.body.className,
      top: window.scrollY,
      active: document.activeElement,
      page: [...document.body.childNodes],
      began: new Date(),
      saves: window.saves,
    };
    document.body.className = "away-page"; // as of the page for a break: else it would tell what lies below
    document.body.replaceChildren(calendar.content.cloneNode(true));
    document.title = spot.clocks.title;
    tried(() => window.scrollTo({ top: 0, behavior: "instant" }));
    tried(stayOnBack);
    tried(() => document.querySelector("[data-return]").focus());
    tried(() => window.saves?.flush());
    wayBack().then(() => back?.sayWhen());
  }

  // The way back, and the clock of what nobody touches, are a script of their own, for which no page has to wait. Some
  // browsers never ask twice for one that did not come, so each try has a name of its own.
  async function wayBack() {
    if (back) return;
    coming ||= import(`${address}${tries ? "?" : "#"}${tries++}`)
      .then(({ start }) => (back ||= start({ cover, out, tabs, tellOthers, loadedAt, spotNow: () => spot })));
    await coming.catch(() => (coming = null));
  }

  if (lock) { // until it is here
    setInterval(wayBack, 5000);
    setInterval(() => (coming = null), 30000);
  }

  const again = (hidden) => (document.querySelector("[data-cover-wait=again]").hidden = hidden);

  // Wanted until somebody covers the page or presses once more.
  const out = (mine = ++going) => () => mine === going;

  async function comeBack() {
    const wanted = out();
    again(true);
    const silent = setTimeout(failed, 4000);
    function failed() {
      coming = null;
      if (wanted()) again(false);
    }
    await wayBack();
    if (!wanted()) return;
    if (!back) failed();
    else if (await back.comeBack(wanted).catch(() => template() ?? failed())) spot = null;
    clearTimeout(silent);
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

  // Should save.js not have come, the form's own button saves, and leads to the calendar on a page of its own.
  function coverHere() {
    const form = !window.saves && document.querySelector("#answers:not([data-send])");
    if (form) tried(() => form.requestSubmit(form.querySelector("[data-cover]")));
    cover();
  }

  // The other tabs go with this one: nobody thinks of them when someone walks in, or at the log-out.
  const tabs = tried(() => new BroadcastChannel("cover"));
  const tellOthers = (word) => tried(() => tabs?.postMessage(word));
  const coverOthers = () => tellOthers("cover");
  tabs?.addEventListener("message", ({ data }) => data === "cover" && coverHere());

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    coverHere();
    coverOthers();
  }, true);

  document.addEventListener("submit", ({ target }) => target.matches("[data-log-out]") && coverOthers());

  // Before anybody else hears of the click: no form is sent, no link followed.
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-cover], [data-return]");
    if (!pressed || (pressed.matches("[data-return]") && !spot)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed.matches("[data-return]")) return comeBack();
    coverHere();
    coverOthers();
  }, true);

  // A page that the browser keeps for Back may be older than the log-out: it is kept empty, and asked for again.
  window.addEventListener("pagehide", (event) => event.persisted && document.body.replaceChildren());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  document.addEventListener("DOMContentLoaded", coverWhenHidden); // after save.js
})();

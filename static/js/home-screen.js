// On the card and the contacts: lets the worker (templates/worker.js) keep both for when there is no connection. Where
// a browser has no such thing, or will not, the page is the same without it.

"use strict";

(() => {
  const { stamp } = document.currentScript.dataset;
  const language = document.documentElement.lang;

  async function keep() {
    const place = await navigator.serviceWorker.register("/sw.js");
    (place.installing ?? place.waiting ?? place.active)?.postMessage({ language, stamp });
  }

  window.addEventListener("load", () => keep().catch(() => {}));
})();

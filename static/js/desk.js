// At the desk the calendar has a sheet of its own, for which Django's are laid aside; and Enter saves.

"use strict";

(() => {
  function dress(covered) {
    const own = document.querySelector("link[data-calendar]");
    for (const sheet of document.styleSheets) sheet.disabled = covered && sheet.ownerNode !== own;
    own.media = covered ? "all" : "not all";
  }

  // Before anything is drawn; the body is of another kind while it is covered.
  const look = () => dress(document.body.matches(".away-page"));
  new MutationObserver(look).observe(document.body, { attributeFilter: ["class"] });

  // A text of one line stands in a box of several, so that all of it is seen: Enter does there what it does elsewhere.
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !box.matches("[data-one-line]")) return;
    event.preventDefault();
    box.form.querySelector("[type=submit]").click();
  });
})();

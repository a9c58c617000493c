// Copies the text for the client's record with one press. It goes to the clipboard and nowhere else; where a browser
// will not, the text is selected, and whoever reads copies it by hand, as without this script.

"use strict";

(() => {
  const button = document.querySelector("[data-copy]");
  const status = document.getElementById("copied");

  button?.addEventListener("click", async () => {
    const { copy, copied, notCopied } = button.dataset;
    const text = document.getElementById(copy);
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(text.value);
      status.textContent = copied;
    } catch {
      const fold = text.closest("details");
      if (fold) fold.open = true;
      text.select();
      status.textContent = notCopied;
    }
  });
})();

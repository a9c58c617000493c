// A form that this script sends leaves no words in the browser's history. What a browser sends by itself, and a page
// answers, it keeps to send once more, and writes to the disk to restore a session. So the answer comes here: a page is
// put in the place of this one, and a way on is gone to by its address alone.

"use strict";

(() => {
  const TOO_LARGE = 413, LOCKED = 423, BROKEN = 500;
  const SILENCE = 4000; // ms without an answer until that is said; what comes later still counts
  const LONGEST = 30000; // ms until the form is given up, and stays with its words
  let latest = null; // of what is under way: what is pressed later goes in its place
  let once = null; // the form whose second press would undo the first: it goes again once it is told, or answered here

  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!form.matches("[data-send]") || event.defaultPrevented) return;
    event.preventDefault();
    if (form !== once) send(form, button);
  });

  async function send(form, button) {
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    if (button) button.style.opacity = ".6";
    once = form.dataset.send === "once" ? form : null;
    const page = await answered(form, address, button);
    if (button) button.style.opacity = "";
    if (!page) return;
    if (button?.name === "go") note(form, button.value);
    await putInPlace(page, form);
    const { hash } = new URL(address);
    if (hash) location.replace(hash);
  }

  // The page that came, where it is to be shown; whatever else came is dealt with.
  async function answered(form, address, button) {
    latest?.abort();
    const mine = (latest = new AbortController());
    const coming = post(form, address, button, mine);
    await tellWhenSilent(coming, form, mine);
    const { answer, words, file } = await coming;
    await uncovered(form, mine);
    if (mine !== latest) return null;
    untell(form);
    const onward = answer?.headers.get("X-Redirect");
    if (onward) return follow(onward, form);
    once = null;
    if (answer?.status === LOCKED) return cover();
    if (file) return hand(file, answer);
    const page = words && new DOMParser().parseFromString(words, "text/html");
    const isLost = answer?.status === TOO_LARGE || (answer?.status >= BROKEN && !page?.querySelector("main form"));
    return page && !isLost ? page : tell(form, page);
  }

  async function post(form, address, button, mine) {
    const body = new URLSearchParams(new FormData(form)), headers = { "X-By-Script": "form" };
    if (button?.name) body.append(button.name, button.value);
    setTimeout(() => mine.abort(), LONGEST);
    const { signal } = mine;
    const answer = await fetch(address, { method: "POST", body, headers, signal, cache: "no-store" }).catch(() => null);
    const isFile = answer?.headers.has("Content-Disposition");
    const [words, file] = await Promise.all([isFile ? null : answer?.text(), isFile && answer.blob()]).catch(() => []);
    return { answer, words, file };
  }

  // A paper goes to where the browser lays what it is given, and the page stays as it is.
  function hand(file, { headers }) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = headers.get("Content-Disposition").split('"')[1];
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), LONGEST);
  }

  async function tellWhenSilent(coming, form, mine) {
    const came = await Promise.race([coming, pause(SILENCE)]);
    if (came) return;
    await uncovered(form, mine);
    if (mine === latest) tell(form);
  }

  const pause = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

  // Under the cover the form is out of the page, and nothing that comes meanwhile is shown.
  async function uncovered(form, mine) {
    while (!form.isConnected && mine === latest) await pause(200);
  }

  // Of cover.js, which keeps the page as it stands until its person is back.
  function cover() {
    document.dispatchEvent(new Event("locked"));
  }

  // Whoever logged out in another tab logs in under the cover, and the words are still here.
  function follow(onward, form) {
    const { pathname } = new URL(onward, location.href);
    if (pathname === "/accounts/login/" && !form.action.includes("/accounts/")) return cover();
    location.assign(onward);
  }

  // An answer that would take the words away is told above them.
  function tell(form, page) {
    const noLine = (document.getElementById("cover")?.content ?? document).querySelector("[data-cover-wait=again]");
    const words = document.createElement("p");
    words.className = "fault";
    words.setAttribute("role", "alert");
    words.textContent = (page?.querySelector("h1") ?? noLine).textContent;
    untell(form);
    once = null;
    placeIn(form).prepend(words);
    words.scrollIntoView({ block: "nearest" });
  }

  const placeIn = (form) => form.querySelector("main") ?? form;
  const untell = (form) => placeIn(form).querySelector(":scope > .fault")?.remove();

  async function putInPlace(page, form) {
    const first = page.querySelector("[autofocus]") ?? page.querySelector("main");
    first.removeAttribute("autofocus"); // on a page that is there already it does nothing, and browsers say so
    const unwanted = await dress(page);
    await uncovered(form, latest);
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.childNodes);
    unwanted.forEach((sheet) => sheet.remove());
    window.scrollTo({ top: 0, behavior: "instant" });
    first.focus({ preventScroll: first.localName === "main" });
    document.dispatchEvent(new Event("placed"));
  }

  // The page's own style sheets, each in its turn, are there before the page is, unless the line is silent; gives those
  // that only this one had.
  async function dress(page) {
    const sheets = (from) => [...from.querySelectorAll("link[rel=stylesheet]")];
    const here = sheets(document), wanted = sheets(page), coming = [];
    let last = null;
    for (const sheet of wanted) {
      const before = last;
      last = here.find(({ href }) => href === sheet.href);
      if (last) continue;
      last = document.importNode(sheet);
      coming.push(new Promise((resolve) => (last.onload = last.onerror = resolve)));
      before.after(last);
    }
    await Promise.race([Promise.all(coming), pause(SILENCE)]);
    return here.filter(({ href }) => !wanted.some((sheet) => sheet.href === href));
  }

  document.addEventListener("click", ({ target }) => target.closest?.("[data-print]") && window.print());

  // --- Back in a try, which is one form from page to page: the form is sent for the page before ------------------------

  // A browser that takes no more notes, as some do after many, shows the page all the same.
  function note(form, place) {
    try {
      history.replaceState({ place: form.elements.here.value }, "");
      history.pushState({ place }, "", form.getAttribute("action"));
    } catch {}
  }

  window.addEventListener("popstate", async ({ state }) => {
    const form = document.getElementById("answers");
    if (!form || !state?.place) return;
    const page = await answered(form, form.action, { name: "go", value: state.place });
    if (page) putInPlace(page, form);
  });
})();

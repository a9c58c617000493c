// Every field of an interview saves itself. What the server has not acknowledged yet is kept in this script's
// memory and nowhere else: not in the browser's storage, not in a cookie, not in the address.

"use strict";

// Without htmx nothing could be sent: then the first script (start.js) has brought the page's own save button back.
window.saves = window.htmx && (() => {
  const FIELD = /^(check|sign|note|gone|done|meeting)-|^label$/;
  const TYPED = "textarea, input[type=text], input[type=date], input[type=time]";
  const TYPING_PAUSE = 700; // ms of quiet before what is typed is sent; taps are sent at once
  const LONGEST_WAIT = 15000; // ms between tries when the server cannot be reached
  const LINK_WAIT = 4000; // ms that a link or a button waits for a save
  const AGAIN = "again", LOGIN = "login", PAGE = "page", GONE = "gone"; // what stands in the way: see #save-trouble

  const unsaved = new Map(); // field -> the value that the server has not acknowledged
  const doubtful = new Map(); // field -> a value that may have been saved although no answer came
  const refused = new Map(); // field -> the value the server would not take; it is not sent again as it is
  const clashed = new Map(); // field -> the value typed here, while someone has to choose between two
  const seenAt = new Map(); // field -> version at which it was seen here, where that is not the page's own
  let action, token, version; // of the page that is, or was, on the screen
  let underWay = null, sent = new Map(), timer = 0, tries = 0, renewals = 0, goingOn = null, calling = false, lastTouched = null, pointedAt = null;

  const form = () => document.getElementById("answers");

  const versionSeen = (name) => seenAt.get(name) ?? version;

  function readPage() {
    if (!form()) return;
    action = form().getAttribute("action");
    token = form().elements.csrfmiddlewaretoken.value;
    version = Number(form().elements.version.value);
  }

  // --- What changed on the page ------------------------------------------------------------------------------------

  const fields = () => [...(form()?.elements ?? [])].filter(({ name, type }) => FIELD.test(name) && !/hidden|submit/.test(type));

  const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

  const valueOf = (input) => (input.type === "checkbox" && !input.checked ? "" : input.value);

  function changed(event) {
    const input = event.target;
    if (!fields().includes(input)) return;
    const typed = input.matches(TYPED);
    // Leaving a text field, a browser tells once more of what was typed long ago.
    if (typed && event.type === "change") return unsaved.has(input.name) && later(TYPING_PAUSE);
    lastTouched = input;
    unsaved.set(input.name, valueOf(input));
    show();
    later(typed ? TYPING_PAUSE : 0); // not in this very event: "unsaved" comes first, as promised
  }

  // On a slow line people answer before this script has come. A page that says "unsaved" brings back what the
  // server would not take.
  function answeredAlready() {
    const nothingSaved = document.getElementById("save-state")?.dataset.state === "unsaved";
    for (const input of fields()) {
      const other = isChoice(input) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue;
      const marked = input.type !== "radio" || input.checked;
      if (marked && (other || nothingSaved)) unsaved.set(input.name, valueOf(input));
    }
    if (unsaved.size) later(0);
    show();
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  }

  // --- Sending -----------------------------------------------------------------------------------------------------

  const isRefused = (name) => unsaved.has(name) && unsaved.get(name) === refused.get(name);

  // What may have been saved goes again as it was: a repeat saves once, while a later value would seem to clash.
  const toSend = () => {
    const fresh = [...unsaved].filter(([name]) => !isRefused(name));
    return new Map([...fresh, ...doubtful]);
  };

  const pending = () => unsaved.size > 0 || clashed.size > 0;

  // Resolves when nothing is left that could be sent, or when the server cannot take it now.
  function flush() {
    clearTimeout(timer);
    underWay ||= sendAll().finally(() => {
      underWay = null;
      sent = new Map();
      show();
    });
    return underWay;
  }

  async function sendAll() {
    for (let trouble = null; toSend().size > 0 && trouble === null; ) {
      sent = toSend();
      show();
      trouble = settle(await post(sent));
      tell(trouble);
      if (trouble === AGAIN || trouble === LOGIN) later(Math.min(LONGEST_WAIT, 1000 * 2 ** tries++));
      if (trouble === null) tries = 0;
    }
  }

  function post(values) {
    const parcel = { csrfmiddlewaretoken: token, version };
    const strip = form()?.elements.shown;
    if (strip) parcel.shown = strip.value; // the strip comes along only where it is another one now
    for (const [name, value] of values) {
      parcel[name] = value;
      if (seenAt.has(name)) parcel[`version-${name}`] = seenAt.get(name);
    }
    return new Promise((resolve) => {
      document.body.addEventListener("htmx:afterRequest", (event) => resolve(event.detail.xhr), { once: true });
      htmx.ajax("POST", action, { source: document.body, values: parcel, swap: "none" }).catch(() => {});
    });
  }

  // What the answer means for what was sent; returns what stands in the way of the rest, or null.
  function settle(xhr) {
    const trigger = xhr.getResponseHeader("HX-Trigger");
    if (trigger) return settled(JSON.parse(trigger)["answers-saved"], xhr.status);
    const freshToken = xhr.getResponseHeader("X-CSRFToken");
    if (freshToken && freshToken !== token) {
      token = freshToken;
      if (form()) form().elements.csrfmiddlewaretoken.value = token;
      return renewals++ < 2 ? null : AGAIN;
    }
    if (xhr.status === 401) return LOGIN;
    if (xhr.status === 404) return GONE;
    if (xhr.status !== 0 && xhr.status !== 429 && xhr.status < 500) return PAGE;
    for (const [name, value] of sent) doubtful.set(name, value);
    return AGAIN;
  }

  function settled(outcome, status) {
    renewals = 0;
    if (status === 422) {
      for (const name of outcome.refused) {
        refused.set(name, sent.get(name));
        doubtful.delete(name);
      }
      return null;
    }
    for (const [name, value] of sent) {
      doubtful.delete(name);
      refused.delete(name);
      clearFault(name);
      if (outcome.clashed.includes(name)) {
        keepClash(name);
        continue;
      }
      if (unsaved.get(name) === value) unsaved.delete(name);
      if (!outcome.upToDate) seenAt.set(name, outcome.version);
      if (document.getElementById(`conflict-${name}`)) drawAnew(name);
    }
    if (outcome.upToDate) seenUpTo(outcome.version);
    return null;
  }

  function seenUpTo(newest) {
    version = newest;
    seenAt.clear();
    if (form()) form().elements.version.value = newest;
  }

  function clearFault(name) {
    const fault = document.getElementById(`${name}-error`);
    if (fault) fault.textContent = "";
  }

  // --- Two devices changed the same field --------------------------------------------------------------------------

  // The field gave way to a choice between two values; "mine" is the last that was typed.
  function keepClash(name) {
    clashed.set(name, unsaved.get(name));
    seenAt.set(name, versionSeen(name));
    for (const mine of document.querySelectorAll(`[data-mine="${CSS.escape(name)}"]`)) {
      mine.closest("details")?.setAttribute("open", ""); // somebody has to choose
      if (mine.value === unsaved.get(name)) continue;
      mine.value = unsaved.get(name);
      mine.querySelector("[data-mine-words]")?.replaceChildren(unsaved.get(name));
    }
    unsaved.delete(name);
  }

  function choose({ name, value }) {
    seenAt.set(name, Number(form().elements[`version-${name}`].value));
    clashed.delete(name);
    unsaved.set(name, value);
    show();
    flush();
  }

  // Once chosen, the question comes back in its place.
  async function drawAnew(name) {
    if (document.querySelector(`#plan #field-${CSS.escape(name)}`)) return planBeside();
    const page = await fetch(action, { cache: "no-store" }).catch(() => null);
    if (!page?.ok || page.redirected) return;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById(`field-${name}`);
    const old = document.getElementById(`field-${name}`);
    if (!fresh || !old) return;
    old.replaceWith(fresh);
    // The answer that was chosen, which need not be the first one.
    const kept = fresh.querySelector("input:checked") ?? fresh.querySelector("textarea, input:not([type=hidden])");
    kept?.focus();
  }

  // --- Saying how it stands ----------------------------------------------------------------------------------------

  function show() {
    const state = document.getElementById("save-state");
    if (!state) return;
    const onItsWay = sent.size > 0 && [...unsaved].every(([name, value]) => sent.get(name) === value);
    state.dataset.state = !pending() ? "saved" : onItsWay ? "saving" : "unsaved";
    for (const words of state.children) words.hidden = words.className !== state.dataset.state;
  }

  function tell(trouble) {
    const box = document.getElementById("save-trouble");
    if (!box) return;
    box.hidden = trouble === null;
    for (const sentence of box.querySelectorAll("[data-trouble]")) {
      sentence.hidden = sentence.dataset.trouble !== trouble;
    }
  }

  // --- Leaving the page --------------------------------------------------------------------------------------------

  function guard(event) {
    if (pending() && !calling) event.preventDefault();
  }

  // A call or a message leaves the page where it is, though browsers ask as if it did not.
  function calls() {
    calling = true;
    setTimeout(() => (calling = false), 1000);
  }

  const pause = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

  // Never at once: while a form tells of its submission, it cannot be submitted again.
  const flushed = () => Promise.race([flush().then(() => pause(0)), pause(LINK_WAIT)]);

  // A button of the page first saves by script, and then sends nothing but itself.
  async function submitted(event) {
    const button = event.submitter;
    if (event.target !== form() || goingOn === button) return;
    event.preventDefault();
    if (button && FIELD.test(button.name)) return choose(button);
    await flushed();
    if (!button?.name) return; // Enter in a line of text: saved, and that is all
    const choice = document.querySelector(".conflict button"); // until that is pressed, nothing leads on
    if (choice) return choice.focus();
    if (button.name === "go" && pointedOut()) return;
    goingOn = button;
    form()?.requestSubmit(button);
    goingOn = null;
  }

  // Browsers keep what they sent, on the disk too.
  function onlyTheButton({ target, formData }) {
    if (target !== form()) return;
    const kept = ["csrfmiddlewaretoken", "version", goingOn?.name];
    for (const name of [...formData.keys()]) kept.includes(name) || formData.delete(name);
  }

  async function followed(event) {
    const link = event.target.closest?.("a[href]");
    if (link && !link.protocol.startsWith("http")) calls();
    const elsewhere = link && link.origin === location.origin && !link.target && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const here = link?.hash && link.pathname === location.pathname;
    if (!elsewhere || here || !unsaved.size) return;
    event.preventDefault();
    await flushed();
    if (!pointedOut()) location.assign(link.href);
  }

  // What the server would not take is shown before the page is left, once: some browsers do not ask.
  function pointedOut() {
    const faulty = fields().find(({ name }) => isRefused(name));
    if (!faulty || faulty.value === pointedAt) return false;
    pointedAt = faulty.value;
    const folded = faulty.closest("details");
    if (folded) folded.open = true;
    faulty.focus();
    return true;
  }

  // --- The page has to keep still while its parts change -------------------------------------------------------------

  let heldAt = null;

  function beforeSwap(event) {
    if (event.detail.target !== document.body) return;
    if (!form()) event.detail.shouldSwap = false; // covered: nothing of the interview comes back by itself
    heldAt = lastTouched?.isConnected ? lastTouched.getBoundingClientRect().top : null;
  }

  // The strip leaves as much room as it took; a step that comes anew stays as far open, unless it was just ticked.
  function beforePart({ detail: { target, fragment } }) {
    if (target.id === "do-now") {
      const room = [...target.children].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
      form().style.setProperty("--left", `${room}px`);
    }
    const fresh = fragment.querySelector(".step");
    if (fresh?.matches(".done") !== target.matches(".done")) return;
    for (const { classList } of target.querySelectorAll("details[open]")) fresh.querySelector(`details.${classList}`)?.setAttribute("open", "");
  }

  // Where company was just answered, what tells folds; by keyboard that question stays until the focus leaves it.
  function folds({ detail }) {
    if (detail.target.matches(".telling:has(:focus-visible)")) detail.shouldSwap = false;
    for (const question of detail.fragment.querySelectorAll(".fold .telling")) {
      if (!document.getElementById(question.id)) continue;
      question.closest(".fold").querySelector("summary").autofocus = false;
      question.remove();
    }
  }

  function left({ target, relatedTarget }) {
    const question = target.closest?.(".telling");
    const fold = document.querySelector("#more-questions");
    if (fold && question && !fold.contains(question) && !question.contains(relatedTarget)) fold.append(question);
  }

  function afterSwap() {
    fields().forEach(putBack); // a part that was drawn anew does not know what was typed meanwhile
    if (heldAt === null || !lastTouched?.isConnected) return;
    const moved = lastTouched.getBoundingClientRect().top - heldAt;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }

  // --- Coming back from the cover ------------------------------------------------------------------------------------

  // The page is fresh from the server; what it does not know yet is put back where it was typed. It was typed on
  // the page as it stood before, so it is sent as that: if another device has changed it since, someone chooses.
  function refresh() {
    for (const [name, value] of clashed) unsaved.set(name, value);
    const seen = [...unsaved.keys()].map((name) => [name, versionSeen(name)]);
    clashed.clear();
    seenAt.clear();
    readPage();
    for (const [name, at] of seen) seenAt.set(name, at);
    fields().forEach(putBack);
    show();
    flush();
    planBeside();
  }

  function putBack(input) {
    if (!unsaved.has(input.name)) return;
    if (isChoice(input)) input.checked = input.value === unsaved.get(input.name);
    else input.value = unsaved.get(input.name);
  }

  // --- The plan beside the walk, on wide screens ---------------------------------------------------------------------

  const wide = matchMedia("(min-width: 64rem)");

  async function planBeside() {
    const plan = document.getElementById("plan");
    if (plan && wide.matches) (await import(plan.dataset.script).catch(() => null))?.show();
  }

  // A part that comes to the page later than the rest, with the version it was made from.
  function seen(part, at) {
    for (const input of part.querySelectorAll("[type=checkbox]")) {
      if (!unsaved.has(input.name) && at > versionSeen(input.name)) seenAt.set(input.name, at);
      putBack(input);
    }
  }

  // htmx notes the address it began at in the browser's storage; nothing of an interview stays there.
  window.addEventListener("load", () => sessionStorage.removeItem("htmx-current-path-for-history"));

  // A sign's boxes look like tick boxes, so a second tap clears one, and a second press of the space bar, of which a
  // browser tells in no click.
  let pressedAgain = null;

  const markedSign = ({ target }) => (target.matches?.("input[type=radio][name^=sign-]:checked") ? target : null);

  function pressed(event) {
    pressedAgain = markedSign(event);
  }

  function pressedByKey(event) {
    const sign = event.key === " " && markedSign(event);
    if (!sign) return;
    event.preventDefault();
    clear(sign);
  }

  function clicked(event) {
    if (event.target.closest?.("[data-print]")) window.print();
    if (event.target === pressedAgain) clear(pressedAgain);
  }

  function clear({ name }) {
    const none = document.querySelector(`input[type=radio][name="${CSS.escape(name)}"][value=""]`);
    none.checked = true;
    none.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("pointerdown", pressed);
  document.addEventListener("keydown", pressedByKey);
  document.addEventListener("click", clicked);
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", submitted);
  document.addEventListener("formdata", onlyTheButton);
  document.addEventListener("click", followed);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:oobBeforeSwap", beforePart);
  document.addEventListener("htmx:oobBeforeSwap", folds);
  document.addEventListener("focusout", left);
  document.addEventListener("htmx:oobAfterSwap", afterSwap);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("online", flush);
  window.addEventListener("focus", flush);
  window.addEventListener("beforeunload", guard);
  readPage();
  answeredAlready();
  wide.addEventListener("change", planBeside);
  planBeside();

  return { flush, pending, refresh, seen, choosing: (name) => clashed.has(name) };
})();

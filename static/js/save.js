// Every field of an interview saves itself. What the server has not acknowledged yet is kept in this script's
// memory and nowhere else: not in the browser's storage, not in a cookie, not in the address.

"use strict";

window.answers = (() => {
  const FIELD = /^(check|sign|note|gone|done|meeting)-|^label$/;
  const TYPING_PAUSE = 700; // ms of quiet before a text is sent; taps are sent at once
  const LONGEST_WAIT = 15000; // ms between tries when the server cannot be reached
  const AGAIN = "again", LOGIN = "login", PAGE = "page"; // what stands in the way: see #save-trouble

  const unsaved = new Map(); // field -> the value that the server has not acknowledged
  const refused = new Map(); // field -> the value the server would not take; it is not sent again as it is
  const clashed = new Map(); // field -> the value typed here, while someone has to choose between two
  const seenAt = new Map(); // field -> version at which it was seen here, where that is not the page's own
  let action, token, version; // of the page that is, or was, on the screen
  let underWay = null, sent = new Map(), timer = 0, tries = 0, renewals = 0, leaving = false, lastTouched = null;

  const form = () => document.getElementById("answers");

  const versionSeen = (name) => seenAt.get(name) ?? version;

  function readPage() {
    if (!form()) return;
    action = form().getAttribute("action");
    token = form().elements.csrfmiddlewaretoken.value;
    version = Number(form().elements.version.value);
  }

  // --- What changed on the page ------------------------------------------------------------------------------------

  function valueOf(input) {
    return input.type === "checkbox" && !input.checked ? "" : input.value;
  }

  function changed(event) {
    const input = event.target;
    if (input.form !== form() || !FIELD.test(input.name || "")) return;
    lastTouched = input;
    unsaved.set(input.name, valueOf(input));
    show();
    const typed = input.matches("textarea, input[type=text], input[type=date], input[type=time]");
    if (typed && event.type === "input") later(TYPING_PAUSE);
    else flush();
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  }

  // --- Sending -----------------------------------------------------------------------------------------------------

  const sendable = () => new Map([...unsaved].filter(([name, value]) => refused.get(name) !== value));

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
    for (let trouble = null; sendable().size > 0 && trouble === null; ) {
      sent = sendable();
      show();
      trouble = settle(await post(sent));
      tell(trouble);
      if (trouble === AGAIN || trouble === LOGIN) later(Math.min(LONGEST_WAIT, 1000 * 2 ** tries++));
      if (trouble === null) tries = 0;
    }
  }

  function post(values) {
    const fields = { csrfmiddlewaretoken: token, version };
    const strip = form()?.elements.shown;
    if (strip) fields.shown = strip.value; // the strip comes along only where it is another one now
    for (const [name, value] of values) {
      fields[name] = value;
      if (seenAt.has(name)) fields[`version-${name}`] = seenAt.get(name);
    }
    return new Promise((resolve) => {
      document.body.addEventListener("htmx:afterRequest", (event) => resolve(event.detail.xhr), { once: true });
      htmx.ajax("POST", action, { source: document.body, values: fields, swap: "none" }).catch(() => {});
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
    return xhr.status === 0 || xhr.status === 429 || xhr.status >= 500 ? AGAIN : PAGE;
  }

  function settled(outcome, status) {
    renewals = 0;
    if (status === 422) {
      for (const name of outcome.refused) refused.set(name, sent.get(name));
      return null;
    }
    for (const [name, value] of sent) {
      refused.delete(name);
      clearFault(name);
      if (outcome.clashed.includes(name)) {
        keepClash(name);
        continue;
      }
      if (unsaved.get(name) === value) unsaved.delete(name);
      if (!outcome.upToDate) seenAt.set(name, outcome.version);
    }
    if (outcome.upToDate) seenUpTo(outcome.version);
    return null;
  }

  function seenUpTo(newest) {
    version = newest;
    seenAt.clear();
    if (form()) form().elements.version.value = newest;
  }

  // The field gave way to a choice between two values; "mine" is the last that was typed.
  function keepClash(name) {
    clashed.set(name, unsaved.get(name));
    seenAt.set(name, versionSeen(name));
    for (const mine of document.querySelectorAll(`[data-mine="${CSS.escape(name)}"]`)) mine.value = unsaved.get(name);
    unsaved.delete(name);
  }

  function clearFault(name) {
    const fault = document.getElementById(`${name}-error`);
    if (fault) fault.textContent = "";
  }

  // --- Saying how it stands ----------------------------------------------------------------------------------------

  function show() {
    const state = document.getElementById("save-state");
    if (!state) return;
    const onItsWay = sent.size > 0 && [...unsaved].every(([name, value]) => sent.get(name) === value);
    state.dataset.state = !pending() ? "saved" : onItsWay ? "saving" : "unsaved";
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
    if (pending() && !leaving) event.preventDefault();
  }

  // A plain form takes everything along; it says what this page saw later than the rest.
  function submitted(event) {
    if (event.target !== form()) return;
    leaving = true;
    for (const [name, seen] of seenAt) {
      if (event.target.elements[`version-${name}`]) continue;
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: `version-${name}`, value: seen });
      event.target.append(input);
    }
  }

  async function followed(event) {
    const link = event.target.closest?.("a[href]");
    const elsewhere = link && link.origin === location.origin && !link.target && !event.ctrlKey && !event.metaKey;
    if (!elsewhere || !unsaved.size) return;
    event.preventDefault();
    await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, 4000))]);
    location.assign(link.href);
  }

  // --- The page may have to keep still while its parts change --------------------------------------------------------

  let heldAt = null;

  function beforeSwap(event) {
    if (event.detail.target !== document.body) return;
    if (!form()) event.detail.shouldSwap = false; // covered: nothing of the interview comes back by itself
    heldAt = lastTouched?.isConnected ? lastTouched.getBoundingClientRect().top : null;
  }

  function afterSwap() {
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
    for (const [name, value] of unsaved) {
      for (const input of form()?.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`) || []) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = input.value === value;
        else input.value = value;
      }
    }
    show();
    flush();
  }

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", submitted);
  document.addEventListener("click", followed);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:oobAfterSwap", afterSwap);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("online", flush);
  window.addEventListener("focus", flush);
  window.addEventListener("beforeunload", guard);
  readPage();

  return { flush, pending, refresh };
})();

// Every field of an interview saves itself. What the server has not acknowledged yet is kept in this script's
// memory and nowhere else: not in the browser's storage, not in a cookie, not in the address.

"use strict";

// Without htmx nothing could be sent: then the first script (start.js) has brought the page's own save button back.
window.saves = window.htmx && (() => {
  const FIELD = /^(check|sign|note|gone|done|earlier|meeting)-|^label$/;
  const TYPED = "textarea, input[type=text], input[type=date], input[type=time]";
  const TYPING_PAUSE = 700; // ms of quiet before what is typed is sent; taps are sent at once
  const LOOK_EVERY = 1000; // ms between two looks at fields that somebody may have filled without an event
  const BRING_AFTER = 5000; // ms until answered.js is asked for, and until it is asked for again
  const SILENCE = 4000; // ms without an answer before that is said, and that a link or a button waits for a save
  const LONGEST_REQUEST = 20000; // ms; the server itself gives up sooner
  const LONGEST_WAIT = 15000; // ms between tries when the server cannot be reached
  const OUTLIVES = 60000; // bytes that browsers send on when a page is gone
  const AGAIN = "again", LOGIN = "login", FULL = "full"; // what stands in the way: see #save-trouble
  const UNREADABLE = null; // a box shows what is no value: half a day, or one that there is not

  // Field -> what the server may hold: what it is known to hold, then what was sent since and is not answered.
  const held = new Map();
  const unsaved = new Map(); // field -> its value, where the server is not known to hold it
  const refused = new Map(); // field -> the value the server would not take; it is not sent again as it is
  const clashed = new Map(); // field -> the value typed here, while someone has to choose between two
  const seenAt = new Map(); // field -> version at which it was seen here, where that is not the page's own
  let paper = null; // the form, which under the cover is nowhere else
  // Of the page that is, or was, on the screen; ``heard`` is the newest version heard of, ``sent`` what is under way,
  // ``typing`` the box that is not judged yet, ``touched`` what keeps its place while parts of the page change.
  const now = { action: "", token: "", version: 0, heard: 0, sent: new Map(), typing: null, touched: null };
  let underWay = null, cut = null, timer = 0, tries = 0, trouble = null, wasTold = false;
  let answered = null, coming = null, script = "", asked = 0; // what answered.js gives, or will give
  let goingOn = null, lastPressed = null, calling = false, leaving = false;

  const form = () => document.getElementById("answers");

  const versionSeen = (name) => seenAt.get(name) ?? now.version;

  function readPage() {
    if (!form()) return;
    paper = form();
    script = document.getElementById("save-trouble").dataset.script;
    now.action = paper.getAttribute("action");
    now.token = paper.elements.csrfmiddlewaretoken.value;
    now.heard = now.version = Number(paper.elements.version.value);
    // A page that says "unsaved" brings back what the server would not take.
    const nothingSaved = document.getElementById("save-state")?.dataset.state === "unsaved";
    noteRendered(paper, (name, value) => !nothingSaved || (value === "" && /^(check|sign)-/.test(name)));
  }

  // --- What stands in the fields -------------------------------------------------------------------------------------

  const isField = ({ name, type }) => FIELD.test(name) && !/hidden|submit/.test(type);

  const fields = () => [...(paper?.elements ?? [])].filter(isField);

  const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

  function valueNow(input) {
    if (input.validity?.badInput) return UNREADABLE;
    return isChoice(input) && !input.checked ? "" : input.value;
  }

  const valueRendered = (input) => (!isChoice(input) ? input.defaultValue : input.defaultChecked ? input.value : "");

  function valuesOf(inputs, valueOf) {
    const values = new Map();
    for (const input of inputs) {
      const value = valueOf(input);
      if (value !== "" || !values.has(input.name)) values.set(input.name, value);
    }
    return values;
  }

  // What stands in a part that came from the server is what it holds.
  function noteRendered(part, isKnown = () => true) {
    const inputs = [...part.querySelectorAll("input, textarea")].filter(isField);
    for (const [name, value] of valuesOf(inputs, valueRendered)) {
      if (isKnown(name, value)) held.set(name, [value, ...sentOf(name)]);
    }
  }

  const sentOf = (name) => held.get(name)?.slice(1) ?? [];

  const isHeld = (name, value) => held.get(name)?.length === 1 && held.get(name)[0] === value;

  // Dictation, text expanders and extensions fill a field without an event, so the field itself is asked. Tells
  // whether anything is other than when it was last asked.
  function compare() {
    let isNew = false;
    for (const [name, value] of valuesOf(fields(), valueNow)) {
      const before = unsaved.get(name);
      if (clashed.has(name)) continue;
      if (isHeld(name, value)) isNew = unsaved.delete(name) || isNew;
      else if (before !== value) isNew = Boolean(unsaved.set(name, value));
      if (before !== unsaved.get(name) && (before === UNREADABLE || !unsaved.has(name))) answered?.clearFault(name);
    }
    return isNew;
  }

  function look(wait = TYPING_PAUSE) {
    if (!compare()) return;
    show();
    later(wait); // not in this very event: "unsaved" comes first, as promised
  }

  function changed({ target, type }) {
    if (!fields().includes(target)) return;
    const isTyped = target.matches(TYPED);
    now.touched = target;
    if (isTyped && type === "input") now.typing = target;
    answered?.rests();
    look(isTyped ? TYPING_PAUSE : 0);
  }

  // A box is judged when it is left, not while it is typed in.
  function left() {
    const judged = now.typing;
    now.typing = null;
    look();
    if (!judged) return;
    answered?.judge();
    if (pending()) later(TYPING_PAUSE);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  }

  // --- Sending -----------------------------------------------------------------------------------------------------

  const isRefused = (name) => unsaved.has(name) && [UNREADABLE, refused.get(name)].includes(unsaved.get(name));

  // A day that is past, as while its year is typed, waits for its box to be left; and the last time of all it stays
  // behind, since with it the server would take nothing else.
  const waits = (input) =>
    input.type === "date" && input.value && input.value < new Date().toISOString().slice(0, 10) && (input === now.typing || isLast());

  // No answer may be waited for any more.
  const isLast = () => leaving || document.hidden;

  // What may have been saved goes again as it was: a repeat saves once, while a later value would seem to clash. Only
  // the last time of all the later one goes, with what may have come before it.
  function toSend() {
    const values = new Map(), waiting = fields().filter(waits).map(({ name }) => name);
    for (const [name, value] of unsaved) if (!isRefused(name) && !waiting.includes(name)) values.set(name, value);
    for (const name of held.keys()) {
      const last = sentOf(name).pop();
      if (last !== undefined && !(isLast() && values.has(name))) values.set(name, last);
    }
    return values;
  }

  const pending = () => unsaved.size > 0 || clashed.size > 0;

  // Resolves when nothing is left that could be sent, or when the server cannot take it now.
  function flush() {
    clearTimeout(timer);
    compare();
    underWay ||= sendAll().finally(() => {
      underWay = null;
      now.sent = new Map();
      show();
    });
    return underWay;
  }

  async function sendAll() {
    for (let stops = null; toSend().size > 0 && stops === null; ) {
      now.sent = toSend();
      show();
      const answer = await post(now.sent);
      if (answer.isCut) continue;
      stops = answer.status ? answered.settle(answer) : AGAIN;
      tell(stops);
      if ([AGAIN, LOGIN, FULL].includes(stops)) later(Math.min(LONGEST_WAIT, 1000 * 2 ** tries++));
      if (stops === null) tries = 0;
    }
  }

  function parcelOf(values) {
    const parcel = new URLSearchParams({ csrfmiddlewaretoken: now.token, version: now.version });
    const strip = form()?.elements.shown;
    if (strip) parcel.set("shown", strip.value); // the strip comes along only where it is another one now
    for (const [name, value] of values) {
      parcel.set(name, value);
      if (seenAt.has(name)) parcel.set(`version-${name}`, seenAt.get(name));
      const before = sentOf(name).filter((other) => other !== value);
      if (before.length) parcel.set(`sent-${name}`, JSON.stringify(before));
      if (before.length) parcel.set("heard", now.heard);
      held.set(name, [held.get(name)?.[0], ...before, value]);
    }
    return parcel.toString();
  }

  async function post(values) {
    const body = parcelOf(values), headers = { "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
    const silence = setTimeout(tell, SILENCE, AGAIN);
    const options = { method: "POST", body, headers, keepalive: body.length < OUTLIVES };
    const answer = await ask(now.action, options, (stop) => (cut = stop));
    if (answer.status) await bring();
    clearTimeout(silence);
    cut = null;
    return answer;
  }

  // Gives the answer with its words, or one with status 0: a line that stands and carries nothing has an end too.
  async function ask(address, options, mayStop = () => {}) {
    const line = window.AbortController && new AbortController();
    const over = new Promise((resolve) => {
      setTimeout(resolve, LONGEST_REQUEST, { status: 0 });
      mayStop(() => resolve({ status: 0, isCut: true }));
    });
    const asked = fetch(address, { ...options, signal: line?.signal }).then(withWords).catch(() => ({ status: 0 }));
    const answer = await Promise.race([asked, over]);
    if (!answer.status) line?.abort();
    return answer;
  }

  const withWords = async (answer) => Object.assign(answer, { words: await answer.text() });

  // --- Saying how it stands ----------------------------------------------------------------------------------------

  // Seen at once and said by nothing: only trouble is said aloud, and that it is over.
  function show() {
    const state = document.getElementById("save-state");
    if (!state) return;
    const onItsWay = !trouble && now.sent.size > 0 && [...unsaved].every(([name, value]) => now.sent.get(name) === value);
    state.dataset.state = !pending() ? "saved" : onItsWay ? "saving" : "unsaved";
    for (const words of state.children) words.hidden = words.className !== state.dataset.state;
    const box = document.getElementById("save-trouble");
    box.hidden = trouble === null;
    for (const sentence of box.children) sentence.hidden = sentence.dataset.trouble !== trouble;
    if (!pending() && wasTold) say("");
  }

  function tell(what = trouble ?? AGAIN) {
    const isNew = what !== trouble;
    trouble = what;
    show();
    if (isNew && what) say(what);
  }

  function say(what) {
    const news = document.getElementById("save-news");
    if (news) news.textContent = what ? document.querySelector(`[data-trouble=${what}]`).textContent : news.dataset.again;
    wasTold = Boolean(news && what);
  }

  // --- Leaving the page --------------------------------------------------------------------------------------------

  function guard(event) {
    compare();
    if (!pending() || calling) return;
    flush();
    event.preventDefault();
  }

  // Whatever is under way goes on without the page; what was typed on since goes too, and does not wait for it.
  function sendNow() {
    compare();
    if ([...toSend()].some(([name, value]) => now.sent.get(name) !== value)) cut?.();
    flush();
  }

  // A call or a message leaves the page where it is, though browsers ask as if it did not.
  function calls() {
    calling = true;
    setTimeout(() => (calling = false), 1000);
  }

  const pause = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

  // Never at once: while a form tells of its submission, it cannot be submitted again.
  function flushed() {
    left();
    return Promise.race([Promise.all([flush(), bring()]).then(() => pause(0)), pause(SILENCE)]);
  }

  // A button of the page first saves by script, and then sends nothing but itself.
  async function submitted(event) {
    const button = event.submitter ?? lastPressed;
    if (event.target !== form() || (button && goingOn === button)) return;
    event.preventDefault();
    if (button && FIELD.test(button.name)) return (await bring()).choose(button);
    await flushed();
    if (!button?.name) return; // Enter in a line of text: saved, and that is all
    const choice = document.querySelector(".conflict button"); // until that is pressed, nothing leads on
    if (choice) return choice.focus();
    if (stays()) return;
    goingOn = button;
    button.click();
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
    if (!elsewhere || here) return;
    compare();
    if (!pending()) return;
    event.preventDefault();
    await flushed();
    if (!stays()) location.assign(link.href);
  }

  // What is not saved is pointed out once before the page is left; until somebody can, it stays.
  const stays = () => (answered ? answered.pointedOut() : pending() && !tell());

  // --- What an answer means, and what it changes on the page: a script of its own --------------------------------------

  // Some browsers never ask twice for one that did not come, so each try has a name of its own.
  function bring() {
    coming ||= Promise.race([import(`${script}#${asked++}`), pause(BRING_AFTER)])
      .then(begin)
      .catch(() => pause(LOOK_EVERY).then(() => bring((coming = null))));
    return coming;
  }

  const begin = ({ start }) => (answered = start(shared));

  function putBackAll() {
    fields().forEach(putBack);
  }

  // --- Coming back from the cover ------------------------------------------------------------------------------------

  // The page is fresh from the server; what it does not know yet is put back where it was typed. It was typed on
  // the page as it stood before, so it is sent as that: if another device has changed it since, someone chooses.
  function refresh() {
    compare();
    for (const [name, value] of clashed) unsaved.set(name, value);
    const before = fields();
    const seen = [...unsaved.keys()].map((name) => [name, versionSeen(name)]);
    clashed.clear();
    seenAt.clear();
    now.typing = trouble = null;
    readPage();
    for (const [name, at] of seen) seenAt.set(name, at);
    putBackAll();
    flush();
    show();
    answered?.cameBack(before);
    planBeside();
  }

  function putBack(input) {
    const value = unsaved.get(input.name) ?? UNREADABLE;
    if (value === UNREADABLE) return;
    if (isChoice(input)) input.checked = input.value === value;
    else input.value = value;
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
      const { name, value } = input, isOld = at < versionSeen(name);
      if (isOld && held.has(name)) input.checked = isHeld(name, value);
      if (!isOld) held.set(name, [valueRendered(input), ...sentOf(name)]);
      if (!unsaved.has(name) && at > versionSeen(name)) seenAt.set(name, at);
      putBack(input);
    }
  }

  // htmx notes the address it began at in the browser's storage; nothing of an interview stays there.
  window.addEventListener("load", () => {
    try {
      sessionStorage.removeItem("htmx-current-path-for-history");
    } catch {
      // there is none to keep it in
    }
  });

  function clicked({ target }) {
    lastPressed = target.closest?.("button");
    if (target.closest?.("[data-print]")) window.print();
  }

  for (const kind of ["pointerover", "keydown", "focusin"]) document.addEventListener(kind, bring);
  document.addEventListener("click", clicked);
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("focusout", left);
  document.addEventListener("submit", submitted);
  document.addEventListener("formdata", onlyTheButton);
  document.addEventListener("click", followed);
  document.addEventListener("visibilitychange", sendNow);
  window.addEventListener("pagehide", () => {
    leaving = true;
    sendNow();
  });
  window.addEventListener("online", () => {
    if (trouble) cut?.(); // what is under way went out over the line that was lost
    flush();
  });
  window.addEventListener("focus", flush);
  window.addEventListener("beforeunload", guard);
  setTimeout(bring, BRING_AFTER);
  const shared = { flush, pending, refresh, seen, choosing: (name) => clashed.has(name) };
  // And for answered.js:
  Object.assign(shared, { now, held, unsaved, refused, clashed, seenAt, UNREADABLE, AGAIN, LOGIN, FULL, form, fields, valueNow });
  Object.assign(shared, { versionSeen, isRefused, noteRendered, putBackAll, compare, left, show, tell, ask, planBeside });

  setInterval(() => document.hidden || look(), LOOK_EVERY);
  readPage();
  look(0); // on a slow line people answer before this script has come
  wide.addEventListener?.("change", planBeside);
  planBeside();

  return shared;
})();

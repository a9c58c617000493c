// The way back from the cover: the server is asked each time, has the page as it stands now, or wants to know first who it is.
// And the clock of what nobody touches: it covers, tells the server of touches, and says when the password is near.

const TELL_EVERY = 60000; // ms between two tellings of a touch
const WARN_BEFORE = 120000; // ms before the lock that the calendar says so
const ASK_EVERY = 60000; // ms between two questions whether it is locked, once it ought to be
const SHARE_EVERY = 1000; // ms between two words to the other tabs
const LONGEST = 30000; // ms until a question is given up; some come late, over a slow line, and still count
const SILENCE = 4000; // ms without an answer until that is said
const SAVE_WAIT = 2000; // ms that the way back waits for a save; what is not saved yet comes back all the same
const LOCKED = 423, ENDED = 401;
const PLACES = "a, button, input, textarea, summary";

let touchedAt, sharedAt = 0; // the last touch in any tab of the session; when the others last heard of one here
let toldAt, askedAt = 0; // when the server last heard of one; when it was last asked
let cover, out, tellOthers, spotNow; // of cover.js
let link = null; // the way on that the form for the password stands in place of
let latest = null; // of what was last asked to come back; what is pressed later goes in its place

const parsed = (words) => new DOMParser().parseFromString(words, "text/html");
const form = () => document.getElementById("unlock");
const soon = () => document.querySelector("[data-lock-soon]");
const clocks = () => spotNow()?.clocks ?? document.getElementById("cover")?.dataset ?? {};

export function start({ loadedAt, tabs, ...ofCover }) {
  ({ cover, out, tellOthers, spotNow } = ofCover);
  touchedAt = loadedAt;
  toldAt = loadedAt - clocks().told * 1000;
  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"]) {
    window.addEventListener(kind, touched, { capture: true, passive: true });
  }
  listen(tabs);
  setInterval(look, 1000);
  look();
  return { comeBack, sayWhen };
}

// On the calendar: when the break began.
function sayWhen() {
  const place = document.querySelector("[data-break-began]"), began = spotNow()?.began;
  if (place && began) place.textContent = began.getHours() + place.dataset.breakBegan + String(began.getMinutes()).padStart(2, "0");
}

// A question to the server, and its end: null where no answer came.
function ask(address, options, asking = new AbortController()) {
  setTimeout(() => asking.abort(), LONGEST);
  return fetch(address, { cache: "no-store", ...options, signal: asking.signal }).catch(() => null);
}

function askLatest(address, options) {
  latest?.abort();
  latest = new AbortController();
  return ask(address, options, latest);
}

const wordsOf = (answer) => answer?.text().catch(() => null);
const pause = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

// --- The clock -------------------------------------------------------------------------------------------------------

// A machine that slept comes back to a time of day that has gone on, so that is asked, each second and at each touch.
function look() {
  const { after, lock } = clocks();
  if (!lock) return;
  const now = Date.now(), left = lock * 1000 - (now - touchedAt);
  if (now - touchedAt >= after * 1000 && !spotNow()) cover();
  if (left > 0 && touchedAt > toldAt && now - toldAt >= TELL_EVERY) tell(now - touchedAt);
  if (!spotNow()) return;
  soon().hidden = left <= 0 || left > WARN_BEFORE;
  if (left <= 0 && !form() && now - askedAt >= ASK_EVERY) askWhetherLocked();
}

// On the calendar only a press counts, and only once it says that the password is near.
function touched({ type }) {
  look();
  if (!spotNow()) return touch();
  if (soon().hidden || !/down$/.test(type)) return;
  touch();
  look(); // the line goes at once, and the server hears of it
}

function touch() {
  touchedAt = Date.now();
  if (touchedAt - sharedAt < SHARE_EVERY) return;
  sharedAt = touchedAt;
  tellOthers("touch");
}

async function tell(ago) {
  toldAt = Date.now();
  const headers = { "HX-Request": "true", "X-Touched": String(Math.floor(ago / 1000)) };
  const answer = await ask("/touch/", { headers });
  if (answer?.status !== LOCKED) return;
  locked();
  askWhetherLocked();
}

// The server says so in the middle of what is on the page: nothing of it stays.
function locked() {
  if (!spotNow()) cover();
}

// --- The page is back ------------------------------------------------------------------------------------------------

async function comeBack(stillWanted) {
  const spot = spotNow();
  wait("");
  await Promise.race([window.saves?.flush(), pause(SAVE_WAIT)]);
  const page = await askLatest(location.href, { headers: { "X-Touched": "0" } });
  const words = await wordsOf(page);
  if (!stillWanted()) return false;
  if (page?.status === LOCKED) return askForPassword(words);
  const held = isHeld(spot);
  if (page?.redirected) {
    const toLogIn = new URL(page.url).pathname.startsWith("/accounts/login/");
    return toLogIn && (held || window.saves?.pending()) ? wait("login") : leave();
  }
  if (!words || page.status >= 500) return wait("again");
  const fresh = parsed(words);
  if (held && fresh.getElementById("cover")?.dataset.who !== spot.clocks.who) return leave(); // it was somebody else's
  if (held) putBack(spot, fresh);
  else show(spot, fresh);
  toldAt = Date.now();
  touch();
  return true;
}

function leave() {
  location.assign(location.href);
  return false;
}

function wait(reason) {
  for (const sentence of document.querySelectorAll("[data-cover-wait]")) {
    sentence.hidden = sentence.dataset.coverWait !== reason;
  }
  return false;
}

// What was typed outside a walk is nowhere but on the page, so the page itself comes back. So does all of the desk,
// whose scripts would not begin again.
function isHeld({ page, clocks, saves }) {
  const there = (some) => page.some((part) => part.matches?.(some) || part.querySelector?.(some));
  if (there("#answers")) return !saves;
  return "holds" in clocks || there("main :is(input, textarea, select):not([name^=csrf])");
}

function putBack({ title, kind, page, active, top }, fresh) {
  document.title = title;
  document.body.className = kind;
  document.body.replaceChildren(...page);
  const token = fresh.querySelector("[name^=csrf]")?.value;
  for (const field of document.querySelectorAll("[name^=csrf]")) field.value = token ?? field.value;
  window.saves?.refresh(); // it may have come while the page lay under the cover
  active?.focus({ preventScroll: true });
  window.scrollTo({ top, behavior: "instant" });
}

// The same spot: how far down, where the keyboard was, and which parts were open; before company they come back shut.
function show({ page, active, top }, fresh) {
  const before = (some) => page.flatMap((part) => [part, ...(part.querySelectorAll?.("*") ?? [])]).filter((one) => one.matches?.(some));
  const open = before("details").map((part) => part.open), focus = before(PLACES).indexOf(active);
  document.title = fresh.title;
  document.body.replaceChildren(...fresh.body.childNodes);
  for (const { name, value } of fresh.body.attributes) document.body.setAttribute(name, value);
  if (window.saves) saves.refresh();
  const parts = [...document.querySelectorAll("details")];
  if (parts.length === open.length && !document.body.matches(".in-company")) parts.forEach((part, number) => (part.open = open[number]));
  const same = document.getElementById(active?.id || null); // what stands before it may have become more or less
  (same ?? document.querySelectorAll(PLACES)[focus])?.focus({ preventScroll: true });
  window.scrollTo({ top, behavior: "instant" });
}

// --- The password ----------------------------------------------------------------------------------------------------

async function askWhetherLocked() {
  askedAt = Date.now();
  const answer = await ask("/unlock/", { headers: { "HX-Request": "true" } });
  const words = await wordsOf(answer);
  if (answer?.status === LOCKED && words) {
    if (!form()) askForPassword(words);
  } else if (answer?.ok) unlocked();
}

// The form of the server's page, in the place of the link back; with a passkey's button where the account has one.
function askForPassword(words) {
  const asking = parsed(words).getElementById("unlock");
  const place = form() ?? document.querySelector("[data-return]");
  if (!asking || !place) return wait("again");
  if (!form()) link = place;
  const password = asking.querySelector("[type=password]");
  password.autofocus = false; // on a page that is there already it does nothing, and browsers say so
  place.replaceWith(asking);
  wait("");
  soon().hidden = true;
  password.focus();
  const { passkeys } = asking.dataset;
  if (passkeys) import(passkeys).then(({ offer }) => offer(asking), () => {}); // the password is there without it
  return false;
}

// In this tab or another. Nothing is shown by itself: the link is back, and one press away is the page.
function unlocked() {
  if (!form()) return;
  const onward = link ?? onwardFrom(form());
  form().replaceWith(onward);
  onward.focus();
}

function onwardFrom({ elements }) {
  const onward = document.createElement("a");
  onward.className = "button";
  onward.href = elements.next.value;
  onward.textContent = document.querySelector("#unlock button").textContent;
  return onward;
}

// Whoever has covered the page since stays under the calendar, one press away from it.
async function unlock(asking) {
  const wanted = out();
  wait("");
  const silent = setTimeout(() => wanted() && wait("again"), SILENCE);
  const answer = await sent(asking), words = await wordsOf(answer);
  clearTimeout(silent);
  if (answer?.status === 422) return askForPassword(words);
  if (!answer?.ok && answer?.status !== ENDED) return wanted() && wait("again");
  unlocked();
  tellOthers("unlocked");
  if (wanted()) document.querySelector("[data-return]").click();
}

// What the server says to the form, once more where only its token was too old.
async function sent(asking) {
  const send = () => {
    const body = new URLSearchParams(new FormData(asking));
    return askLatest(asking.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  };
  const answer = await send(), token = answer?.headers.get("X-CSRFToken");
  if (!token) return answer;
  asking.querySelector("[name^=csrf]").value = token;
  return send();
}

function listen(tabs) {
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || !link) return; // a page of its own sends its form by itself
    event.preventDefault();
    unlock(form());
  });
  tabs?.addEventListener("message", ({ data }) => {
    if (data === "touch") touchedAt = Date.now();
    if (data === "unlocked") askWhetherLocked();
  });
  window.addEventListener("focus", () => form() && askWhetherLocked());
}

// What an answer of the server means for what was sent, and what it changes on the page: parts that are others now,
// why a value was not taken, a choice between two; and what a second tap means. save.js brings this script as soon as
// somebody touches the page, or some seconds after it, so that no page waits for it. Until it is here nothing is
// called saved.

const TYPING_REST = 1500; // ms of quiet before what was typed is judged; a day or a time waits until it is left
const LOCKED = 423;

let saves, now; // what save.js lets this script have; its values of the page
let renewals = 0, rest = 0, heldAt = null, pointedAt = null, takesFocus = false, answeredAt = null, foldedAt = null;
const reasons = new Map(); // field -> why the server would not take it
let own = new Map(); // field -> what stands there and was sent from here, though its answer never came

export function start(fromSaves) {
  saves = fromSaves;
  ({ now } = saves);
  document.addEventListener("pointerdown", pressed);
  document.addEventListener("keydown", pressedByKey);
  document.addEventListener("click", clicked);
  document.addEventListener("pointercancel", () => (foldedAt = null)); // the finger scrolls
  document.addEventListener("htmx:oobBeforeSwap", beforePart);
  document.addEventListener("htmx:oobBeforeSwap", folds);
  document.addEventListener("htmx:oobAfterSwap", afterPart);
  judge();
  rests();
  return { settle, rests, judge, clearFault, choose, pointedOut, cameBack };
}

// --- What became of a save -------------------------------------------------------------------------------------------

// Returns what stands in the way of the rest, or null.
function settle({ status, headers, words }) {
  const outcome = JSON.parse(headers.get("HX-Trigger") ?? "{}")["answers-saved"];
  if (outcome) return settled(outcome, status, words);
  const token = headers.get("X-CSRFToken"), form = saves.form();
  if (token && token !== now.token) {
    now.token = token;
    if (form) form.elements.csrfmiddlewaretoken.value = token;
    return renewals++ < 2 ? null : saves.AGAIN;
  }
  if (status === LOCKED && form) document.dispatchEvent(new Event("locked")); // cover.js hears it
  if (status === 401) return saves.LOGIN;
  if (status === 404) return "gone";
  if (status === 507) return full(words);
  return status === 429 || status >= 500 ? saves.AGAIN : "page";
}

// Nothing fits where the server stores: it says so in words of its own, and that is tried again all the same.
function full(words) {
  const box = document.getElementById("save-trouble");
  const sentence = box.querySelector("[data-trouble=full]") ?? box.appendChild(document.createElement("p"));
  sentence.dataset.trouble = saves.FULL;
  sentence.textContent = words;
  return saves.FULL;
}

function settled(outcome, status, words) {
  renewals = 0;
  now.heard = Math.max(now.heard, outcome.version);
  saves.compare();
  own = ownWords(outcome.clashed, words);
  outcome.clashed = outcome.clashed.filter((name) => !own.has(name));
  document.body.dispatchEvent(new CustomEvent("answers-saved", { bubbles: true, detail: outcome }));
  if (status === 422) outcome.refused.forEach(noteRefusal);
  else noteSaved(outcome);
  saves.compare();
  if (saves.form()) showAnswer(words, outcome); // covered: nothing of the interview comes back by itself
  saves.compare();
  judge();
  return null;
}

// Whoever looks away twice before any answer comes has sent more than the server can tell from another device's.
function ownWords(clashed, words) {
  const answer = new DOMParser().parseFromString(words ?? "", "text/html");
  const standing = (name) => answer.querySelector(`#conflict-${CSS.escape(name)} button:not([data-mine])`)?.value;
  const sentOnes = clashed.filter((name) => saves.held.get(name)?.slice(1).includes(standing(name)));
  return new Map(sentOnes.map((name) => [name, standing(name)]));
}

function noteRefusal(name) {
  const value = now.sent.get(name);
  saves.held.set(name, saves.held.get(name).filter((other, place) => place === 0 || other !== value));
  saves.refused.set(name, value);
}

function noteSaved({ clashed, upToDate, version }) {
  for (const [name, value] of now.sent) {
    if (own.has(name)) {
      saves.held.set(name, [own.get(name)]);
      saves.seenAt.set(name, version);
      continue; // what was typed since goes again, as by somebody who has seen that
    }
    if (clashed.includes(name)) keepClash(name);
    else saves.held.set(name, [value]);
    if (saves.unsaved.get(name) === value) {
      saves.unsaved.delete(name);
      clearFault(name);
    }
    if (!upToDate && !clashed.includes(name)) saves.seenAt.set(name, version);
  }
  if (upToDate) seenUpTo(version);
}

function seenUpTo(newest) {
  now.version = newest;
  saves.seenAt.clear();
  if (saves.form()) saves.form().elements.version.value = newest;
}

function showAnswer(words, { clashed, refused }) {
  if (words) showParts(words);
  clashed.forEach(askToChoose);
  if (refused.length) return;
  for (const name of now.sent.keys()) {
    if (!clashed.includes(name) && document.getElementById(`conflict-${name}`)) drawAnew(name);
  }
}

// --- The page has to keep still while its parts change ---------------------------------------------------------------

const isIn = ({ left, right, top, bottom }, { clientX, clientY }) =>
  clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;

const touchedTop = () => (now.touched?.isConnected ? now.touched.getBoundingClientRect().top : null);

function showParts(words) {
  heldAt = touchedTop();
  answeredAt = now.touched?.closest("label")?.getBoundingClientRect() ?? null;
  htmx.swap(document.body, words, { swapStyle: "none", settleDelay: 20 }); // ms: browsers focus first what asks for it
}

// The strip leaves as much room as it took; a step that comes anew stays as far open, unless it was just ticked.
function beforePart({ detail }) {
  const { target, fragment } = detail, [, faulty] = /^(.+)-error$/.exec(target.id) ?? [];
  if (faulty) {
    reasons.set(faulty, fragment.textContent.trim());
    detail.shouldSwap = false; // until the field is left
    return;
  }
  if (target.id === "do-now") {
    const room = [...target.children].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
    saves.form().style.setProperty("--left", `${room}px`);
  }
  const choice = fragment.querySelector(".conflict");
  if (own.has(choice?.id.slice("conflict-".length))) detail.shouldSwap = false;
  const fresh = fragment.querySelector(".step");
  if (fresh?.matches(".done") !== target.matches(".done")) return;
  for (const { classList } of target.querySelectorAll("details[open]")) {
    fresh.querySelector(`details.${classList}`)?.setAttribute("open", "");
  }
}

// Where company was just answered, what tells folds at once, by keyboard too. The fold takes the focus where that went
// with the question, and never from whoever has gone on meanwhile.
function folds({ detail }) {
  takesFocus ||= document.activeElement === document.body && detail.fragment.querySelector("[data-takes-focus]") !== null;
  if (detail.fragment.querySelector("[data-takes-focus]")) foldedAt = answeredAt;
}

// A part that was drawn anew does not know what was typed meanwhile.
function afterPart({ detail: { target } }) {
  const fresh = document.getElementById(target.id);
  if (fresh && fresh !== target) saves.noteRendered(fresh);
  saves.putBackAll();
  if (takesFocus) document.querySelector("[data-takes-focus]")?.focus({ preventScroll: true });
  takesFocus = false;
  const moved = heldAt === null ? 0 : (touchedTop() ?? heldAt) - heldAt;
  if (moved) window.scrollBy({ top: moved, behavior: "instant" });
}

// --- Why a value was not taken ---------------------------------------------------------------------------------------

function rests() {
  clearTimeout(rest);
  if (now.typing && !/date|time/.test(now.typing.type)) rest = setTimeout(saves.left, TYPING_REST);
}

const faulty = () => saves.fields().filter(({ name }) => saves.isRefused(name));

// Each sentence is an alert, and said once.
function judge() {
  for (const input of faulty()) {
    const { name, dataset } = input, place = document.getElementById(`${name}-error`);
    const words = saves.valueNow(input) === saves.UNREADABLE ? dataset.unreadable : reasons.get(name);
    if (input === now.typing || !place || !words || place.textContent === words) continue;
    place.textContent = words;
    input.setAttribute("aria-invalid", "true");
  }
}

// From under the cover. No script can put half a day into a box, so the box that shows it comes back itself.
function cameBack(before) {
  for (const box of before.filter((input) => saves.valueNow(input) === saves.UNREADABLE)) {
    saves.form()?.elements[box.name]?.replaceWith(box);
  }
  saves.compare();
  saves.show();
  judge();
}

function clearFault(name) {
  const place = document.getElementById(`${name}-error`);
  saves.refused.delete(name);
  reasons.delete(name);
  if (!place?.textContent) return;
  place.textContent = "";
  document.getElementById(`id-${name}`)?.removeAttribute("aria-invalid");
}

// --- Two devices changed the same field ------------------------------------------------------------------------------

// The field gives way to a choice between two values; "mine" is the last that was typed.
function keepClash(name) {
  saves.clashed.set(name, saves.unsaved.get(name) ?? now.sent.get(name));
  saves.seenAt.set(name, saves.versionSeen(name));
  saves.held.delete(name);
  saves.unsaved.delete(name);
}

function askToChoose(name) {
  const value = saves.clashed.get(name);
  for (const mine of document.querySelectorAll(`[data-mine="${CSS.escape(name)}"]`)) {
    mine.closest("details")?.setAttribute("open", ""); // somebody has to choose
    if (mine.value === value) continue;
    mine.value = value;
    mine.querySelector("[data-mine-words]")?.replaceChildren(value);
  }
}

function choose({ name, value }) {
  saves.seenAt.set(name, Number(saves.form().elements[`version-${name}`].value));
  saves.clashed.delete(name);
  saves.unsaved.set(name, value);
  saves.show();
  saves.flush();
}

// Once chosen, the question comes back in its place.
async function drawAnew(name) {
  if (document.querySelector(`#plan #field-${CSS.escape(name)}`)) return saves.planBeside();
  const page = await saves.ask(now.action, { cache: "no-store" });
  if (page.status !== 200 || page.redirected) return;
  const fresh = new DOMParser().parseFromString(page.words, "text/html").getElementById(`field-${name}`);
  const old = document.getElementById(`field-${name}`);
  if (!fresh || !old) return;
  old.replaceWith(fresh);
  saves.noteRendered(fresh);
  // The answer that was chosen, which need not be the first one.
  const kept = fresh.querySelector("input:checked") ?? fresh.querySelector("textarea, input:not([type=hidden])");
  kept?.focus();
}

// --- Leaving the page ------------------------------------------------------------------------------------------------

// What is not saved is shown before the page is left, once: some browsers do not ask.
function pointedOut() {
  judge();
  const mark = JSON.stringify([...saves.unsaved, ...saves.clashed]);
  if (!saves.pending() || mark === pointedAt) return false;
  pointedAt = mark;
  const place = faulty()[0] ?? document.querySelector(".conflict button");
  if (!place) saves.tell();
  const folded = place?.closest("details");
  if (folded) folded.open = true;
  (place ?? document.getElementById("save-trouble")).focus();
  return true;
}

// --- A sign's boxes look like tick boxes -----------------------------------------------------------------------------

// So a second tap clears one, and a second press of the space bar, of which a browser tells in no click.
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

// Where a question folded away under the finger, a second tap of the same answer would answer whatever came there.
function clicked(event) {
  if (foldedAt && event.target.closest?.("label") && isIn(foldedAt, event)) event.preventDefault();
  foldedAt = null;
  if (event.target === pressedAgain) clear(pressedAgain);
}

function clear({ name }) {
  const none = document.querySelector(`input[type=radio][name="${CSS.escape(name)}"][value=""]`);
  none.checked = true;
  none.dispatchEvent(new Event("change", { bubbles: true }));
}

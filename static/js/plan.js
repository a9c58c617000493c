// The plan beside the walk grows as answers come in. save.js brings this script on wide screens, and only there.
// Whatever does not go well, the plan stays as it was: the summary has it all.

let wanted = null; // the mark of the steps as the server last told of them
let asking = 0; // counts the questions, so that only the last one's answer is shown
let inFocus = ""; // the tick box that has the focus, for after the cover
let latest = null; // of the question under way

const LONGEST = 30000; // ms until a question is given up: nobody waits for it, and the next one goes in its place

const wide = matchMedia("(min-width: 64rem)");
const place = () => document.getElementById("plan-steps");
const boxOf = (name, within) => within.querySelector(`[type=checkbox][name="${CSS.escape(name)}"]`);

export async function show() {
  const mine = ++asking;
  const address = document.getElementById("plan")?.dataset.url;
  if (!address || !wide.matches) return;
  const options = { cache: "no-store", redirect: "manual", headers: { "HX-Request": "true" }, signal: anew() };
  const answer = await fetch(address, options).catch(() => null);
  const words = answer?.ok ? await answer.text().catch(() => "") : "";
  const fresh = new DOMParser().parseFromString(words, "text/html").getElementById("plan-steps");
  if (mine === asking && fresh && place() && !choosing()) swap(place(), fresh);
}

// A line that is silent keeps one question at most.
function anew() {
  latest?.abort();
  const asked = (latest = new AbortController());
  setTimeout(() => asked.abort(), LONGEST);
  return asked.signal;
}

// Two values for one tick stand side by side until someone has chosen.
const choosing = () => [...place().querySelectorAll("[data-mine]")].some(({ dataset }) => window.saves.choosing(dataset.mine));

function swap(old, fresh) {
  const held = old.contains(document.activeElement) ? document.activeElement.name : "";
  const mayTake = document.activeElement === document.body; // after the cover nobody has the focus
  window.saves.seen(fresh, Number(fresh.dataset.version));
  if (held) keepInPlace(held, old, fresh);
  old.replaceWith(fresh);
  wanted = fresh.dataset.plan;
  if (held) (boxOf(held, fresh) ?? document.querySelector("#plan a")).focus({ preventScroll: true });
  else if (mayTake && inFocus) boxOf(inFocus, fresh)?.focus({ preventScroll: true });
  if (old.dataset.came && fresh.dataset.came) tell(steps(old, fresh), steps(fresh, old), fresh.dataset);
}

// What was just ticked stays under the finger although its step is done; the next page has it last.
function keepInPlace(name, old, fresh) {
  const item = boxOf(name, fresh)?.closest("[data-done-step]");
  const place = item && boxOf(name, old)?.closest("li");
  if (!place) return;
  const done = item.closest("details");
  const asItIs = (neighbour) => neighbour && boxOf(neighbour.querySelector("[type=checkbox]").name, fresh)?.closest("li");
  const next = asItIs(place.nextElementSibling), previous = asItIs(place.previousElementSibling);
  if (next) next.before(item);
  else if (previous) previous.after(item);
  else done.open = true;
  if (!done.querySelector("li")) done.remove();
}

// The steps of a list, but for those that the other has as done: a tick says itself what it is.
function steps(part, other) {
  const done = [...other.querySelectorAll("[data-done-step]")].map(({ dataset }) => dataset.doneStep);
  return [...part.querySelectorAll("[data-step]")].map(({ dataset }) => ({ ...dataset })).filter(({ step }) => !done.includes(step));
}

// How the list changed, in one sentence; a tick says itself what it is. In company there is no list.
function tell(before, after, { came, left, moved }) {
  const missing = (some, others) => some.filter((one) => !others.some((other) => other.step === one.step)).length;
  const said = [counted(missing(after, before), came), counted(missing(before, after), left)].filter(Boolean);
  if (!said.length && JSON.stringify(before) !== JSON.stringify(after)) said.push(moved);
  if (!said.length) return;
  const title = document.getElementById("plan-title").textContent;
  document.getElementById("plan-news").textContent = `${title}: ${said.join(", ")}`;
}

function counted(number, words) {
  const [one, many] = words.split("|");
  return number === 0 ? "" : number === 1 ? one : many.replace("{n}", number);
}

function showWhatIsNew() {
  if (place() && wanted !== null && wanted !== place().dataset.plan) show();
}

document.addEventListener("answers-saved", ({ detail }) => {
  wanted = detail.plan;
  showWhatIsNew();
});
document.addEventListener("focusin", ({ target }) => {
  if (place()) inFocus = place().contains(target) ? target.name : "";
});
window.addEventListener("online", showWhatIsNew);
window.addEventListener("focus", showWhatIsNew);

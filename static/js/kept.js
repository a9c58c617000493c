// At the desk nothing that was typed is lost. Before a form goes, the server is asked whether it would be let in: whoever
// has to log in first does so under the cover, which keeps the page, and then the form goes by itself, with the token of
// that log-in. And whoever leaves with something unsaved is asked. What stands in the boxes this page alone knows.

"use strict";

(() => {
  const SILENCE = 4000; // ms without an answer until that is said; what comes later still counts
  const LONGEST = 30000; // ms until the form is given up, and stays as it is
  const LOOK_EVERY = 200; // ms
  const forms = [...document.querySelectorAll("form[method=post]:not([data-send], #unlock, #logout-form)")];
  const who = document.getElementById("cover")?.dataset.who;
  const question = document.getElementById("leave-question");
  let asking = false; // for the form that is about to go
  let going = null; // the form that goes
  let isLet = false; // somebody has said that the rest may be lost

  // --- What is unsaved -------------------------------------------------------------------------------------------------

  // What the server drew stands in a field as its default; what no page could take, it drew too.
  function isChanged(field) {
    if (!field.name || ["hidden", "submit", "button"].includes(field.type)) return false;
    if (field.type === "file") return field.value !== "";
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.options ? isChosenAnew(field) : field.value !== field.defaultValue;
  }

  function isChosenAnew({ multiple, options, selectedIndex }) {
    if (multiple) return [...options].some((option) => option.selected !== option.defaultSelected);
    return selectedIndex !== Math.max(0, [...options].findLastIndex((option) => option.defaultSelected));
  }

  const wasRefused = (form) => form.querySelector(".errornote:not(.not-sent), .errorlist") !== null;
  const isUnsaved = (form) => wasRefused(form) || [...form.elements].some(isChanged);
  const isCovered = () => !question.isConnected;
  const unsaved = (but) => !isLet && forms.some((form) => form !== but && isUnsaved(form));

  // --- Sending ---------------------------------------------------------------------------------------------------------

  async function submitted(event) {
    const { target: form, submitter: button } = event;
    if (event.defaultPrevented || isCovered() || form === going || form.method === "dialog") return;
    if (unsaved(form)) {
      event.preventDefault();
      return ask(() => form.requestSubmit(button));
    }
    if (!forms.includes(form)) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    const isLetIn = await waitToBeLetIn(form).catch(() => tell(form));
    asking = false;
    if (!isLetIn) return;
    going = form;
    form.requestSubmit(button);
  }

  // Until the server lets the form in, or there is no line.
  async function waitToBeLetIn(form) {
    for (;;) {
      const silent = setTimeout(tell, SILENCE, form);
      const answer = await knock();
      clearTimeout(silent);
      if (!answer) return tell(form);
      untell(form);
      if (answer.ok && answer.headers.get("X-Who") === who) return renew(form, answer.headers.get("X-CSRFToken"));
      document.dispatchEvent(new Event("locked"));
      document.querySelector("[data-return]")?.click(); // so that the calendar says at once what it waits for
      while (!form.isConnected) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  }

  function knock() {
    const givingUp = new AbortController();
    setTimeout(() => givingUp.abort(), LONGEST);
    const headers = { "HX-Request": "true", "X-Touched": "0" };
    return fetch("/touch/", { headers, cache: "no-store", signal: givingUp.signal }).catch(() => null);
  }

  function renew(form, token) {
    form.querySelector("[name^=csrf]").value = token;
    return true;
  }

  function tell(form) {
    untell(form);
    const words = document.createElement("p"), buttons = form.querySelector(".submit-row");
    words.className = "errornote not-sent";
    words.setAttribute("role", "alert");
    words.textContent = question.dataset.noLine;
    (buttons ?? form).prepend(words);
    return false;
  }

  const untell = (form) => form.querySelector(".not-sent")?.remove();

  // --- Leaving ---------------------------------------------------------------------------------------------------------

  // The button that saves all that is unsaved; none where that would do anything else.
  function saving() {
    const [form, another] = forms.filter(isUnsaved);
    return another ? null : form?.querySelector("[name=_save]");
  }

  function ask(lead) {
    if (question.open) question.close(); // it was left open under the cover
    const save = saving();
    const saves = question.querySelector("[value=save]");
    saves.hidden = !save;
    saves.textContent = save?.value ?? ""; // in its own words: not every one of them leaves
    question.returnValue = "";
    question.onclose = () => {
      if (question.returnValue === "save") return save.form.requestSubmit(save);
      if (question.returnValue !== "leave") return;
      isLet = true;
      lead();
    };
    question.showModal();
  }

  function followed(event) {
    const link = event.target.closest?.("a[href]");
    const isAnother = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link?.target;
    if (!link || event.defaultPrevented || isCovered() || isAnother || !link.protocol.startsWith("http")) return;
    const isHere = link.href.includes("#") && link.pathname + link.search === location.pathname + location.search;
    if (isHere || !unsaved()) return;
    event.preventDefault();
    ask(() => location.assign(link.href));
  }

  function guard(event) {
    if (!going && unsaved()) event.preventDefault();
  }

  // What was sent, or followed, was answered with a file, and the page is still here.
  function typedOn() {
    going = null;
    isLet = false;
  }

  document.addEventListener("submit", submitted);
  document.addEventListener("click", followed);
  document.addEventListener("input", typedOn);
  window.addEventListener("beforeunload", guard);
})();

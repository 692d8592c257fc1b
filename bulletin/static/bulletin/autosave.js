// Keeps what is typed into the article's form: on the server as a working copy, in this browser while it is not there yet.

import { filled } from "./filling.js";
import * as line from "./line.js";

const QUIET = 2500; // after the last letter
const LONGEST = 10_000; // while somebody types on and on
const BEACON = 60_000; // what a closing page may still send
const CONTROLS = new Set(["csrfmiddlewaretoken", "base", "copy", "person", "stay", "version_name"]);

const form = document.querySelector("#article-form[data-copy]");
// The form's fields in one canonical text: what is equal here needs no keeping.
function canonical(data) {
  const lines = (values) => values.map((value) => value.replace(/\r\n?/g, "\n"));
  return JSON.stringify(Object.keys(data).sort().map((name) => [name, lines(data[name])]));
}

function entries() {
  const data = {};
  for (const [name, value] of new FormData(form)) {
    const counts = typeof value === "string" && !CONTROLS.has(name) && !name.startsWith("take-");
    if (counts) (data[name] ??= []).push(value);
  }
  return data;
}

const snapshot = () => canonical(entries());

function pictures() {
  const rows = [...new FormData(form)].filter(([name]) => name.startsWith("illustrations"));
  return JSON.stringify(rows.map(([name, value]) => [name, typeof value === "string" ? value : value.size]));
}

const { isLost, isOut } = line;

function token() {
  const field = form.elements.csrfmiddlewaretoken;
  return (field.value = line.token(field.value));
}

const post = (address, body, options) => line.post(address, body, token(), options);

function start() {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const key = `working-copy:${form.dataset.key}`;
  const { copy, base, person, stay } = form.elements;
  const state = part("state");
  const picturesThen = pictures();
  let kept = "unkept" in form.dataset ? "" : snapshot(); // what the server has
  let sent = kept; // what it may have: the answer may have been lost
  let since = 0;
  let timer = 0;
  let pause = 0;
  let trouble = "";
  let busy = null;
  let saving = false;
  let opening = false; // the form itself is on its way, and its answer will be the next page
  let choosing = false;
  let parting = false; // signing out: nothing typed may stay in this browser
  let calm = "";
  const local = remembered();
  let recovering = Boolean(local) && canonical(local.data) !== snapshot();

  // What is said.

  function say(kind, values = {}) {
    const text = filled(state.dataset[kind], values);
    state.textContent = text;
    state.hidden = false;
    state.dataset.kind = kind;
    part("sign-in").hidden = kind !== "out";
    if (kind === "typing" || kind === "saving") return;
    if (calm !== kind) part("said").textContent = text; // aloud once, not every few seconds
    calm = kind;
  }

  function tell(text) {
    part("news").textContent = text;
    part("news").hidden = !text;
  }

  // The second net: this browser.

  function remember() {
    if (recovering || parting || snapshot() === kept) return;
    try {
      localStorage.setItem(key, JSON.stringify({ data: entries(), base: base.value, number: copy.value }));
    } catch { /* full or forbidden: the first net still holds */ }
  }

  function forget() {
    try {
      localStorage.removeItem(key);
    } catch { /* forbidden */ }
  }

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  // The working copy.

  function body(data, number, from) {
    const form = new FormData();
    for (const [name, values] of Object.entries(data)) for (const value of values) form.append(name, value);
    for (const [name, value] of Object.entries({ copy: number, base: from, person: person.value })) form.append(name, value);
    return form;
  }

  function typed() {
    if (choosing || recovering) return;
    if (snapshot() === kept) return settle();
    if (!trouble) say("typing");
    since ||= Date.now();
    plan(Math.min(QUIET, since + LONGEST - Date.now()));
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, delay));
  }

  function keep(options) {
    busy ??= send(options).finally(() => {
      busy = null;
      if (!trouble && !choosing && snapshot() !== kept) typed();
    });
    return busy;
  }

  async function send(options) {
    clearTimeout(timer);
    const text = snapshot();
    if (text === kept || choosing || recovering) return;
    since = 0;
    if (!trouble) say("saving");
    const before = sent;
    sent = text;
    const answer = await post(form.dataset.copy, body(entries(), copy.value, base.value), options);
    if (answer?.ok) have(text, await answer.json());
    else if (answer?.status === 409) await another(await answer.json(), [before, text]);
    else hold(answer);
  }

  function have(text, { number, at, closed }) {
    [copy.value, kept, trouble, pause] = [number, text, "", 0];
    say("kept", { time: at });
    if (closed) tell(closed);
    if (snapshot() === kept) settle();
  }

  function settle() {
    clearTimeout(timer);
    forget();
    form.dispatchEvent(new Event("kept"));
    if (state.dataset.kind === "typing") state.hidden = true;
  }

  // Not kept: why, and when to try again.
  function hold(answer) {
    trouble = isLost(answer) ? "offline" : isOut(answer) ? "out" : "refused";
    say(trouble);
    remember();
    pause = Math.min(30_000, pause * 2 || 2000);
    if (trouble !== "refused") plan(trouble === "out" ? 15_000 : pause);
  }

  // The server has another text: our own, whose answer was lost, or that of another window.
  async function another(newer, mine) {
    if (mine.includes(canonical(newer.data))) {
      [copy.value, kept] = [newer.number, canonical(newer.data)];
      return send();
    }
    choose(newer.message, {
      mine: () => { copy.value = newer.number; keep(); },
      newer: open,
    });
  }

  function choose(text, ways) {
    choosing = true;
    say("typing");
    part("choice-text").textContent = text;
    part("choice").hidden = false;
    for (const button of form.querySelectorAll("[data-choose]")) {
      button.onclick = () => {
        choosing = false;
        part("choice").hidden = true;
        ways[button.dataset.choose]();
      };
    }
  }

  // The page anew, with the working copy in its form.
  function open() {
    forget();
    kept = snapshot();
    form.dispatchEvent(new Event("kept"));
    const address = new URL(location.href);
    address.searchParams.delete("saved");
    address.hash = "";
    if (address.href === location.href) location.reload();
    else location.replace(address);
  }

  // What this browser held when the page was lost.
  async function recover(local) {
    const answer = await post(form.dataset.copy, body(local.data, local.number, local.base));
    if (answer?.ok) return open();
    if (answer?.status !== 409) {
      say(isOut(answer) ? "out" : "offline");
      return setTimeout(recover, 5000, local);
    }
    const newer = await answer.json();
    choose(newer.message, {
      mine: () => { recovering = false; forget(); typed(); },
      newer: () => recover({ ...local, number: newer.number }),
    });
  }

  // Saving: here while that is possible, else by the form itself, whose answer shows what is the matter.

  const isPlain = () =>
    form.dataset.presence && pictures() === picturesThen &&
    !document.querySelector("[data-collision], .restored, .notice[role=alert]:not([data-choice])");

  async function save(button) {
    await busy;
    if (choosing || recovering) return part("choice").scrollIntoView({ block: "nearest" });
    await (isPlain() && !button?.name ? saveHere() : saveAndOpen(button));
  }

  async function saveHere() {
    const text = snapshot();
    say("saving");
    const answer = await post(location.pathname, new FormData(form));
    if (answer?.ok) return saved(text, await answer.json());
    if (isLost(answer) || isOut(answer)) return hold(answer);
    return saveAndOpen();
  }

  async function saveAndOpen(button) {
    await keep();
    if (choosing || trouble === "offline" || trouble === "out") return;
    await new Promise((done) => setTimeout(done)); // a form that is telling of its submission takes no other one
    token();
    stay.disabled = false;
    opening = true;
    form.requestSubmit(button);
  }

  async function saved(text, answer) {
    const isClean = snapshot() === text;
    [base.value, copy.value, trouble] = [answer.number, 0, ""];
    form.elements.section_was.value = answer.section;
    form.elements.editor_was.value = answer.editor;
    sent = kept = isClean ? snapshot() : text;
    say("saved", { time: answer.at, number: answer.number });
    tell("");
    if (isClean) settle();
    if (!answer.withdrew) return;
    await keep();
    open();
  }

  form.addEventListener("submit", (event) => {
    if (opening) return;
    event.preventDefault();
    if (saving) return;
    saving = true;
    save(event.submitter).finally(() => {
      saving = false;
      if (!opening && snapshot() !== kept) {
        form.dispatchEvent(new Event("unkept"));
        typed();
      }
    });
  });

  let noting = 0;
  function note() {
    clearTimeout(noting);
    noting = setTimeout(remember, 400);
    typed();
  }
  form.addEventListener("input", note);
  form.addEventListener("change", note);

  const leave = () => {
    remember();
    if (snapshot() !== kept) keep({ keepalive: snapshot().length < BEACON / 2, signal: undefined });
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : trouble && plan(0)));
  addEventListener("pagehide", leave);
  document.addEventListener("submit", ({ target }) => (parting ||= Boolean(target.getAttribute("action")?.endsWith("/sign-out/"))));
  addEventListener("online", () => trouble && plan(0));
  addEventListener("focus", () => trouble === "out" && plan(0));

  if (recovering) recover(local);
  else forget();
  if ("unkept" in form.dataset) typed();
  if (form.dataset.keptAt) say("kept", { time: form.dataset.keptAt });
}

if (form) start();

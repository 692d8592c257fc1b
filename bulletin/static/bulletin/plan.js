// The plan of an issue: what is moved is saved at once. plan_drag.js and plan_keys.js move rows and tell it here by a
// "plan:moved" event; plan_refresh.js shows what is there now after "plan:stale". "plan:say" is said in the live line.

import { post } from "./line.js";

const line = document.querySelector("#plan");
const text = line.querySelector("[role=status]");
const undo = line.querySelector("[data-undo]");
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const moves = []; // what undoes one's own moves, the last at the end
let going = 0; // the timer of a sentence that asks for nothing
let queue = Promise.resolve(); // one POST after the other, in the order of the moves
let waiting = 0;

document.body.classList.add("plan-ready");

// The live line

const SHOWN = 20_000;
const LONGEST = 60; // letters of a title in a sentence

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => clipped(String(values[name])));
}

function clipped(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
}

document.addEventListener("plan:say", ({ detail }) => {
  const said = detail.text ?? fill(line.dataset[detail.words], detail.values ?? {});
  if (!said) return;
  text.textContent = said;
  line.classList.add("is-said");
  line.classList.toggle("is-refusal", Boolean(detail.refused));
  if (detail.undo) moves.push(detail.undo);
  clearTimeout(going);
  if (!detail.undo && !detail.refused) going = setTimeout(quiet, SHOWN);
  undo.hidden = !detail.undo;
});

// What asks for nothing does not lie over the rows for ever.
function quiet() {
  text.textContent = "";
  line.classList.remove("is-said");
}

// Saving

async function send(url, body) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await post(url, new URLSearchParams(body), token);
  const isJson = answer?.headers.get("Content-Type")?.startsWith("application/json");
  const said = isJson && (await answer.json().catch(() => null));
  if (!answer || (isJson && !said)) return { ok: false, words: "failed" };
  return { ok: answer.ok && isJson, message: said?.message, words: "gone" };
}

function save(url, body, then) {
  waiting += 1;
  document.body.classList.add("plan-saving");
  queue = queue.then(async () => {
    const answer = await send(url, body);
    waiting -= 1;
    if (!waiting) document.body.classList.remove("plan-saving");
    then(answer);
    tell("plan:stale");
  });
}

const refuse = (answer) => tell("plan:say", { text: answer.message, words: answer.words, refused: true });

// Where a row is, said by its neighbours: so it stays beside them whatever others do meanwhile.
function placeIn(list, above, below) {
  const place = { after: above?.dataset.key ?? "0", ...(below && { before: below.dataset.key }) };
  const zone = list.closest("[data-zone]");
  return zone ? { ...place, section: zone.dataset.zone } : place;
}

const kindOf = (item) => (item.matches("[data-article]") ? "[data-article]" : "[data-section]");
const rowsOf = (list, item) => [...list.children].filter((each) => each.matches(kindOf(item)));

function placeOf(item) {
  const rows = rowsOf(item.parentElement, item);
  const at = rows.indexOf(item);
  return placeIn(item.parentElement, rows[at - 1], rows[at + 1]);
}

// Where it was, now that it stands elsewhere.
function placeBefore(item, { list, next }) {
  const rows = rowsOf(list, item).filter((each) => each !== item);
  const at = rows.includes(next) ? rows.indexOf(next) : rows.length;
  return placeIn(list, rows[at - 1], rows[at]);
}

document.addEventListener("plan:moved", ({ detail: { item, from } }) => {
  const url = item.dataset.save;
  const zone = item.parentElement.closest("[data-title]").dataset.title;
  const values = { title: item.dataset.title, zone };
  const back = placeBefore(item, from);
  save(url, placeOf(item), (answer) => {
    if (answer.ok) return tell("plan:say", { words: "moved", values, undo: { url, body: back, values } });
    if (from.list.isConnected) from.list.insertBefore(item, from.next?.parentElement === from.list ? from.next : null);
    refuse(answer);
  });
});

undo.addEventListener("click", takeBack);

// Ctrl+Z takes one's moves back, the last first, also after others' moves were told.
document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyZ" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  if (!moves.length || event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  event.preventDefault();
  takeBack();
});

function takeBack() {
  const { url, body, values } = moves.pop();
  undo.hidden = true;
  save(url, body, (answer) => (answer.ok ? tell("plan:say", { words: "back", values }) : refuse(answer)));
}

// What moves its row or section: what to say of it, and what undoes it.
function moveBy(origin, action, body) {
  const item = origin.closest("[data-article]") ?? origin.closest("[data-section]");
  const url = item?.dataset.save;
  if (!url || new URL(url, location).href !== action) return null;
  const zone = body.has("section") ? zoneOf(body.get("section")) : item.parentElement.closest("[data-title]");
  const values = { title: item.dataset.title, zone: zone.dataset.title };
  const back = placeBefore(item, { list: item.parentElement, next: item.nextElementSibling });
  return { words: "moved", values, undo: { url, body: back, values } };
}

const zoneOf = (key) => [...document.querySelectorAll("[data-zone]")].find((zone) => zone.dataset.zone === key);

// The forms of the plan do the same without leaving the page; a button of a menu may press the form of another place.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-plan-form]");
  if (!form) return;
  event.preventDefault();
  const origin = form.contains(event.submitter) ? form : (event.submitter ?? form);
  const action = new URL(event.submitter?.getAttribute("formaction") ?? form.action, location).href;
  const body = new FormData(form, event.submitter);
  const move = moveBy(origin, action, body);
  save(action, body, (answer) => {
    if (!answer.ok) return refuse(answer);
    tell("plan:say", move ?? { text: answer.message ?? "" });
    form.reset();
    for (let sheet = origin; (sheet = sheet.parentElement?.closest("details")); ) close(sheet);
  });
});

function close(sheet) {
  const inside = sheet.contains(document.activeElement);
  sheet.open = false;
  if (inside) sheet.querySelector("summary").focus();
}

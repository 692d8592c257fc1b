// The reviewer's screen without waiting: the next article is fetched ahead and stands there as soon as one is answered;
// the answer follows on its way. Whatever the server refuses comes back with every word that was typed.

import { atTheFirst, go, recount } from "./review_changes.js";
import { fill, pageOf, part, swap, swapList } from "./review_parts.js";
import { startCountdown, stopCountdown } from "./review_undo.js";
import { watch } from "./review_watch.js";
import { typedBy } from "./typed.js";

const ITEM = ["#review-item", "#review-act", "#review-go", "#review-about"];
const GOES_ON = ["approve", "return", "skip"];
const root = document.querySelector("#review");
const ending = document.title.split(" – ").slice(-2).join(" – ");
const ahead = new Map(); // pages fetched ahead, by address
const typed = typedBy(root.dataset.person, "review");
let sending = Promise.resolve(); // acts are sent one after the other
let underway = 0;
let asked = 0; // the newest wish of what is to be open

const $ = (selector) => root.querySelector(selector);
const itemShown = () => $("#review-item").dataset.item ?? "";
const addressAfter = () => $("#review-go [rel=next]")?.href;
const addressOf = (item) => location.origin + root.dataset.stateUrl.replace("state/", item ? `${item}/` : "");
const isBusy = () => root.matches(".is-busy");

function say(text) {
  const place = $("#review-said");
  if (place.textContent.trim() !== text) place.textContent = text;
}

function fetchAhead() {
  const address = addressAfter();
  if (!address || ahead.has(address)) return;
  ahead.clear();
  const page = part(address).catch(() => ahead.delete(address) && null);
  ahead.set(address, page);
}

// Opening

async function open(address, remembers = true) {
  const wish = ++asked;
  const page = (await ahead.get(address)) ?? (await part(address).catch(() => null));
  if (wish !== asked) return;
  if (!page) return location.assign(address);
  put(page, address, remembers);
}

function put(page, address, remembers = true) {
  keepTyped();
  swap(root, page, ITEM);
  root.classList.remove("is-busy");
  $("#review-list").classList.remove("is-open");
  if (remembers && address !== location.href) history.pushState({}, "", address);
  document.title = [$("#review-item").dataset.title, ending].filter(Boolean).join(" – ");
  $("#review-undo [name=here]").value = itemShown();
  showTyped();
  prepare();
  markRow();
  atTheChange();
  fetchAhead();
}

function markRow() {
  const list = $("#review-list");
  for (const row of list.querySelectorAll("[data-row]")) {
    const isHere = row.dataset.row === itemShown();
    row.classList.toggle("review-row--here", isHere);
    const link = row.querySelector("a");
    if (isHere) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (isHere) bringIntoView(list, row);
  }
}

function bringIntoView(list, row) {
  const [around, here] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (here.top < around.top) list.scrollTop -= around.top - here.top + 8;
  const bottom = Math.min(around.bottom, innerHeight);
  if (here.bottom > bottom) list.scrollTop += here.bottom - bottom + 8;
}

// The heading has the focus, for those who listen.
function atTheChange() {
  atTheFirst();
  if (!$("#review-remark")?.open) $(".review-text:not([hidden]) .review-title")?.focus({ preventScroll: true });
}

// Answering

function send(form, button) {
  const data = new FormData(form, button);
  const [verb, item, act] = [data.get("verb"), itemShown(), form.action];
  const left = root.cloneNode(true);
  const isAhead = GOES_ON.includes(verb) && goOn(verb, item, act);
  if (!isAhead) beBusy();
  underway += 1;
  sending = sending.then(() => post({ act, data, verb, item, left, isAhead })).finally(() => (underway -= 1));
}

// What will be there once the server has said yes; whether it is at hand.
function goOn(verb, item, act) {
  const address = addressAfter();
  if (verb === "skip") say($("#review-told").textContent = "");
  else announce(verb, act);
  if (verb === "return") {
    typed.set(item, "");
    $("#review-note").value = "";
  }
  if (!address || !ahead.has(address)) return false;
  if (verb !== "skip") $(`[data-row="${item}"]`)?.remove();
  beBusy(); // until it is there: the same article is not answered twice
  open(address);
  return true;
}

function announce(verb, act) {
  $("#review-told").textContent = "";
  const words = verb === "approve" ? root.dataset.saidApprove : root.dataset.saidReturn;
  say(words.replace("{title}", () => $("#review-item").dataset.title));
  $("#review-undo").action = act;
  startCountdown($("#review-undo"), 10);
}

function beBusy() {
  asked += 1;
  root.classList.add("is-busy");
  for (const button of root.querySelectorAll("#review-act button")) button.disabled = true;
}

async function post(sent) {
  const answer = await fetch(sent.act, { method: "POST", body: sent.data }).catch(() => null);
  const isTold = answer && (answer.ok || [403, 409].includes(answer.status));
  const page = isTold ? await pageOf(answer).catch(() => null) : null;
  if (page?.querySelector("#review-item")) return take(page, answer, sent);
  failed(sent);
  if (isTold) sayOut();
}

function sayOut() {
  say(root.dataset.saidOut);
  const link = document.createElement("a");
  Object.assign(link, { href: root.dataset.signIn, target: "_blank", rel: "noopener", textContent: root.dataset.saidSignIn });
  $("#review-said").append(" ", link);
}

// Of several acts on their way only the last says what is open, and only if the reader has not gone on meanwhile.
function take(page, answer, { verb, isAhead }) {
  const next = page.querySelector("#review-item").dataset.item ?? "";
  const isPast = underway > 1 || isAhead || (!isBusy() && verb !== "undo");
  const keepsOn = answer.ok && isPast;
  swapList(root, page);
  count();
  fill($("#review-told"), page.querySelector("#review-told"));
  fill($("#review-undo"), page.querySelector("#review-undo"));
  $("#review-undo [name=here]").value = keepsOn ? itemShown() : next;
  startCountdown($("#review-undo"));
  say(told(page) || page.querySelector("#review-said").textContent.trim());
  if (answer.ok && ["claim", "let-go"].includes(verb) && next === itemShown()) claimed(page);
  else if (keepsOn) keepOn(page, next);
  else bringBack(page, next, answer);
}

// The reader is further than the server: only what is around the text is new.
function keepOn(page, next) {
  if (next === itemShown()) swap(root, page, ["#review-go"]);
  markRow();
  fetchAhead();
}

function claimed(page) {
  const isOpen = $("#review-remark")?.open;
  keepTyped();
  root.classList.remove("is-busy");
  swap(root, page, ["#review-act", "#review-about"]);
  showTyped();
  if (isOpen) $("#review-remark").open = true;
  markRow();
}

function bringBack(page, next, answer) {
  asked += 1;
  ahead.clear();
  keepTyped();
  typed.set(next, "");
  put(page, answer.ok ? answer.url.split("?")[0] : addressOf(next));
}

const told = (page) =>
  [...page.querySelectorAll(".messages .message")].map((each) => each.textContent.trim().replace(/\s+/g, " ")).join(" ");

function failed({ data, item, left }) {
  asked += 1;
  stopCountdown($("#review-undo"));
  put(left, addressOf(item));
  if (data.get("note")) {
    typed.set(item, data.get("note"));
    showTyped();
    $("#review-remark").open = true;
  }
  say(root.dataset.saidFailed);
}

// Remarks

function keepTyped() {
  const field = $("#review-note");
  if (field) typed.set(field.form.action.match(/\/(\d+)\/answer/)[1], field.value);
}

function showTyped() {
  const field = $("#review-note");
  if (field && !field.value) field.value = typed.get(itemShown());
}

function prepare() {
  const toggle = $("[data-toggle-view]");
  if (toggle) toggle.hidden = false;
}

function showAs(view) {
  for (const text of root.querySelectorAll("[data-shown]")) text.hidden = text.dataset.shown !== view;
  for (const link of root.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  recount();
}

function showList(isOpen) {
  $("#review-list").classList.toggle("is-open", isOpen);
  if (isOpen) $("#review-list").focus();
  else $(".review-open a").focus();
}

// Hands

root.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-answer], [data-undo]")) return;
  event.preventDefault();
  if (event.submitter) send(event.target, event.submitter);
});

root.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("[data-toggle-view]")) return showAs($("[data-view=read]").hasAttribute("aria-current") ? "changes" : "read");
  const step = event.target.closest("[data-step]");
  if (step) return go(Number(step.dataset.step));
  const link = event.target.closest("a");
  if (!link) return;
  const act = {
    "[data-view]": () => showAs(link.dataset.view),
    ".review-open a": () => showList(true),
    ".review-list__close": () => showList(false),
    "#review-go a, .review-row__title": () => open(link.href),
    "[data-show]": () => ahead.delete(link.href) | open(link.href),
  };
  const found = Object.keys(act).find((selector) => link.matches(selector));
  if (!found) return;
  event.preventDefault();
  act[found]();
});

root.addEventListener("keydown", (event) => {
  const sheet = event.target.closest?.("#review-remark");
  if (event.target.id === "review-note" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (event.target.form.reportValidity()) sheet.querySelector("[value=return]")?.click();
  } else if (event.key === "Escape" && sheet?.open) {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  } else if (event.key === "Escape" && $("#review-list.is-open")) showList(false);
});

root.addEventListener("input", (event) => event.target.id === "review-note" && keepTyped());

const sheetOpened = (event) => event.target.matches("#review-remark[open]") && $("#review-note").focus();
root.addEventListener("toggle", sheetOpened, true); // it does not bubble

// Several at once

function count() {
  const bar = $("[data-selected]");
  if (!bar) return;
  const marked = root.querySelectorAll(".review-row__box:checked").length;
  bar.hidden = !marked;
  bar.querySelector("[data-count]").textContent = marked || "";
}
root.addEventListener("change", (event) => event.target.matches(".review-row__box") && count());

function listed() {
  count();
  markRow();
  ahead.clear();
  fetchAhead();
}

addEventListener("popstate", () => open(location.href, false));

if (itemShown() && location.pathname === new URL(addressOf("")).pathname) history.replaceState({}, "", addressOf(itemShown()) + location.search);
if ($("#review-undo").dataset.left) startCountdown($("#review-undo"));
prepare();
listed();
atTheFirst();
showTyped();
if ($("#review-note")?.value) $("#review-remark").open = true;
watch(root, { say, listed, isQuiet: () => !isBusy() && !underway });
document.body.classList.add("review-ready");

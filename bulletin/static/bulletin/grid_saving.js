// Saves cells one by one and loses none: what is not saved is tried again, and kept in this browser over a reload.

import { accept, ask, clash, mark, show, text, undo } from "./grid_cell.js";
import { isLost, isOut, post } from "./line.js";

export function saving(table, { go, edit }) {
  const state = document.querySelector("[data-grid-state]");
  const bar = document.querySelector("[data-grid-bar]");
  const form = document.querySelector("[data-grid-form]");
  const key = `working-copy:grid:${table.dataset.key}`;
  const jobs = new Map(); // cell -> what is to be saved of it: typed, seen, answers
  const cells = [...table.querySelectorAll("[data-column]")];
  let connection = ""; // why nothing arrives: "offline" or "out"
  let pause = 0;
  let timer = 0;
  let told = false; // something was saved
  let parting = false; // signing out: nothing typed may stay in this browser

  // This browser: what the server has not got yet.

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function store(kept) {
    if (parting) return;
    try {
      if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    } catch { /* full or forbidden: leaving the page still asks first */ }
  }

  const name = (cell) => `${cell.parentElement.dataset.row} ${cell.dataset.column}`;

  function remember(cell, job) {
    const title = cell.parentElement.querySelector("[data-column=title] [data-cell-text]").textContent;
    store({ ...remembered(), [name(cell)]: { ...job, title, column: cell.dataset.label } });
  }

  function forget(which) {
    const { [which]: gone, ...kept } = remembered();
    if (gone) store(kept);
  }

  // What is said of all of them.

  const isSending = () => cells.some((cell) => cell.getAttribute("aria-busy") === "true");
  const marked = () => table.querySelector(".has-question, .has-trouble");

  function tell() {
    const asked = table.querySelector(".has-question");
    const rest = asked ? "asked" : marked() ? "trouble" : told ? "saved" : "";
    const kind = connection || (isSending() ? "saving" : rest);
    const said = kind ? state.dataset[kind] : "";
    if (state.textContent !== said) state.textContent = said;
    state.classList.toggle("alarm", !["saving", "saved", ""].includes(kind));
    bar.querySelector("[data-grid-show]").hidden = !marked() || kind === "saving";
    bar.querySelector("[data-grid-sign-in]").hidden = connection !== "out";
  }

  bar.querySelector("[data-grid-show]").addEventListener("click", () => go(marked()));

  // One cell.

  function save(cell, typed, { answers = {}, seen = cell.dataset.value } = {}) {
    const job = { typed, seen, answers };
    jobs.set(cell, job);
    remember(cell, job);
    show(cell, typed);
    if (cell.getAttribute("aria-busy") !== "true") send(cell);
  }

  async function send(cell) {
    const job = jobs.get(cell);
    cell.setAttribute("aria-busy", "true");
    tell();
    const answer = await post(table.dataset.grid, body(cell, job), form.elements.csrfmiddlewaretoken.value);
    const said = await answer?.json?.().catch(() => null);
    cell.removeAttribute("aria-busy");
    if (isLost(answer) || isOut(answer)) hold(cell, answer);
    else arrived(cell, job, answer, said);
    tell();
  }

  function body(cell, { typed, seen, answers }) {
    const { row } = cell.parentElement.dataset;
    const fields = { article: row, column: cell.dataset.column, value: typed, seen, person: table.dataset.person };
    return new URLSearchParams({ ...answers, ...fields });
  }

  function arrived(cell, job, answer, said) {
    const had = connection;
    [connection, pause, told] = ["", 0, true];
    if (had) again();
    if (jobs.get(cell) !== job) {
      // more was typed meanwhile, over what was sent
      if (answer.ok) Object.assign(jobs.get(cell) ?? {}, { seen: (cell.dataset.value = said.value) });
      if (jobs.has(cell)) send(cell);
    } else if (answer.ok) done(cell, () => accept(cell, said));
    else refuse(cell, job, said ?? { error: state.dataset.refused });
  }

  function done(cell, then) {
    jobs.delete(cell);
    forget(name(cell));
    then();
    tell();
  }

  // The text stays in this browser until it is saved or given up.
  function refuse(cell, { typed, seen, answers }, said) {
    jobs.delete(cell);
    if (said.theirs !== undefined) {
      clash(cell, typed, said, {
        theirs: () => drop(cell),
        mine: () => { save(cell, typed, { answers }); go(cell); },
      });
    } else if (said.questions?.length) {
      ask(cell, said.questions, (more) => { save(cell, typed, { seen, answers: { ...answers, ...more } }); go(cell); });
    } else mark(cell, "has-trouble", said.error);
  }

  function drop(cell) {
    done(cell, () => undo(cell));
    go(cell);
  }

  // The line is cut, or somebody has signed out: all are tried again, a little later each time.
  function hold(cell, answer) {
    connection = isOut(answer) ? "out" : "offline";
    for (const each of jobs.keys()) mark(each, "is-unsaved", state.dataset.unsaved);
    pause = connection === "out" ? 15_000 : Math.min(30_000, pause * 2 || 2000);
    clearTimeout(timer);
    timer = setTimeout(again, pause);
  }

  function again() {
    clearTimeout(timer);
    for (const cell of jobs.keys()) if (cell.getAttribute("aria-busy") !== "true") send(cell);
  }

  addEventListener("online", again);
  addEventListener("focus", again);
  document.addEventListener("visibilitychange", () => document.hidden || again());
  document.addEventListener("submit", ({ target }) => (parting ||= Boolean(target.getAttribute("action")?.endsWith("/sign-out/"))));

  // What is being typed and was not sent yet.
  table.addEventListener("input", ({ target }) => {
    const cell = target.closest(".is-editing");
    if (cell) remember(cell, { typed: target.value, seen: cell.dataset.value, answers: {}, isOpen: true });
  });

  // What this browser held when the page was lost.
  function restore() {
    for (const [which, job] of Object.entries(remembered())) {
      const [article, column] = which.split(" ");
      const cell = cells.find((each) => each.parentElement.dataset.row === article && each.dataset.column === column);
      if (!cell) lost(which, job);
      else if (job.typed === text(cell).textContent) forget(which);
      else if (job.isOpen) edit(cell, job.typed);
      else save(cell, job.typed, job);
    }
  }

  function lost(which, { title, column, typed }) {
    const list = document.querySelector("[data-grid-lost]");
    const line = list.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-lost-cell]").textContent = `${title}, ${column}`;
    line.querySelector("[data-lost-text]").textContent = typed;
    line.querySelector("button").addEventListener("click", () => {
      forget(which);
      line.remove();
      list.hidden = !list.querySelector("li");
    });
    list.querySelector("ul").append(line);
    list.hidden = false;
  }

  const isUnsaved = () => jobs.size > 0 || Boolean(table.querySelector(".has-trouble, .has-question"));
  addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());

  return {
    save,
    restore,
    // Esc in a cell: the text that is not saved is given up.
    giveUp: (cell) => done(cell, () => undo(cell)),
    // What was being typed is given up, or was nothing new; what the cell showed before stays as it was.
    stopWriting(cell) {
      const job = jobs.get(cell);
      if (job) remember(cell, job);
      else if (cell.dataset.typed === undefined) forget(name(cell));
      else remember(cell, { typed: cell.dataset.typed, seen: cell.dataset.value, answers: {} });
    },
  };
}

// One cell of the table: its field, its text, and what is said below it.
// data-value is what the server last said it holds; data-typed is what it would not take, or has not got yet.

export const field = (cell) => cell.querySelector(".cells__field");
export const text = (cell) => cell.querySelector("[data-cell-text]");
const below = (cell) => cell.querySelector("[data-cell-trouble]");
const row = (cell) => cell.parentElement;

// The text as typed, while it is on its way.
export function show(cell, typed) {
  clear(cell);
  text(cell).dataset.before ??= text(cell).textContent;
  text(cell).textContent = cell.dataset.typed = typed;
}

export function accept(cell, answer) {
  clear(cell);
  cell.dataset.value = answer.value;
  text(cell).textContent = answer.shown;
  delete text(cell).dataset.before;
  row(cell).querySelector("[data-cell-status]").innerHTML = answer.status;
  row(cell).querySelector("[data-cell-note]").textContent = answer.note;
}

// Below the text that is not saved: why, or what is asked.
export function mark(cell, kind, ...said) {
  cell.classList.remove("has-trouble", "has-question", "is-unsaved");
  cell.classList.add(kind);
  if (kind === "is-unsaved") cell.removeAttribute("aria-invalid");
  else cell.setAttribute("aria-invalid", "true");
  below(cell).replaceChildren(...said);
}

export function clear(cell) {
  delete cell.dataset.typed;
  cell.classList.remove("has-trouble", "has-question", "is-unsaved");
  cell.removeAttribute("aria-invalid");
  below(cell).replaceChildren();
  text(cell).hidden = false;
}

// Back to what stood there before the text that is not saved.
export function undo(cell) {
  clear(cell);
  text(cell).textContent = text(cell).dataset.before ?? text(cell).textContent;
  delete text(cell).dataset.before;
}

// Both values with a choice; the server is asked again, so a third person's change shows as well.
export function clash(cell, typed, answer, ways) {
  const box = document.querySelector("[data-grid-clash]").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-clash-error]").textContent = answer.error;
  box.querySelector("[data-clash-theirs]").textContent = answer.shown || "–";
  box.querySelector("[data-clash-mine]").textContent = typed || "–";
  cell.dataset.value = answer.theirs;
  text(cell).dataset.before = answer.shown;
  text(cell).hidden = true;
  if (answer.status) row(cell).querySelector("[data-cell-status]").innerHTML = answer.status;
  for (const button of box.querySelectorAll("button")) button.addEventListener("click", ways[button.dataset.clash]);
  mark(cell, "has-trouble", box);
}

// What may be a slip, one question below the other; `answered` gets all answers when the last one is given.
export function ask(cell, questions, answered) {
  const answers = {};
  const boxes = questions.map((question) => box(question, (value) => {
    answers[question.field] = value;
    boxes.find((each) => each.dataset.field === question.field).remove();
    const next = below(cell).querySelector("button");
    if (next) next.focus();
    else answered(answers);
  }));
  mark(cell, "has-question", ...boxes);
}

function box({ field, text, choices }, choose) {
  const made = element("span", "cells__question");
  made.dataset.field = field;
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", text);
  made.append(element("span", "", text), ...choices.map(({ value, label, reason }) => {
    const button = element("button", "button button--small", label);
    button.type = "button";
    button.title = reason;
    button.addEventListener("click", () => choose(value));
    return button;
  }));
  return made;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

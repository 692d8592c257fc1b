// Turns the table of fields into a grid: cells are walked with the keys, edited in place and saved one by one.

import { field, text } from "./grid_cell.js";
import { saving } from "./grid_saving.js";

const table = document.querySelector("[data-grid]");
if (table) start(table);

function start(table) {
  const rows = [...table.rows].slice(1).map((row) => [...row.cells]);
  const safe = document.querySelector("[data-grid-state]") && saving(table, { go, edit });
  let at = null;

  table.setAttribute("role", "grid");
  document.querySelector("[data-grid-plain]")?.remove();
  document.querySelector("[data-grid-frame]").removeAttribute("tabindex");
  const help = document.querySelector("[data-grid-help]");
  if (help) {
    help.hidden = false;
    table.setAttribute("aria-describedby", help.id);
  }
  for (const cell of rows.flat()) {
    stop(cell).tabIndex = -1;
    if (!cell.dataset.column) cell.setAttribute("aria-readonly", "true");
    else if (field(cell).value !== text(cell).textContent) cell.dataset.typed = field(cell).value;
  }
  rest(rows.flat().find((cell) => cell.dataset.column) ?? rows[0][0]);

  // Where the focus rests

  function stop(cell) {
    return cell.querySelector("th > a") ?? cell;
  }

  function rest(cell) {
    if (at) stop(at).tabIndex = -1;
    at = cell;
    stop(at).tabIndex = 0;
  }

  function go(cell) {
    if (!cell) return;
    rest(cell);
    stop(cell).focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function place(cell) {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return [row, rows[row].indexOf(cell)];
  }

  function beside(cell, down, right) {
    const [row, column] = place(cell);
    const line = rows[Math.max(0, Math.min(row + down, rows.length - 1))];
    return line[Math.max(0, Math.min(column + right, line.length - 1))];
  }

  // The next cell that can be edited, over the ends of rows; none after the last.
  function next(cell, step) {
    const cells = rows.flat().filter((each) => each.dataset.column || each === cell);
    return cells[cells.indexOf(cell) + step];
  }

  // Editing

  function edit(cell, instead) {
    if (!cell.dataset.column) return;
    rest(cell);
    cell.classList.add("is-editing");
    field(cell).value = instead ?? cell.dataset.typed ?? text(cell).textContent;
    field(cell).focus();
    if (instead === undefined) field(cell).select();
  }

  function leave(cell) {
    cell.classList.remove("is-editing");
  }

  function commit(cell) {
    if (!cell.classList.contains("is-editing")) return;
    leave(cell);
    const typed = field(cell).value;
    if (typed !== text(cell).textContent) safe.save(cell, typed);
    else safe.stopWriting(cell);
  }

  // Keys

  const steps = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -99], End: [0, 99],
  };

  function walk(event, cell) {
    const { key, shiftKey } = event;
    const all = event.ctrlKey || event.metaKey;
    if (steps[key]) {
      const [down, right] = steps[key];
      go(beside(cell, all && right ? Math.sign(right) * 9999 * (Math.abs(right) > 1) : down, right));
    } else if (key === "Enter" && !shiftKey && choice(cell)) choice(cell).focus();
    else if (key === "Enter" && event.target === cell) go(beside(cell, shiftKey ? -1 : 1, 0));
    else if (key === "Tab" && next(cell, shiftKey ? -1 : 1)) go(next(cell, shiftKey ? -1 : 1));
    else if (key === "Escape") cell.dataset.typed === undefined ? out() : safe.giveUp(cell);
    else if (key === "F2") edit(cell);
    else if (key === "Delete" || key === "Backspace") edit(cell, "");
    else if (key.length === 1 && key !== " " && !all && !event.altKey) return edit(cell, ""); // its letter follows
    else return;
    event.preventDefault();
  }

  function write(event, cell) {
    const { key, shiftKey } = event;
    if (event.isComposing) return;
    if (key === "Enter") go(beside(cell, shiftKey ? -1 : 1, 0));
    else if (key === "Tab") go(next(cell, shiftKey ? -1 : 1) ?? cell);
    else if (key === "Escape") {
      leave(cell);
      safe.stopWriting(cell);
      go(cell);
    } else return;
    event.preventDefault();
    commit(cell);
  }

  // The first of the buttons under a text that something is asked about; the arrows lead to the others.
  function choice(cell) {
    return cell.querySelector("[data-cell-trouble] button");
  }

  function choose(event, cell) {
    const buttons = [...cell.querySelectorAll("[data-cell-trouble] button")];
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (step) buttons[buttons.indexOf(event.target) + step]?.focus();
    else if (event.key === "Escape") go(cell);
    else return;
    event.preventDefault();
  }

  function out() {
    document.querySelector(".cells__paste > summary").focus();
  }

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td, th");
    if (event.target.closest("button")) choose(event, cell);
    else if (cell.classList.contains("is-editing")) write(event, cell);
    else walk(event, cell);
  });
  // A finger scrolls with what a mouse chooses with: it chooses by a tap, and a second tap edits.
  for (const kind of ["pointerdown", "click"]) {
    table.addEventListener(kind, (event) => {
      const cell = event.target.closest("tbody td, tbody th");
      const touch = event.pointerType === "touch";
      if (!cell || touch !== (kind === "click") || event.target.closest("a, button, .cells__field")) return;
      event.preventDefault();
      if (touch && cell === at && cell.contains(document.activeElement)) edit(cell);
      else go(cell);
    });
  }
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("[data-column]");
    if (cell && !cell.classList.contains("is-editing") && !event.target.closest("button")) edit(cell);
  });
  table.addEventListener("focusin", (event) => rest(event.target.closest("td, th")));
  table.addEventListener("focusout", (event) => {
    const cell = event.target.closest(".is-editing");
    if (cell && !cell.contains(event.relatedTarget) && document.hasFocus()) commit(cell);
  });

  // Copy and paste

  const walked = (event) => event.target.closest?.("[data-grid] td, [data-grid] th:not([scope=col])");

  document.addEventListener("copy", (event) => {
    const cell = walked(event);
    if (!cell || cell.classList.contains("is-editing") || String(getSelection())) return;
    event.clipboardData.setData("text/plain", (text(cell) ?? cell).textContent.trim());
    event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    const cell = walked(event);
    if (!cell?.dataset.column || cell.classList.contains("is-editing")) return;
    event.preventDefault();
    const block = event.clipboardData.getData("text/plain");
    if (/[\t\n]./s.test(block)) return lay(cell, block);
    edit(cell, block.trim());
    commit(cell);
    go(cell);
  });

  // A block is shown before anything is written.
  function lay(cell, block) {
    const form = document.querySelector("[data-grid-paste]");
    form.elements.text.value = block;
    form.elements.article.value = cell.parentElement.dataset.row;
    form.elements.column.value = cell.dataset.column;
    form.requestSubmit();
  }

  safe?.restore();
}

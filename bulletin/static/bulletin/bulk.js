// The bar for marked articles shows itself when one is marked; without this script it is always there.

const bar = document.querySelector("[data-bulk]");
const KEPT = "bulk-marked"; // what was marked when the bar was used, for the page that says what was not done
if (bar) {
  bar.classList.add("bulk--live");
  const count = bar.querySelector("[data-bulk-count]");
  const boxes = () => [...bar.elements].filter((box) => box.name === "article");
  const boxesOf = (whole) => [...whole.closest("[data-section]").querySelectorAll("[name=article]")];
  let marked = new Set();
  let last = null; // the key of the box that was pressed last: with Shift, all from it to the next one change

  const show = () => {
    marked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    count.textContent = marked.size;
    bar.hidden = !marked.size;
    for (const whole of document.querySelectorAll("[data-mark-section]")) {
      const inside = boxesOf(whole).filter((box) => box.checked).length;
      whole.checked = inside > 0 && inside === boxesOf(whole).length;
      whole.indeterminate = inside > 0 && !whole.checked;
    }
  };
  const mark = (keys) => {
    for (const box of boxes()) box.checked = keys.has(box.value);
    show();
  };

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (box.form !== bar || box.name !== "article") return;
    const [all, from] = [boxes(), boxes().findIndex((each) => each.value === last)];
    if (event.shiftKey && from >= 0) {
      const [first, end] = [from, all.indexOf(box)].sort((a, b) => a - b);
      for (const each of all.slice(first, end + 1)) each.checked = box.checked;
      show();
    }
    last = box.value;
  });
  document.addEventListener("change", (event) => {
    const whole = event.target;
    if (whole.matches("[data-mark-section]")) for (const box of boxesOf(whole)) box.checked = whole.checked;
    if (whole.form === bar || whole.matches("[data-mark-section]")) show();
  });
  const clear = bar.querySelector("[data-bulk-clear]");
  clear.hidden = false;
  clear.addEventListener("click", () => mark(new Set()));
  const more = bar.querySelector("[data-bulk-more]");
  more.addEventListener("click", () => more.setAttribute("aria-expanded", String(bar.classList.toggle("bulk--open"))));
  bar.addEventListener("submit", () => sessionStorage.setItem(KEPT, JSON.stringify([...marked])));
  addEventListener("pageshow", show); // a browser that comes back keeps the marks
  show();

  // What was refused stays marked; all of it, if nothing was done.
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  sessionStorage.removeItem(KEPT);
  const refused = [...document.querySelectorAll(".bulk-refused [data-refused]")].map((line) => line.dataset.refused);
  if (refused.length) mark(new Set(refused));
  else if (document.querySelector(".message--error")) mark(new Set(kept));

  // Rows that were drawn anew keep their marks.
  document.addEventListener("plan:refreshed", () => mark(marked));

  // Enter in the field of a keyword adds it; the form's first button is another one.
  bar.querySelector("[name=keyword]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    bar.requestSubmit(bar.querySelector("[value=add_keyword]"));
  });
}

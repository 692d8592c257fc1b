// The bar for marked articles shows itself when one is marked; without this script it is always there.

const bar = document.querySelector("[data-bulk]");
if (bar) {
  bar.classList.add("bulk--live");
  const count = bar.querySelector("[data-bulk-count]");
  const boxes = () => [...bar.elements].filter((box) => box.name === "article");
  let marked = new Set();
  const show = () => {
    marked = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    count.textContent = marked.size;
    bar.hidden = !marked.size;
  };
  document.addEventListener("change", (event) => event.target.form === bar && show());
  addEventListener("pageshow", show); // a browser that comes back keeps the marks
  show();

  // Rows that were drawn anew keep their marks.
  new MutationObserver(() => {
    for (const box of boxes()) box.checked = marked.has(box.value);
    show();
  }).observe(document.querySelector(".split"), { childList: true, subtree: true });

  // Enter in the field of a keyword adds it; the form's first button is another one.
  bar.querySelector("[name=keyword]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    bar.requestSubmit(bar.querySelector("[value=add_keyword]"));
  });
}

// Parts of a fetched page put in place of those that are shown.

export const pageOf = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// Only the three columns, without the page around them.
export async function part(address) {
  const url = new URL(address);
  url.searchParams.set("part", "1");
  const answer = await fetch(url);
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const page = await pageOf(answer);
  if (!page.querySelector("#review-item")) throw new Error("no item");
  return page;
}

// Tokens of forms are new in every answer and say nothing.
export const bare = (node) => node.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

// The node keeps its place; it gets the attributes and the content of the other.
export function fill(node, fresh) {
  if (bare(node) === bare(fresh)) return;
  for (const { name } of [...node.attributes]) if (!fresh.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of fresh.attributes) node.setAttribute(name, value);
  node.replaceChildren(...document.importNode(fresh, true).childNodes);
}

export function swap(root, page, selectors) {
  for (const selector of selectors) fill(root.querySelector(selector), page.querySelector(selector));
}

// The list stays where it was scrolled to, with its marks, its open folds and the focus.
export function swapList(root, page) {
  const list = root.querySelector("#review-list");
  const keep = [marks(list), folds(list), place(list)];
  fill(list, page.querySelector("#review-list"));
  for (const put of keep) put();
  root.dataset.state = list.dataset.state;
  fill(root.querySelector(".review-open"), page.querySelector(".review-open"));
}

function marks(list) {
  const marked = [...list.querySelectorAll(".review-row__box:checked")].map((box) => box.value);
  return () => {
    for (const box of list.querySelectorAll(".review-row__box")) box.checked = marked.includes(box.value);
  };
}

function folds(list) {
  const open = [...list.querySelectorAll("details[open]")].map((fold) => fold.id);
  return () => {
    for (const fold of list.querySelectorAll("details")) fold.open ||= open.includes(fold.id);
  };
}

function place(list) {
  const [scrolled, isOpen] = [list.scrollTop, list.matches(".is-open")];
  const row = list.contains(document.activeElement) && document.activeElement.closest("[data-row]")?.dataset.row;
  return () => {
    list.classList.toggle("is-open", isOpen);
    list.scrollTop = scrolled;
    if (row) list.querySelector(`[data-row="${row}"] a`)?.focus({ preventScroll: true });
  };
}

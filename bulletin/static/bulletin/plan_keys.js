// Rows and sections are moved with the keys: Space or Enter on a handle takes up and puts down, arrows move, Page Up and
// Page Down change the section, Escape puts back. The live line says in words where the row is.

let lifted = null;
let isMoving = false; // a row that moves loses the focus for an instant, which does not put it back

const send = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

// Space, Enter and a screen reader's press all arrive as a click without a pointer.
document.addEventListener("click", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || event.detail) return;
  if (lifted) putDown();
  else takeUp(handle);
});

document.addEventListener("keydown", (event) => {
  const isHandle = event.target.closest?.(".handle");
  if (isHandle && event.repeat && ["Enter", " "].includes(event.key)) event.preventDefault();
  if (!lifted || !isHandle || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { ArrowUp: up, ArrowDown: down, PageUp: previous, PageDown: following, Escape: putBack }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusout", (event) => {
  if (lifted && !isMoving && event.target === lifted.handle) putBack();
});

function takeUp(handle) {
  const item = handle.closest("[data-article], [data-section]");
  const kind = item.matches("[data-article]") ? "[data-article]" : "[data-section]";
  lifted = { item, handle, kind, from: { list: item.parentElement, next: item.nextElementSibling } };
  mark(true);
  say("lifted");
}

function mark(isLifted) {
  const { item, handle } = lifted;
  handle.setAttribute("aria-pressed", String(isLifted));
  item.classList.toggle("is-taken", isLifted);
  document.body.classList.toggle("plan-carrying", isLifted);
}

function putDown() {
  const { item, from } = lifted;
  const hasMoved = item.parentElement !== from.list || item.nextElementSibling !== from.next;
  if (!hasMoved) return putBack();
  mark(false);
  lifted = null;
  send("plan:moved", { item, from });
}

function putBack() {
  const { item, from } = lifted;
  move(() => from.list.insertBefore(item, from.next));
  say("back");
  mark(false);
  lifted = null;
}

// Steps

const siblings = (list) => [...list.children].filter((each) => each.matches(lifted.kind));
const lists = () => (lifted.kind === "[data-article]" ? [...document.querySelectorAll("[data-list]")] : []);

const up = () => step(-1);
const down = () => step(1);
const previous = () => change(-1);
const following = () => change(1);

function step(way) {
  const { item } = lifted;
  const row = siblings(item.parentElement);
  const beside = row[row.indexOf(item) + way];
  if (!beside) return change(way);
  move(() => (way < 0 ? beside.before(item) : beside.after(item)));
  say("at");
}

function change(way) {
  const { item } = lifted;
  const all = lists();
  const list = all[all.indexOf(item.parentElement) + way];
  if (list) move(() => (way < 0 ? list.append(item) : list.prepend(item)));
  say("at");
}

function move(act) {
  isMoving = true;
  act();
  lifted.handle.focus();
  (lifted.item.querySelector(".band") ?? lifted.item).scrollIntoView({ block: "nearest" });
  isMoving = false;
}

function say(words) {
  const { item } = lifted;
  const row = siblings(item.parentElement);
  const zone = item.parentElement.closest("[data-title]").dataset.title;
  const values = { title: item.dataset.title, zone, place: row.indexOf(item) + 1, count: row.length };
  send("plan:say", { words, values });
}

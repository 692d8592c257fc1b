// Rows and sections are dragged by their handles, with a mouse, a pen or a finger: pointer events do for all three.

const FAR = 6; // pixels: less is a click
const EDGE = 72; // pixels from the window's edge in which the page begins to scroll
const FASTEST = 18;

let drag = null;

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || event.button || drag) return;
  const item = handle.closest("[data-article], [data-section]");
  const [x, y] = [event.clientX, event.clientY];
  drag = { item, handle, pointer: event.pointerId, x, y, start: [x, y] };
  handle.setPointerCapture(event.pointerId);
  document.body.classList.add("plan-held"); // what is held is not drawn anew, though it has not moved yet
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.pointer) return;
  [drag.x, drag.y] = [event.clientX, event.clientY];
  if (!drag.mark && Math.hypot(drag.x - drag.start[0], drag.y - drag.start[1]) >= FAR) begin();
  if (drag.mark) follow();
});

document.addEventListener("pointerup", (event) => event.pointerId === drag?.pointer && drop());
document.addEventListener("pointercancel", (event) => event.pointerId === drag?.pointer && finish());
document.addEventListener("lostpointercapture", (event) => event.pointerId === drag?.pointer && finish());
document.addEventListener("keydown", (event) => {
  if (drag?.mark && event.key === "Escape") finish();
});

function begin() {
  const { item } = drag;
  drag.kind = item.matches("[data-article]") ? "[data-article]" : "[data-section]";
  drag.mark = document.createElement(drag.kind === "[data-article]" ? "li" : "div");
  drag.mark.className = "drop-mark";
  drag.ghost = document.createElement("div");
  drag.ghost.className = "drag-ghost";
  drag.ghost.textContent = item.dataset.title;
  document.body.append(drag.ghost);
  document.body.classList.add("plan-carrying");
  item.classList.add("is-lifted");
  // Sections are put in order by their headings alone; the one that is held stays under the pointer.
  if (drag.kind === "[data-section]") {
    document.body.classList.add("plan-ordering");
    scrollBy({ top: drag.handle.getBoundingClientRect().top + 14 - drag.y, behavior: "instant" });
  }
  requestAnimationFrame(scroll);
}

function follow() {
  drag.ghost.style.transform = `translate(${drag.x + 12}px, ${drag.y + 8}px)`;
  const list = listUnder();
  if (!list) return;
  const others = [...list.children].filter((each) => each.matches(drag.kind) && each !== drag.item);
  const next = others.find((each) => drag.y < middle(each));
  if (next) next.before(drag.mark);
  else if (others.length) others.at(-1).after(drag.mark);
  else list.prepend(drag.mark);
}

function listUnder() {
  if (drag.kind === "[data-section]") return document.querySelector("[data-sections]");
  const under = document.elementFromPoint(drag.x, drag.y);
  const zone = under?.closest("[data-zone]") ?? (under?.closest("#plan-side") && document.querySelector("#pool"));
  return zone?.querySelector("[data-list]");
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return (box.top + box.bottom) / 2;
}

// Near the edges the page scrolls by itself, the faster the nearer.
function scroll() {
  if (!drag?.mark) return;
  const [above, below] = [EDGE - drag.y, drag.y - (innerHeight - EDGE)];
  const by = above > 0 ? -above : Math.max(below, 0);
  if (by) {
    scrollBy({ top: Math.max(-1, Math.min(1, by / EDGE)) * FASTEST, behavior: "instant" });
    follow();
  }
  requestAnimationFrame(scroll);
}

function drop() {
  const { item, mark } = drag;
  const isPlaced = mark?.isConnected && mark.nextElementSibling !== item && mark.previousElementSibling !== item;
  if (!isPlaced) return finish();
  const from = { list: item.parentElement, next: item.nextElementSibling };
  mark.replaceWith(item);
  finish();
  document.dispatchEvent(new CustomEvent("plan:moved", { detail: { item, from } }));
}

function finish() {
  const { item, mark, ghost } = drag;
  drag = null;
  mark?.remove();
  ghost?.remove();
  item.classList.remove("is-lifted");
  document.body.classList.remove("plan-held", "plan-carrying", "plan-ordering");
}

// The pages beside the text go to the paragraph the caret is in, and the caret to the paragraph whose print is clicked.

const PATIENCE = 4000; // who has scrolled the pages reads them, and is left alone for so long
const ABOVE = 0.25; // of the pane's height, over the paragraph that is brought into view

// The function that is returned is for when pages have come: a new paragraph may stand on none before.
export function following(body, pages, isOn) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let scrolledAt = -PATIENCE;
  let oursUntil = 0;
  let number = 0; // of the paragraph with the caret, from 1
  let isDue = false;

  body.addEventListener("scroll", () => performance.now() > oursUntil && (scrolledAt = performance.now()));
  body.addEventListener("scrollend", () => (oursUntil = 0));
  document.addEventListener("selectionchange", () => {
    const found = numberOf(getSelection().anchorNode);
    if (!found || found === number) return;
    number = found;
    isDue = true;
    show();
  });
  pages.addEventListener("click", (event) => {
    const place = isOn() && event.target.closest("li");
    const found = place && paragraphAt(place, event.clientY);
    if (found) setCaret(blocks()[found - 1]);
  });

  function show() {
    const page = [...pages.children].find((each) => each.tops?.some(([at]) => at === number));
    if (!page || !isOn() || performance.now() - scrolledAt < PATIENCE) return;
    const [, share] = page.tops.find(([at]) => at === number);
    const pane = body.getBoundingClientRect();
    const sheet = page.getBoundingClientRect();
    const top = sheet.top + share * sheet.height - pane.top;
    if (top > 0 && top < pane.height * 0.85) return;
    oursUntil = performance.now() + 1000;
    body.scrollBy({ top: top - pane.height * ABOVE, behavior: still.matches ? "instant" : "smooth" });
  }

  return () => {
    if (isDue) show();
    isDue = false;
  };
}

const editor = () => document.getElementById("id_body_editor");

// Empty ones are not printed.
const blocks = () => [...(editor()?.children ?? [])].filter((each) => each.textContent.trim() || each.matches("hr"));

function numberOf(node) {
  return blocks().findIndex((each) => each.contains(node)) + 1;
}

function paragraphAt(place, y) {
  const sheet = place.getBoundingClientRect();
  const share = (y - sheet.top) / sheet.height;
  return (place.tops ?? []).filter(([, top]) => top <= share).at(-1)?.[0];
}

function setCaret(block) {
  if (!block) return;
  editor().focus({ preventScroll: true });
  getSelection().collapse(block, 0);
  block.scrollIntoView({ block: "center" });
}

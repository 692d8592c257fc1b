// From change to change of the open text. What stands beside each other is one change; blanks are passed over, unless
// nothing else changed.

const MARKS = "ins, del, .review-picture--changed, [data-note]";
let at = 0;

const bar = () => document.querySelector("#review-changes");
const isSeen = (mark) => mark.getClientRects().length > 0;
const isInside = (mark) => Boolean(mark.parentElement.closest(MARKS));
const follows = (mark) => mark.matches("ins, del") && mark.previousSibling?.matches?.("ins, del");

function changes() {
  if (!document.querySelector("[data-shown=changes]:not([hidden])")) return [];
  const marks = [...document.querySelectorAll("[data-shown=changes], #review-about .comparison")]
    .flatMap((part) => [...part.querySelectorAll(MARKS)])
    .filter((mark) => isSeen(mark) && !isInside(mark));
  const words = marks.filter((mark) => !mark.matches(".blank"));
  return (words.length ? words : marks).filter((mark) => !follows(mark));
}

function tell(all) {
  bar().hidden = !all.length;
  bar().querySelector("[data-at]").textContent = all.length ? `${at + 1} / ${all.length}` : "";
}

// Another text is open: it stands at its top, or further down if only there is anything new.
export function atTheFirst() {
  at = 0;
  const all = changes();
  tell(all);
  scrollTo({ top: 0, behavior: "instant" });
  const first = all.find((mark) => !mark.closest(".review-side"));
  const isBelow = first && first.getBoundingClientRect().top > innerHeight - 160;
  if (isBelow) first.scrollIntoView({ block: "center", behavior: "instant" });
}

// The same text is shown in another way.
export function recount() {
  at = 0;
  tell(changes());
}

// The change has the focus: it is marked for those who see, and read out to those who listen.
export function go(step) {
  const all = changes();
  if (!all.length) return;
  at = Math.max(0, Math.min(at + step, all.length - 1));
  tell(all);
  all[at].tabIndex = -1;
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "center" });
}

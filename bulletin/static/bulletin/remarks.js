// Remarks: on the words that are chosen in the text, with names that complete themselves, and without leaving an editor.

import { completing } from "./completions.js";
import { typedBy } from "./typed.js";

const AROUND = 120; // letters that are kept of what stands around a passage
const ENDS = "p, h2, h3, li, td, th, br, blockquote, figcaption";

chooseWords();
document.addEventListener("focusin", ({ target }) => target.dataset?.mentions && !target.mentions && nameColleagues(target));
for (const each of document.querySelectorAll("[data-remarks-here]")) stayHere(each);
addEventListener("hashchange", unfold);
unfold();

// A remark that is folded away is shown to whoever comes for it.
function unfold() {
  const named = /^#remark-\d+$/.test(location.hash) && document.querySelector(location.hash);
  const folded = named && named.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  named.scrollIntoView({ block: "center" });
}

// What a remark says it is about: the text of a part of the page as the server knows it.
function words(range) {
  const part = range.cloneContents();
  const field = range.commonAncestorContainer;
  part.querySelectorAll(".spoken__link, .field-remark, del, .unchanged > summary").forEach((each) => each.remove());
  if (!(field.closest ? field : field.parentElement).closest("figure")) part.querySelectorAll("figure").forEach((each) => each.remove());
  part.querySelectorAll(ENDS).forEach((each) => each.after(" "));
  return part.textContent.replace(/\s+/g, " ");
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const fieldOf = (node) => (node.closest ? node : node.parentElement)?.closest("[data-field]");
  const field = fieldOf(range.startContainer);
  if (!field?.closest("[data-remarkable]")) return null;
  if (!field.contains(range.endContainer)) range.setEndAfter(field.lastChild);
  const [earlier, later] = [document.createRange(), document.createRange()];
  earlier.setStart(field, 0);
  earlier.setEnd(range.startContainer, range.startOffset);
  later.setStart(range.endContainer, range.endOffset);
  later.setEndAfter(field.lastChild);
  const passage = words(range).trim();
  if (!passage) return null;
  const around = { before: words(earlier).slice(-AROUND), after: words(later).slice(0, AROUND) };
  return { field: field.dataset.field, passage, ...around, box: range.getBoundingClientRect() };
}

// The form is looked for each time: the review screen puts another article in the place of the one that is answered.
function chooseWords() {
  const writing = () => document.querySelector("#remark-write");
  const here = document.querySelector("[data-remark-here]");
  if (!here) return;
  document.body.append(here); // over the text, wherever the form stands

  function point() {
    const found = writing() && !writing().open ? chosen() : null;
    here.hidden = !found;
    if (!found) return;
    const { box } = found;
    here.style.top = `${scrollY + box.bottom + 6}px`;
    here.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - here.offsetWidth - 8))}px`;
  }

  function open(found) {
    const { elements } = writing().querySelector("form");
    for (const name of ["field", "passage", "before", "after"]) elements[name].value = found[name];
    beside(found.passage);
    writing().open = true;
    here.hidden = true;
    elements.text.focus({ preventScroll: true });
  }

  // In the corner under the passage, or where the form has its place.
  function beside(passage) {
    const quote = writing().querySelector("[data-remark-quote]");
    quote.textContent = passage;
    writing().classList.toggle("remark-write--beside", Boolean(passage));
    quote.hidden = writing().querySelector("[data-remark-close]").hidden = !passage;
  }

  function leave() {
    writing().open = false;
    beside("");
    writing().querySelector("[data-remark-open]").focus({ preventScroll: true });
  }

  // What is not sent yet outlives the form: the review screen takes it away with its article, and brings it back. So
  // does who had been signed out; what has become a remark is there already.
  const unsent = typedBy(here.dataset.person, "remark");
  const names = ["text", "field", "passage", "before", "after"];
  document.addEventListener("input", ({ target }) => {
    const { form } = target;
    if (!form?.closest("#remark-write")) return;
    const values = names.map((name) => form.elements[name].value);
    unsent.set(form.action, values[0].trim() && JSON.stringify(values));
  });

  const isThere = (text) => [...document.querySelectorAll(".remark__text")].some((each) => each.textContent.trim() === text.trim());

  function bringBack() {
    const form = writing()?.querySelector("form");
    const values = JSON.parse((form && unsent.get(form.action)) || "null");
    if (!values || form.elements.text.value) return;
    if (isThere(values[0])) return unsent.set(form.action, "");
    names.forEach((name, at) => (form.elements[name].value = values[at]));
    writing().open = true;
    beside(form.elements.passage.value);
  }

  const about = document.querySelector("#review-about");
  if (about) new MutationObserver(bringBack).observe(about, { childList: true });
  bringBack();

  const isOpener = (event) => event.target.closest?.("[data-remark-open]");
  document.addEventListener("selectionchange", point);
  here.addEventListener("mousedown", (event) => event.preventDefault()); // or the choice would be gone
  document.addEventListener("mousedown", (event) => isOpener(event) && event.preventDefault());
  document.addEventListener("click", (event) => {
    const isHere = here.contains(event.target);
    const found = (isHere || (isOpener(event) && !writing().open)) && chosen();
    if (found) event.preventDefault();
    if (found) open(found);
    if (event.target.closest?.("[data-remark-close]")) leave();
  });
  const toggled = ({ target }) => {
    const text = target === writing() && target.open && target.querySelector("form").elements.text;
    if (text && !target.contains(document.activeElement?.closest("form"))) text.focus();
  };
  document.addEventListener("toggle", toggled, true); // it does not bubble
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && writing()?.open && writing().contains(event.target)) leave();
  });
}

// A number leads to the words in the text, which the review screen may show with their changes only.
document.addEventListener("click", ({ target }) => {
  const number = target.closest?.(".remark__number");
  const place = number && document.querySelector(number.hash);
  if (place?.closest("[hidden]")) document.querySelector("[data-view=read]")?.click();
});

// "@" and the beginning of a name; found by the letters that are there, so any keyboard will do.
function nameColleagues(area) {
  area.mentions = true;
  const begun = () => /(?:^|[^\p{L}\p{N}_])@([^@\n]{0,40})$/u.exec(area.value.slice(0, area.selectionStart))?.[1];
  let list = null;

  function take(name) {
    const end = area.selectionStart;
    const start = end - begun().length;
    area.setRangeText(`${name} `, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function ask(text) {
    const answer = await fetch(`${area.dataset.mentions}?q=${encodeURIComponent(text.slice(1))}`).catch(() => null);
    if (!answer?.ok || answer.redirected) return [];
    const { names } = await answer.json();
    return names.filter((name) => name !== begun()?.trimEnd());
  }

  area.addEventListener("input", () => {
    const text = begun();
    if (text === undefined) return list?.close();
    if (!list) {
      list = completing(area, { label: area.dataset.mentionsLabel, ask, take, show: (name) => [name] });
      area.after(list.list);
    }
    list.look(`@${text}`);
  });
}

// In an editor the forms are sent without leaving the page, and the remarks are fetched anew.
function stayHere(section) {
  const reveal = () => section.querySelectorAll("[data-remark-do]").forEach((each) => (each.hidden = false));
  reveal();
  section.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const id = form.closest(".remark").id;
    const said = await send(form);
    if (said.ok) await renew(id);
    section.querySelector("[data-remarks-said]").textContent = said.text;
  });

  async function send(form) {
    const options = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
    const answer = await fetch(form.action, options).catch(() => null);
    if (!answer || answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
      return { ok: false, text: section.dataset.failed };
    }
    return { ok: answer.ok, text: (await answer.json()).message };
  }

  async function renew(id) {
    const answer = await fetch(section.dataset.remarksHere).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const typed = [...section.querySelectorAll("textarea")].map(({ id, value }) => ({ id, value }));
    section.replaceChildren(...page.querySelector("[data-remarks-here]").childNodes);
    keep(typed, id);
    reveal();
    section.querySelector(`#${id}`)?.focus({ preventScroll: true });
    tellCount();
  }

  // Answers begun on other remarks stay as they are.
  function keep(typed, id) {
    for (const { id: name, value } of typed) {
      const area = name !== `id_answer_${id.slice("remark-".length)}` && value && document.getElementById(name);
      if (!area) continue;
      area.value = value;
      area.closest("details").open = true;
    }
  }

  function tellCount() {
    const count = document.querySelector("[data-remark-count]");
    count.textContent = section.querySelector("#remarks-head .numbers").textContent;
    count.hidden = !section.querySelector(":scope > .rows");
  }
}

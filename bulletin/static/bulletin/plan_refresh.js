// Keeps the plan on the screen the plan that is: asks every few seconds whether it has changed, and then puts the new
// parts in place of the old ones without taking away the focus, an open menu, a mark or anything typed.

const EVERY = 3000;
const line = document.querySelector("#plan");
const say = (detail) => document.dispatchEvent(new CustomEvent("plan:say", { detail }));
const isBusy = () => document.body.matches(".plan-saving, .plan-carrying");

let refreshing = false;
let isStale = false;

async function poll() {
  if (!document.hidden && !isBusy() && !refreshing && !isStale) await look().catch(() => {});
  setTimeout(poll, EVERY);
}

async function look() {
  const { url, state, present, since } = line.dataset;
  const answer = await fetch(`${url}?since=${since}`, { headers: { "If-None-Match": `"${state}.${present}"` } });
  if (!answer.ok || answer.redirected) return;
  const { news, writing, ...now } = await answer.json();
  if (isBusy() || refreshing || isStale || state !== line.dataset.state) return;
  line.dataset.present = now.present;
  showWriting(writing);
  if (now.state === state) return;
  await refresh();
  say(news.length ? { text: news.join(" ") } : { words: "changed" });
}

// Who begins or ends to write changes nothing else, and nobody is told.
function showWriting(marks) {
  for (const row of document.querySelectorAll("[data-article]")) {
    row.querySelector("[data-writing]")?.remove();
    const mark = marks[row.dataset.key];
    if (mark) row.querySelector("[data-status]").insertAdjacentHTML("beforeend", mark);
  }
}

async function refresh() {
  isStale = true;
  if (refreshing) return;
  refreshing = true;
  try {
    while (isStale) {
      if (isBusy()) await new Promise((go) => setTimeout(go, 150));
      else await fetchParts();
    }
  } finally {
    refreshing = false;
  }
}

async function fetchParts() {
  isStale = false;
  const answer = await fetch(location.pathname + location.search).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (isBusy()) isStale = true;
  else if (!isStale) show(page);
}

function show(page) {
  if (Boolean(page.querySelector("#mill")) !== Boolean(document.querySelector("#mill"))) return location.reload();
  const fresh = page.querySelector("#plan");
  if (!fresh) return;
  line.dataset.state = fresh.dataset.state;
  line.dataset.present = fresh.dataset.present;
  line.dataset.since = fresh.dataset.since;
  const scrolled = anchor();
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = page.getElementById(part.id);
    if (next && bare(next) !== bare(part)) swap(part, next);
  }
  scrolled();
  document.dispatchEvent(new CustomEvent("plan:refreshed"));
}

// Tokens of forms are new in every answer and say nothing about the plan.
const bare = (part) => part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

function swap(part, next) {
  const hadFocus = part.contains(document.activeElement);
  const keepers = [focusIn(part), opened(part), typed(part)];
  part.replaceChildren(...document.importNode(next, true).childNodes);
  for (const keep of keepers.reverse()) keep();
  if (hadFocus && !part.contains(document.activeElement) && document.activeElement === document.body) part.focus();
}

function focusIn(part) {
  const node = document.activeElement;
  if (!part.contains(node)) return () => {};
  const [where, from, to] = [addressOf(node), node.selectionStart, node.selectionEnd];
  return () => {
    const again = find(where);
    again?.focus({ preventScroll: true });
    if (from != null) again?.setSelectionRange?.(from, to);
  };
}

function opened(part) {
  const sheets = [...part.querySelectorAll("details")].map((sheet) => [addressOf(sheet), sheet.open]);
  return () => {
    for (const [where, open] of sheets) {
      const sheet = find(where);
      if (sheet) sheet.open = open;
    }
  };
}

function typed(part) {
  const fields = [...part.querySelectorAll("input:not([type=hidden]), textarea, select")];
  const kept = fields.filter(isChanged).map((field) => [addressOf(field), field.value, field.checked]);
  return () => {
    for (const [where, value, checked] of kept) {
      const field = find(where);
      if (!field) continue;
      field.value = value;
      if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
    }
  };
}

function isChanged(field) {
  if (field.matches("select")) return [...field.options].some((each) => each.selected !== each.defaultSelected);
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

// A node is known by the nearest id above it and the way down from there.
function addressOf(node) {
  const way = [];
  while (node.parentElement && !node.id) {
    way.unshift([...node.parentElement.children].indexOf(node));
    node = node.parentElement;
  }
  return { id: node.id, way };
}

const find = ({ id, way }) => way.reduce((node, index) => node?.children[index], document.getElementById(id));

// What stands at the top of the window stays there.
function anchor() {
  const rows = [...document.querySelectorAll("[data-article], [data-section]")];
  const first = rows.find((row) => row.getBoundingClientRect().top >= 0);
  const [id, top] = [first?.id, first?.getBoundingClientRect().top];
  return () => {
    const row = id && document.getElementById(id);
    if (row && scrollY) scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

document.addEventListener("plan:stale", refresh);
document.addEventListener("visibilitychange", () => !document.hidden && !isBusy() && !refreshing && look().catch(() => {}));
setTimeout(poll, EVERY);

// Keeps the plan on the screen the plan that is: asks every few seconds whether it has changed, and then puts the new
// parts in place of the old ones without taking away the focus, an open menu, a mark or anything typed.

const EVERY = 3000;
const line = document.querySelector("#plan");
const say = (detail) => document.dispatchEvent(new CustomEvent("plan:say", { detail }));
const isBusy = () => document.body.matches(".plan-saving, .plan-held, .plan-carrying");

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
  const stale = [...document.querySelectorAll("[data-part]")]
    .map((part) => [part, page.getElementById(part.id)])
    .filter(([part, next]) => next && bare(next) !== bare(part));
  const kept = [...stale.flatMap(([part]) => [typed(part), opened(part), focusIn(part)]), anchor()];
  for (const [part, next] of stale) part.replaceChildren(...document.importNode(next, true).childNodes);
  for (const keep of kept) keep();
  document.dispatchEvent(new CustomEvent("plan:refreshed"));
}

// Tokens of forms are new in every answer and say nothing about the plan.
const bare = (part) => part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

// Where the focus was, or as near to it as what is left: the menu that its button was in, the row, the part.
function focusIn(part) {
  const node = document.activeElement;
  if (!part.contains(node)) return () => {};
  const [where, row] = [addressOf(node), node.closest("[data-article], [data-section]")?.id];
  const [from, to] = [node.selectionStart, node.selectionEnd];
  return () => {
    const near = document.getElementById(where.id) ?? document.getElementById(row);
    const again = find(where) ?? near?.querySelector("summary, a, button") ?? part;
    again.focus({ preventScroll: true });
    if (from != null) again.setSelectionRange?.(from, to);
  };
}

function opened(part) {
  const sheets = [...part.querySelectorAll("details[open]")].map(addressOf);
  return () => {
    for (const where of sheets) {
      const sheet = find(where);
      if (sheet) sheet.open = true;
    }
  };
}

function typed(part) {
  const fields = [...part.querySelectorAll("input:not([type=hidden]), textarea, select")];
  const kept = fields.filter(isChanged).map((field) => [addressOf(field), field.value, field.checked]);
  return () => {
    for (const [where, value, checked] of kept) {
      const field = find(where);
      if (!field || (field.options && ![...field.options].some((each) => each.value === value))) continue;
      field.value = value;
      if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
    }
  };
}

function isChanged(field) {
  if (!field.options) return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  return field.selectedIndex !== Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
}

// A node is known by the nearest id above it and by its name there, or else by the way down from there.
function addressOf(node) {
  const [way, { name, localName: tag }] = [[], node];
  while (node.parentElement && !node.id) {
    way.unshift([...node.parentElement.children].indexOf(node));
    node = node.parentElement;
  }
  return { id: node.id, way, tag, name: way.length ? name : "" };
}

function find({ id, way, tag, name }) {
  const above = document.getElementById(id);
  const node = name
    ? above?.querySelector(`${tag}[name="${name}"]`)
    : way.reduce((each, index) => each?.children[index], above);
  return node?.localName === tag ? node : null;
}

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

// The printed page beside the text: asked for while typing pauses, shown page by page as it comes.

import { filled } from "./filling.js";
import { following } from "./preview_follow.js";

const PAUSE = 350;
const AGAIN = 4000; // after which a server that did not answer is asked again
const MOST_KEPT = 60; // pictures, so that what comes again need not be sent again
const box = document.getElementById("preview");
const form = document.getElementById("article-form");
if (box && form && window.fetch) start(box, form);

function start(box, form) {
  const part = (name) => box.querySelector(`.preview__${name}`);
  const [button, news, state, body, faults, pages] =
    ["switch", "news", "state", "body", "faults", "pages"].map(part);
  const wide = matchMedia("(min-width: 1180px)");
  const kept = new Map(); // digest -> address of the picture
  let timer = 0;
  let asked = null; // what can stop the request under way
  let isDue = true; // something was typed that no page shows yet
  let shownWidth = 0;
  const follow = following(body, pages, () => wide.matches && isOpen());

  const isOpen = () => box.classList.contains("is-open");
  const say = (text) => news.textContent !== text && (news.textContent = text);

  function open(yes) {
    box.classList.toggle("is-open", yes);
    body.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
    if (yes) soon(0);
    else asked?.abort();
  }

  function soon(wait = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  }

  const pixels = () => Math.round(pages.clientWidth * devicePixelRatio);

  function typed() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("pixels", pixels());
    data.set("known", [...kept.keys()].join(" "));
    return data;
  }

  async function ask() {
    if (!isOpen() || document.hidden || !isDue) return;
    isDue = false;
    asked?.abort();
    const stop = (asked = new AbortController());
    shownWidth = pixels();
    busy(true);
    try {
      const answer = await fetch(box.dataset.address, { method: "POST", body: typed(), signal: stop.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      await read(answer, stop);
    } catch (error) {
      isDue = true;
      if (!stop.signal.aborted) away();
    } finally {
      if (asked === stop) busy(false);
    }
  }

  // The pages that are there stay, paler: they are of an earlier text.
  function away() {
    say(box.dataset.textFailed);
    box.classList.add("is-past");
    soon(AGAIN);
  }

  function busy(yes) {
    box.classList.toggle("is-setting", yes);
    box.setAttribute("aria-busy", String(yes));
    if (yes) state.textContent = box.dataset.textSetting;
    else if (state.textContent === box.dataset.textSetting) state.textContent = "";
  }

  async function read(answer, stop) {
    const found = [];
    let place = "";
    for await (const line of lines(answer)) {
      if (stop.signal.aborted) return;
      if ("place" in line) place = line.place;
      else if (line.page) found.push(line) && (await show(line));
      else if (line.failed) return say(line.failed), box.classList.add("is-past");
      else if (line.done) finish(line, place, found);
    }
  }

  function finish(line, place, found) {
    box.classList.remove("is-past");
    while (pages.children.length > line.done) pages.lastElementChild.remove();
    say([line.said, place].filter(Boolean).join(" · "));
    state.textContent = filled(box.dataset.textSeconds, { seconds: line.seconds.toLocaleString(document.documentElement.lang) });
    faults.replaceChildren(...found.flatMap((page) => page.faults).map(fault));
    faults.hidden = !faults.children.length;
    follow();
  }

  function fault({ page, what, text }) {
    const item = document.createElement("li");
    item.textContent = filled(box.dataset.textFault, { page, what });
    if (text) item.append(Object.assign(document.createElement("span"), { className: "soft", textContent: ` “${text}”` }));
    return item;
  }

  // A page is replaced once its picture is ready to be painted, in a place of the same size: nothing flickers or moves.
  async function show(line) {
    const address = line.data || kept.get(line.digest);
    if (!address) return;
    remember(line.digest, address);
    const place = pages.children[line.page - 1] || pages.appendChild(document.createElement("li"));
    place.tops = line.tops;
    if (place.dataset.digest === line.digest) return;
    const picture = new Image(line.width, line.height);
    picture.className = "preview__sheet";
    picture.alt = filled(box.dataset.textPage, { page: line.page });
    picture.src = address;
    await picture.decode().catch(() => null);
    place.dataset.digest = line.digest;
    place.replaceChildren(picture);
  }

  function remember(digest, address) {
    kept.delete(digest);
    kept.set(digest, address);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  }

  function changed() {
    isDue = true;
    soon();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("visibilitychange", () => soon());
  new ResizeObserver(() => pixels() && pixels() !== shownWidth && changed()).observe(pages);
  button.addEventListener("click", () => {
    open(!isOpen());
    if (wide.matches) localStorage.setItem("preview", isOpen() ? "on" : "off");
    else if (isOpen()) body.focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !isOpen()) return;
    open(false);
    button.focus();
  });
  const settle = () => open(wide.matches && localStorage.getItem("preview") !== "off");
  wide.addEventListener("change", settle);
  box.hidden = false;
  settle();
}

// The answer has one JSON object a line, and lines come in pieces.
async function* lines(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}

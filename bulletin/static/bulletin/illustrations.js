// The illustrations of the article's form: pictures come in by drop, by paste and several at once, each sent on its
// own, with its progress and, if it is refused, the reason. Without this script each row's file field does its work.

import { filled } from "./filling.js";
import { token } from "./line.js";

const box = document.querySelector("[data-illustrations]");
if (box) start(box);

function start(box) {
  const form = box.closest("form");
  const rows = box.querySelector("[data-rows]");
  const uploads = form.querySelector("[data-uploads]"); // beside the Save button, in sight wherever one types
  const blank = box.querySelector("[data-new]").innerHTML;
  const total = box.querySelector('[name$="-TOTAL_FORMS"]');
  const say = box.dataset;
  const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const all = () => [...rows.querySelectorAll("[data-illustration]:not([data-blank])")];
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  rows.querySelectorAll("[data-blank]").forEach((row) => (row.hidden = true));
  all().forEach(furnish);
  sortByPlace();
  box.querySelector("[data-add]").hidden = false;

  // Pictures in: chosen, dropped, pasted, or found in a pasted text.

  const chooser = box.querySelector("#id_pictures");
  chooser.addEventListener("change", () => {
    take([...chooser.files]);
    chooser.value = "";
  });
  box.querySelector("[data-waiting]").addEventListener("click", () => {
    part(added(lastPlace()), "caption")?.focus();
  });
  document.addEventListener("pictures", ({ detail }) => {
    if (detail.files.length) take(detail.files, detail.place);
    if (detail.lost) told(say.lost);
  });

  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault(); // and no picture opened in place of the form by a drop that missed it
    event.dataTransfer.dropEffect = "copy";
    form.toggleAttribute("data-dropping", form.contains(event.target));
  }, true);
  addEventListener("dragleave", (event) => event.relatedTarget || form.removeAttribute("data-dropping"), true);
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    form.removeAttribute("data-dropping");
    if (form.contains(event.target)) take([...event.dataTransfer.files], placeAt(event.target));
  }, true);
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files || [])];
    // Word and spreadsheets put a picture of the text beside the text: then the text is meant.
    if (!files.length || event.clipboardData.getData("text/plain").trim()) return;
    event.preventDefault();
    event.stopPropagation();
    take(files, placeAt(getSelection().anchorNode));
  }, true);

  // The place in the text that something was dropped or pasted at: after how many of its blocks.
  function placeAt(node) {
    const text = document.getElementById("id_body_editor");
    if (!text?.contains(node) || node === text) return lastPlace();
    while (node.parentNode !== text) node = node.parentNode;
    return [...text.children].slice(0, [...text.children].indexOf(node) + 1).filter(isPrinted).length;
  }

  function lastPlace() {
    const last = all().at(-1);
    return last ? Number(part(last, "place").value) : 0;
  }

  // One after the other: a picture of forty megapixels is work for the server.

  let queue = Promise.resolve();
  let waiting = 0;

  function take(files, place = lastPlace()) {
    for (const file of files) enqueue(file, (told) => fill(added(place), told));
  }

  function enqueue(file, received) {
    const line = listed(file.name);
    waiting += 1;
    queue = queue.then(() => bring(file, line, received)).finally(() => (waiting -= 1));
  }

  form.addEventListener("submit", (event) => {
    if (!waiting) return;
    event.preventDefault(); // the form goes when the pictures that are on their way have arrived
    event.stopImmediatePropagation();
    queue.then(() => form.requestSubmit());
  }, true);

  async function bring(file, line, received) {
    if (all().length >= 60) return refused(line, say.full);
    if (file.size > Number(say.largest)) return refused(line, say.tooLarge);
    const answer = await sent(file, line.querySelector("progress"));
    if (answer.error) return refused(line, answer.error);
    received(answer);
    line.remove();
  }

  function sent(file, progress) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token(form.elements.csrfmiddlewaretoken.value));
    data.append("file", file);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", say.illustrations);
      request.responseType = "json";
      request.upload.onprogress = (event) => (progress.value = event.loaded / event.total);
      request.onerror = () => done({ error: say.failed });
      request.onload = () => {
        const closed = request.responseURL.includes("/sign-in/") || request.status === 403;
        done(request.response || { error: closed ? say.closed : say.failed });
      };
      request.send(data);
    });
  }

  function listed(name) {
    const line = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = name;
    const progress = document.createElement("progress");
    progress.setAttribute("aria-label", name);
    line.append(words, progress);
    uploads.append(line);
    return line;
  }

  function refused(line, reason) {
    line.className = "uploads__refused";
    line.querySelector("progress").remove();
    const words = line.querySelector("span");
    words.textContent = words.textContent ? `${words.textContent}: ${reason}` : reason;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "button button--small", textContent: say.dismiss });
    close.addEventListener("click", () => line.remove());
    line.append(close);
  }

  function told(sentence) {
    refused(listed(""), sentence);
  }

  // Rows.

  function added(place) {
    const frame = document.createElement("template");
    frame.innerHTML = blank.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const row = frame.content.querySelector("[data-illustration]");
    row.removeAttribute("data-blank");
    const after = all().findLast((other) => Number(part(other, "place").value) <= place);
    if (after) after.after(row);
    else rows.prepend(row);
    furnish(row);
    setPlace(row, place);
    number();
    changed();
    return row;
  }

  function fill(row, told) {
    const twin = all().some((other) => other !== row && part(other, "picture").value === told.sha256);
    const picture = row.querySelector("[data-picture]");
    Object.assign(picture, { src: told.url, width: told.width, height: told.height, hidden: false });
    part(row, "picture").value = told.sha256;
    row.querySelector("[data-none]").hidden = true;
    row.querySelector("[data-file]").textContent = say.another;
    row.querySelector("[data-placed]").textContent = told.placed;
    row.querySelector("[data-coarse]").hidden = !told.is_coarse;
    for (const name of ["credit", "alt"]) part(row, name).value ||= told.known[name];
    const known = row.querySelector("[data-known]");
    known.textContent = [...(twin ? [say.here] : []), ...told.known.used].join(" ");
    known.hidden = !known.textContent;
    changed();
  }

  function furnish(row) {
    row.querySelector("[data-tools]").hidden = false;
    const file = part(row, "file");
    const field = file.closest(".field");
    file.classList.add("unseen"); // its label among the tools is the button for it
    row.querySelector("[data-file]").before(file);
    field.hidden = !field.querySelector(".field__errors");
    field.querySelector("label").hidden = true;
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      if (!chosen) return;
      file.value = ""; // it goes by itself, and is not sent again with the form
      enqueue(chosen, (told) => fill(row, told));
    });
    part(row, "place").addEventListener("change", () => {
      number();
      sortByPlace();
      number();
    });
    row.querySelector("[data-tools]").addEventListener("click", (event) => {
      const move = event.target.closest("[data-move]");
      if (move) shift(row, Number(move.dataset.move), move);
      if (event.target.closest("[data-remove]")) remove(row);
    });
    row.querySelector("[data-grip]").addEventListener("pointerdown", (event) => drag(row, event));
  }

  function remove(row) {
    const next = all()[all().indexOf(row) + 1] || all().at(all().indexOf(row) - 1);
    row.remove();
    number();
    changed();
    if (next?.isConnected) part(next, "caption").focus();
    else chooser.focus();
  }

  // The order on the screen is the order in print: a row that moves past another takes that one's place in the text.

  function shift(row, step, button) {
    const other = all()[all().indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    settle(row);
    button.focus();
  }

  function settle(row) {
    const [before, after] = [-1, 1].map((step) => all()[all().indexOf(row) + step]);
    const place = Number(part(row, "place").value);
    const least = before ? Number(part(before, "place").value) : 0;
    const most = after ? Number(part(after, "place").value) : Infinity;
    setPlace(row, Math.max(least, Math.min(most, place)));
    number();
    changed();
  }

  function drag(row, event) {
    event.preventDefault();
    const grip = event.target;
    grip.setPointerCapture(event.pointerId);
    row.setAttribute("data-dragged", "");
    const move = ({ clientY }) => {
      const next = all().find((other) => other !== row && clientY < middle(other)) || null;
      if (row.nextElementSibling !== next) rows.insertBefore(row, next);
    };
    const drop = () => {
      grip.removeEventListener("pointermove", move);
      row.removeAttribute("data-dragged");
      settle(row);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", drop, { once: true });
  }

  function middle(row) {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2;
  }

  function sortByPlace() {
    const key = (row, name) => Number(part(row, name).value || 0);
    const sorted = all().sort((one, two) => key(one, "place") - key(two, "place") || key(one, "position") - key(two, "position"));
    if (sorted.some((row, at) => row !== all()[at])) rows.append(...sorted);
  }

  function number() {
    all().forEach((row, at) => (part(row, "position").value = at));
  }

  // Places are named by the words before them, and follow their paragraph when the text around it changes.

  const area = form.querySelector('[name="body"]');
  let blocks = blocksOf(area.value);
  let later;
  area.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(follow, 300);
  });

  function follow() {
    const [before, now] = [blocks, blocksOf(area.value)];
    blocks = now;
    if (before.join("\n") === now.join("\n")) return;
    for (const row of box.querySelectorAll("[data-illustration]")) {
      setPlace(row, moved(Number(part(row, "place").value), before, now));
    }
  }

  function moved(place, before, now) {
    if (!place || before[place - 1] === now[place - 1]) return place;
    const found = now.flatMap((text, at) => (text && text === before[place - 1] ? [at + 1] : []));
    return found.sort((one, two) => Math.abs(one - place) - Math.abs(two - place))[0] ?? place;
  }

  function setPlace(row, place) {
    const options = [say.before, ...blocks.map((text, at) => named(at + 1, text))];
    const choice = part(row, "place");
    choice.replaceChildren(...options.map((text, at) => new Option(text, at)));
    if (place >= options.length) choice.add(new Option(named(place, ""), place));
    choice.value = place;
  }

  function named(number, text) {
    const words = text.split(/\s+/);
    const shown = words.length > 5 ? `${words.slice(0, 5).join(" ")}…` : text;
    return filled(say.after, { number, words: shown });
  }
}

function blocksOf(html) {
  const frame = document.createElement("template");
  frame.innerHTML = html;
  return [...frame.content.children].filter(isPrinted).map((block) => block.textContent.trim());
}

// An empty paragraph is not kept, so it does not count.
function isPrinted(block) {
  return block.localName === "hr" || block.textContent.trim() !== "";
}

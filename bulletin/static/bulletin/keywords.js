// Keywords as chips. The form's own field stays and holds the plain text: what reads or writes that field needs to know
// nothing of chips. Words are divided by characters, never by keys: see editorial/keywords.py.

import { completing } from "./completions.js";
import { changed, filled } from "./filling.js";

const SEPARATOR = /[,;\n\r\t，；、]+/;
for (const box of document.querySelectorAll("[data-keywords]")) chips(box, box.querySelector("input[name=keywords]"));

function chips(box, field) {
  const label = field.labels[0];
  const shell = element("div", "chips");
  const list = element("ul", "chips__list");
  const entry = element("input", "chips__entry");
  const said = element("p", "unseen");
  Object.assign(entry, { type: "text", id: `${field.id}_entry`, autocomplete: "off", maxLength: 2000 });
  list.setAttribute("role", "list");
  list.setAttribute("aria-label", label.textContent);
  said.setAttribute("role", "status");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) entry.setAttribute(name, field.getAttribute(name));
  }
  label.htmlFor = entry.id;
  field.classList.add("unseen");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  for (const question of box.querySelectorAll("[data-suspect]")) question.remove(); // the chips ask the same

  let words = []; // { name, is_new, twins, kept }
  let written = null;

  const text = (kind, values) => filled(box.dataset[kind], values);
  const same = (one, other) => one.toLocaleLowerCase() === other.toLocaleLowerCase();
  const divide = (value) => value.split(SEPARATOR).map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean);

  function write() {
    const value = [...words.map(({ name }) => name), ...divide(entry.value)].join(", ");
    if (value === written) return;
    written = field.value = value;
    changed(field);
  }

  function read() {
    if (field.value === written) return;
    written = field.value;
    const before = words;
    words = [];
    for (const name of divide(field.value)) push(before.find((word) => word.name === name) ?? { name });
    entry.value = "";
    draw();
    check();
  }

  function push(word) {
    if (!words.some(({ name }) => same(name, word.name))) words.push(word);
  }

  function add(names) {
    for (const name of names) push({ name });
    draw();
    write();
    check();
    if (names.length) said.textContent = text("added", { name: names.join(", ") });
  }

  function remove(word) {
    const at = words.indexOf(word);
    words = words.filter((each) => each !== word);
    draw();
    write();
    (list.children[Math.min(at, words.length - 1)]?.querySelector(".chip__remove") ?? entry).focus();
    said.textContent = text("removed", { name: word.name });
  }

  function replace(word, name) {
    const isThere = words.some((each) => each !== word && same(each.name, name));
    words = words.flatMap((each) => (each !== word ? [each] : isThere ? [] : [{ name, checked: true }]));
    draw();
    write();
    entry.focus();
  }

  // Which of them are new, which look like others, which are called something else now.
  async function check() {
    const names = words.filter(({ checked }) => !checked).map(({ name }) => name);
    if (!names.length) return;
    const answer = await get(box.dataset.check, names.join(", "));
    for (const word of words) {
      const found = answer?.keywords[word.name];
      if (!found) continue;
      Object.assign(word, { checked: true, is_new: found.is_new, twins: found.twins });
      if (!same(found.present, word.name)) {
        said.textContent = text("led", { name: word.name, other: found.present });
        word.led = word.name;
      }
      word.name = found.present;
    }
    words = words.filter((word, at) => words.findIndex(({ name }) => same(name, word.name)) === at);
    draw();
    write();
  }

  const isSuspect = (word) => Boolean(word?.twins?.length && !word.kept);

  function draw() {
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...words.map(chip));
    if (focused && !list.contains(document.activeElement)) entry.focus();
  }

  function chip(word) {
    const item = element("li", isSuspect(word) ? "chip chip--suspect" : "chip");
    if (isSuspect(word)) {
      const [twin] = word.twins;
      item.append(
        button("chip__fix", text("mean", { name: word.name, other: twin.name }), "", () => replace(word, twin.name)),
        button("chip__keep", box.dataset.keepShort, text("keep", { name: word.name }), () => keep(word)),
      );
      item.firstChild.title = twin.why;
    } else {
      item.append(element("span", "chip__name", word.name));
      if (word.led) item.append(element("span", "chip__note", text("former", { name: word.led })));
      else if (word.is_new) item.append(element("span", "chip__note", box.dataset.new));
    }
    if (word.kept) item.append(answer(word));
    item.append(button("chip__remove", "×", text("remove", { name: word.name }), () => remove(word)));
    return item;
  }

  function keep(word) {
    word.kept = true;
    draw();
    field.dispatchEvent(new Event("change", { bubbles: true }));
    entry.focus();
  }

  function answer({ name }) {
    const kept = element("input", "");
    Object.assign(kept, { type: "hidden", name: `twin-${name}`, value: name });
    return kept;
  }

  // What is typed.

  const completion = completing(entry, {
    label: label.textContent,
    ask: async (typed) => {
      const found = (await get(box.dataset.keywords, typed))?.keywords ?? [];
      return found.filter(({ name }) => !words.some((word) => same(word.name, name)));
    },
    show: ({ name, former }) =>
      former ? [name, " ", element("span", "chip__note", text("former", { name: former }))] : [name],
    take: ({ name }) => {
      entry.value = "";
      add([name]);
    },
  });

  entry.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const parts = entry.value.split(SEPARATOR);
    if (parts.length > 1) {
      entry.value = parts.at(-1).trimStart();
      add(divide(parts.slice(0, -1).join(",")));
    }
    write();
    completion.look(entry.value.trim());
  });

  // A field of one line would glue the lines of a pasted list together.
  entry.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text");
    if (!SEPARATOR.test(pasted)) return;
    event.preventDefault();
    const names = divide(entry.value.slice(0, entry.selectionStart) + pasted + entry.value.slice(entry.selectionEnd));
    entry.value = "";
    add(names);
  });

  entry.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (entry.value.trim()) commit();
      else if (isSuspect(words.at(-1))) replace(words.at(-1), words.at(-1).twins[0].name);
    } else if (event.key === "Backspace" && !entry.value && words.length) {
      event.preventDefault();
      remove(words.at(-1));
      entry.focus();
    }
  });
  entry.addEventListener("blur", commit);
  // The entry is no field of the form: what it would tell the form, the field tells.
  for (const name of ["input", "change"]) entry.addEventListener(name, (event) => event.stopPropagation());

  function commit() {
    completion.close();
    const names = divide(entry.value);
    entry.value = "";
    if (names.length) add(names);
  }

  for (const name of ["input", "change", "replace"]) field.addEventListener(name, read);
  field.addEventListener("focus", () => entry.focus());
  field.form.addEventListener("submit", commit);
  shell.addEventListener("click", (event) => event.target === shell && entry.focus());
  shell.append(list, entry);
  field.after(shell, completion.list, said);
  read();
}

async function get(address, text) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function button(className, text, label, act) {
  const made = element("button", className, text);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

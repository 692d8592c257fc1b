// Completes the keyword that is being typed. Words are divided by characters, never by keys: see editorial/keywords.py.

const SEPARATOR = /[,;\n，；、]/;
for (const box of document.querySelectorAll("[data-keywords]")) complete(box, box.querySelector("input"));

function complete(box, input) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${input.id}_list`, className: "completions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let asked = 0;
  let chosen = -1;

  function word() {
    const at = input.selectionStart;
    let from = at;
    let to = at;
    while (from > 0 && !SEPARATOR.test(input.value[from - 1])) from--;
    while (to < input.value.length && !SEPARATOR.test(input.value[to])) to++;
    return { from, to, text: input.value.slice(from, to).trim() };
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(names) {
    close();
    if (!names.length) return;
    names.forEach((name, index) => {
      const item = document.createElement("li");
      Object.assign(item, { id: `${list.id}_${index}`, textContent: name });
      item.setAttribute("role", "option");
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(name);
      });
      list.append(item);
    });
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function choose(index) {
    const items = [...list.children];
    chosen = (index + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  }

  function take(name) {
    const { from, to } = word();
    const before = input.value.slice(0, from).replace(/\s+$/, "");
    const after = input.value.slice(to).replace(/^[\s,;，；、]+/, "");
    const start = (before ? `${before} ` : "") + `${name}, `;
    input.value = start + after;
    input.setSelectionRange(start.length, start.length);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  input.addEventListener("input", async () => {
    const { text } = word();
    const number = ++asked;
    if (!text) return close();
    const answer = await fetch(`${box.dataset.keywords}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (number !== asked || !answer?.ok) return;
    show((await answer.json()).keywords.map(({ name }) => name).filter((name) => name !== text));
  });

  // A pasted list keeps its divisions in a field of one line, which would glue its lines together.
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault();
    input.setRangeText(text.trim().split(/[\r\n\t]+/).join(", "), input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });

  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}

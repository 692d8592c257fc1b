// A list of completions under a field, by the pattern of a combobox.

export function completing(input, { label, ask, take, show }) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${input.id}_list`, className: "completions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let asked = 0;
  let chosen = -1;

  function close() {
    asked++; // an answer that is still on its way opens nothing
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open(items) {
    close();
    if (!items.length) return;
    list.append(...items.map((item, index) => option(item, index)));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function option(item, index) {
    const row = document.createElement("li");
    row.id = `${list.id}_${index}`;
    row.setAttribute("role", "option");
    row.append(...show(item));
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      pick(item);
    });
    row.pick = () => pick(item);
    return row;
  }

  function pick(item) {
    close();
    take(item);
  }

  function choose(index) {
    asked++; // nor does it take away what is being chosen from
    const rows = [...list.children];
    chosen = (index + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", rows[chosen].id);
    rows[chosen].scrollIntoView({ block: "nearest" });
  }

  async function look(text) {
    if (!text) return close();
    const number = ++asked;
    const items = await ask(text);
    if (number === asked) open(items);
  }

  // Before the field's own keys: whether a key belongs to the list is known only here.
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].pick();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  input.addEventListener("blur", close);
  return { list, look, close };
}

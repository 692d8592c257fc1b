// Keys of the desk. An element names its own: data-shortcut="KeyN" presses or focuses it, data-shortcut="KeyG KeyI" is two keys
// one after the other; data-row-key="KeyE" presses it in the row one is at. Keys are those of the keyboard, not of the alphabet:
// they are the same on a Russian layout.

const PAUSE = 1200; // between the two keys of a pair
const OFF = "shortcuts-off";
const dialog = document.querySelector("#shortcuts");
let begun = "";
let since = 0;

const isOff = () => localStorage.getItem(OFF) === "1";
const isTyped = (target) =>
  target.isContentEditable || target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [role=grid]");

function isIgnored(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return true;
  return isTyped(event.target) || document.querySelector("dialog[open]");
}

function elements() {
  return [...document.querySelectorAll("[data-shortcut]")].filter((each) => !each.disabled && each.getClientRects().length);
}

function act(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else element.click();
}

// Up and down a list: the rows' first links, one after the other.
function walk(step) {
  const links = [...document.querySelectorAll("[data-rows] > li, [data-list] > li")].map((row) => row.querySelector("a[href]")).filter(Boolean);
  if (!links.length) return false;
  const here = links.findIndex((link) => link.closest("li").contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step));
  links[next].focus();
  links[next].closest("li").scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (isIgnored(event)) return;
  if (event.code === "Slash" && event.shiftKey) {
    event.preventDefault();
    return openHelp();
  }
  if (isOff() || event.shiftKey) return;
  const pair = begun && event.timeStamp - since < PAUSE ? `${begun} ${event.code}` : "";
  const all = elements();
  const found = all.find((each) => each.dataset.shortcut === pair) ?? all.find((each) => each.dataset.shortcut === event.code);
  begun = "";
  const ofRow = found ?? document.activeElement.closest("li")?.querySelector(`[data-row-key="${event.code}"]`);
  if (ofRow) {
    event.preventDefault();
    act(ofRow);
  } else if (event.code === "KeyJ" || event.code === "KeyK") {
    if (walk(event.code === "KeyJ" ? 1 : -1)) event.preventDefault();
  } else {
    [begun, since] = [event.code, event.timeStamp];
  }
});

// The overlay lists the keys that work on this very screen.

const name = (code) => code.split(" ").map((each) => each.replace(/^(Key|Digit)/, "").replace("Slash", "/")).join(" ");

function row(keys, what) {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  for (const each of keys.split(" ")) {
    const key = document.createElement("kbd");
    key.textContent = each;
    term.append(key, " ");
  }
  const said = document.createElement("dd");
  said.textContent = what;
  line.append(term, said);
  return line;
}

function openHelp() {
  if (!dialog) return;
  const list = dialog.querySelector("[data-shortcuts-here]");
  const label = (each) => each.dataset.shortcutLabel || each.getAttribute("aria-label") || each.firstChild?.textContent.trim() || each.textContent.trim();
  const ofRows = [...document.querySelectorAll("[data-row-key]")].slice(0, 1);
  list.replaceChildren(...[...elements(), ...ofRows].map((each) => row(name(each.dataset.shortcut ?? each.dataset.rowKey), label(each))));
  dialog.querySelector("[data-shortcuts-off]").checked = isOff();
  dialog.showModal();
}

dialog?.querySelector("[data-shortcuts-off]").addEventListener("change", (event) => {
  localStorage.setItem(OFF, event.target.checked ? "1" : "0");
});
for (const opener of document.querySelectorAll("[data-open-shortcuts]")) {
  opener.hidden = false;
  opener.addEventListener("click", openHelp);
}

// Small comforts of the desk; everything works without them.

// A menu closes when something else is clicked, and with Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Whoever signed in anew in another tab has another token, which the cookie knows.
document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector("input[name=csrfmiddlewaretoken]");
  const token = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
  if (field && token) field.value = token;
}, true);

// A link to a move that needs a remark opens its menu.
const named = location.hash.startsWith("#move-") && document.getElementById(location.hash.slice(1));
if (named) {
  named.open = true;
  named.querySelector("textarea")?.focus();
}

// Whoever signs out leaves nothing on this computer of what they typed; see autosave.js.
for (const form of document.querySelectorAll('form[action$="/sign-out/"]')) {
  form.addEventListener("submit", () => {
    const mine = Object.keys(localStorage).filter((key) => key.startsWith("working-copy:"));
    for (const key of mine) localStorage.removeItem(key);
  });
}

// Unsaved text is guarded: leaving asks first, Ctrl+S saves on any keyboard layout.
for (const form of document.querySelectorAll("form[data-guard]")) {
  const state = form.querySelector("[data-state]");
  let changed = Boolean(document.querySelector(".notice--error, .notice--warning[role=alert]"));
  const mark = () => {
    changed = true;
    if (state) state.hidden = false;
  };
  form.addEventListener("input", mark);
  form.addEventListener("change", mark);
  form.addEventListener("submit", () => (changed = false));
  form.addEventListener("kept", () => (changed = false)); // by autosave.js
  form.addEventListener("unkept", () => (changed = true));
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyS") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

// What was typed and not sent, by what it is about. It outlives a reload and signing in anew, and ends with the tab or
// when their writer signs out.

export function typedBy(person, what) {
  const key = `typed:${what}:${person}`;
  const kept = new Map(read());

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? [];
    } catch {
      return [];
    }
  }

  function write() {
    try {
      if (kept.size) sessionStorage.setItem(key, JSON.stringify([...kept]));
      else sessionStorage.removeItem(key);
    } catch { /* full or forbidden: they are still in this page */ }
  }

  function forget() {
    kept.clear();
    write();
  }

  document.addEventListener("submit", (event) => event.target.matches("[action$='/sign-out/']") && forget());
  return {
    get: (item) => kept.get(item) ?? "",
    set(item, text) {
      if (text.trim()) kept.set(item, text);
      else kept.delete(item);
      write();
    },
  };
}

// Looks after the mill while it works; when it is done, the page around it has changed too, so it is loaded again.

const EVERY = 1500;
const LONGEST = 15000;

async function look(wait) {
  const panel = document.querySelector("#mill[data-working]");
  if (!panel) return;
  let next = Math.min(wait * 1.5, LONGEST);
  if (!document.hidden) {
    try {
      const answer = await fetch(panel.dataset.working, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && !answer.redirected) {
        if (replace(panel, await answer.text())) next = EVERY;
      }
    } catch {
      // The network is away; the link in the panel still works.
    }
  }
  setTimeout(look, next, next);
}

// Whether something had changed; nothing is touched otherwise, so that a screen reader stays quiet.
function replace(panel, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("#mill");
  if (!fresh || !fresh.dataset.working) {
    window.location.reload();
    return false;
  }
  if (fresh.textContent === panel.textContent) return false;
  panel.replaceWith(document.importNode(fresh, true));
  return true;
}

setTimeout(look, EVERY, EVERY);

// While a proof is being made, asks how far it is; then has the plan show it. The plan may say so itself at any time,
// as when somebody else asked for one: so this looks at the page, not at what it knows.

const EVERY = 1000;
const LONGEST = 10000;

let wait = EVERY;

async function look() {
  const place = document.querySelector("[data-proof]");
  wait = place ? Math.min(wait * 1.3, LONGEST) : EVERY;
  if (place && !document.hidden) await ask(place.dataset.proof).catch(() => {});
  setTimeout(look, wait);
}

async function ask(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { is_working: isWorking, said } = await answer.json();
  if (isWorking) return;
  if (!document.querySelector("#plan")) return location.reload();
  document.dispatchEvent(new CustomEvent("plan:stale"));
  document.dispatchEvent(new CustomEvent("plan:say", { detail: { text: said } }));
}

setTimeout(look, EVERY);

// Says every few seconds that somebody is at this article, and shows who else is and what they saved.

import { token } from "./line.js";

const EVERY = 15_000;
const form = document.querySelector("#article-form[data-presence]");
if (form) start(form.querySelector("[data-people]"), form.querySelector("[data-news]"));

function start(list, news) {
  function said(more = {}) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token(form.elements.csrfmiddlewaretoken.value));
    for (const [name, value] of Object.entries({ base: form.elements.base.value, ...more })) body.append(name, value);
    return body;
  }

  async function beat() {
    const asked = form.elements.base.value;
    const answer = await fetch(form.dataset.presence, { method: "POST", body: said(), redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const { people, news: text } = await answer.json();
    if (form.elements.base.value !== asked) return; // saved meanwhile: what was answered is old
    list.replaceChildren(...people.map(item));
    list.hidden = !people.length;
    if (text && news.textContent !== text) news.textContent = text;
    if (text) news.hidden = false;
  }

  function item({ initials, sentence }) {
    const row = document.createElement("li");
    const mark = Object.assign(document.createElement("span"), { className: "person", textContent: initials });
    mark.setAttribute("aria-hidden", "true");
    row.append(mark, Object.assign(document.createElement("span"), { textContent: sentence }));
    row.title = sentence;
    return row;
  }

  addEventListener("pagehide", () => navigator.sendBeacon(form.dataset.presence, said({ gone: 1 })));
  addEventListener("pageshow", (event) => event.persisted && beat());
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  setInterval(beat, EVERY);
  beat();
}

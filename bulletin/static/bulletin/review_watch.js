// What others do appears by itself: the list is asked for a mark every few seconds and fetched anew when it is another.
// The text that is being read is never exchanged under the reader's eyes; it is said that there is a newer one.

import { part, swap, swapList } from "./review_parts.js";

const EVERY = 5000;

export function watch(root, { say, listed, isQuiet }) {
  const item = () => root.querySelector("#review-item");

  async function look() {
    const { state, stateUrl } = root.dataset;
    const answer = await fetch(stateUrl, { headers: { "If-None-Match": `"${state}"` } });
    if (!answer.ok || answer.redirected || answer.headers.get("ETag") === `"${state}"` || !isQuiet()) return;
    const here = item().dataset.item;
    const page = await part(location.href);
    if (!isQuiet() || item().dataset.item !== here) return;
    swapList(root, page);
    compare(page);
    listed();
  }

  function compare(page) {
    const fresh = page.querySelector("#review-item");
    const old = item();
    if (!old.dataset.item) return swap(root, page, ["#review-item", "#review-act", "#review-go", "#review-about"]);
    if (fresh.dataset.item !== old.dataset.item) return;
    if (fresh.dataset.seen !== old.dataset.seen) return tell();
    const isTyping = root.querySelector("#review-remark")?.open;
    if (fresh.dataset.status !== old.dataset.status) {
      const happened = page.querySelector("#review-item > .notice");
      if (happened && !old.querySelector(":scope > .notice")) old.prepend(document.importNode(happened, true));
      if (happened) say(happened.textContent.trim());
      old.dataset.status = fresh.dataset.status;
    }
    swap(root, page, isTyping ? ["#review-go"] : ["#review-act", "#review-go"]);
    if (!isInUse(root.querySelector("#review-about"))) swap(root, page, ["#review-about"]);
  }

  // Somebody writes there, or has opened something.
  const isInUse = (part) =>
    part.querySelector("details[open]") || part.contains(document.activeElement) || [...part.querySelectorAll("textarea")].some((field) => field.value);

  function tell() {
    if (item().querySelector(".review-news")) return;
    const line = document.createElement("p");
    line.className = "notice notice--warning review-news";
    const link = document.createElement("a");
    [link.href, link.textContent, link.dataset.show] = [location.href, root.dataset.saidShow, ""];
    line.append(`${root.dataset.saidChanged} `, link);
    item().prepend(line);
    say(root.dataset.saidChanged);
  }

  async function again() {
    if (!document.hidden && isQuiet()) await look().catch(() => {});
    setTimeout(again, EVERY);
  }
  setTimeout(again, EVERY);
}

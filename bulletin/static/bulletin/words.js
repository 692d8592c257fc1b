// How many words the text has and how many minutes they take: the same rule as search.words on the server.

const told = document.querySelector("[data-word-count]");
const area = told?.closest("form").querySelector('[name="body"]');
if (area) {
  area.addEventListener("input", show);
  show();
}

function show() {
  const count = words(area.value);
  const minutes = Math.ceil(count / 200); // of quiet reading
  const text = count ? `${counted("words", count)}, ${counted("minutes", minutes)}` : counted("words", 0);
  for (const place of document.querySelectorAll("[data-word-count], [data-words-too]")) place.textContent = text;
}

function words(html) {
  const frame = document.createElement("template");
  frame.innerHTML = html.replaceAll("<", " <");
  return frame.content.textContent.split(/\s+/).filter(Boolean).length;
}

// The sentence for a number of this kind, as the page's language counts, with the number as it is written there.
function counted(noun, number) {
  const { lang } = document.documentElement;
  const like = { one: 1, few: 2 }[new Intl.PluralRules(lang).select(number)] ?? 5;
  return told.getAttribute(`data-${noun}-${like}`).replace(/\d+/, new Intl.NumberFormat(lang).format(number));
}

// Fields of an article that help each other; the server does the same on saving.

import { changed } from "./filling.js";

for (const box of document.querySelectorAll("[data-fields]")) {
  const [month, year, day, name, address] = ["month", "year", "published_on", "source_name", "source_url"].map((field) =>
    box.querySelector(`[name=${field}]`),
  );

  // An exact date says the month.
  day.addEventListener("change", () => {
    const [, dayYear, dayMonth] = /^(\d{4})-(\d{2})-\d{2}$/.exec(day.value) ?? [];
    if (!dayYear) return;
    fill(month, String(Number(dayMonth)));
    fill(year, dayYear);
  });

  // An address in the place of the name is the address; without a name its host is the name.
  name.addEventListener("change", () => {
    const typed = name.value.trim();
    if (address.value || !/^(https?:\/\/|www\.)\S+\.\S+$/i.test(typed)) return;
    name.value = "";
    fill(address, typed.includes("://") ? typed : `https://${typed}`);
  });
  address.addEventListener("change", () => {
    if (!name.value && URL.canParse(address.value)) fill(name, new URL(address.value).hostname.replace(/^www\./, ""));
  });
}

function fill(field, value) {
  if (field.value === value) return;
  field.value = value;
  changed(field);
}

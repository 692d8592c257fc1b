// Choosing between theirs and mine fills the form's field at once; without this script the choice is made on saving.

import { changed } from "./filling.js";

for (const part of document.querySelectorAll("[data-collision][data-theirs]")) {
  const field = document.getElementById(`id_${part.dataset.collision}`);
  const texts = { theirs: part.dataset.theirs, mine: field.value };
  for (const radio of part.querySelectorAll("input[type=radio]")) {
    radio.removeAttribute("form"); // a choice already carried out must not undo what is typed after it
    radio.addEventListener("change", () => fill(texts[radio.value]));
  }

  function fill(text) {
    field.value = text;
    field.dispatchEvent(new CustomEvent("replace", { detail: text })); // for what a script has put over the field
    changed(field);
  }
}

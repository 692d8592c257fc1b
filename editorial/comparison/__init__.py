"""What changed between two states of an article: pure functions on what is printed of it (see content.py).

What they write is safe HTML.
"""

from dataclasses import dataclass

from ..content import LABELS
from .counting import Count
from .fields import Difference, difference

__all__ = ["Comparison", "Count", "Difference", "compare"]


@dataclass
class Comparison:
    fields: list[Difference]  # all of them, in printing order

    def __bool__(self):
        return bool(self.changed)

    def __getitem__(self, name) -> Difference:
        return {field.name: field for field in self.fields}[name]

    @property
    def changed(self):
        return [field for field in self.fields if field.changed]

    @property
    def said(self) -> str:
        """What changed, in the reader's language: “title, 2 words, 1 sentence, 1 keyword”; empty if nothing did.

        Of what takes one line it says which it is, of the rest how much.
        """
        return ", ".join(words for field in self.changed for words in field.phrases)


def compare(before: dict, after: dict) -> Comparison:
    """Each printed field of two contents; an empty one stands for an article that was not there yet."""
    return Comparison([difference(name, label, before.get(name), after.get(name)) for name, label in LABELS.items()])

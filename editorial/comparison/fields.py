"""One printed field of an article, before and after, as a page shows it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import MONTHS
from django.utils.text import capfirst

from . import counting, writing
from .blocks import of_bodies
from .counting import Count
from .moves import find_moved
from .pictures import of_pictures
from .sequences import stretches
from .words import ADDED, REMOVED, SAME, of_texts


@dataclass
class Difference:
    """`inline` is both sides in one, `sides` are pairs of what stands left and right of each other; all safe HTML."""

    name: str
    label: str
    before: Any
    after: Any
    parts: list = field(default_factory=list)  # pieces, blocks, keywords or illustrations

    kind = "value"

    @property
    def changed(self):
        return (self.before or None) != (self.after or None)

    @property
    def count(self) -> Count:
        return Count()

    @property
    def shown_before(self):
        return _shown(self.name, self.before)

    @property
    def shown_after(self):
        return _shown(self.name, self.after)


class TextDifference(Difference):
    """A line of text, compared word by word."""

    kind = "text"

    @property
    def count(self):
        return counting.of_text(self.parts)

    @property
    def inline(self):
        return writing.text(self.parts)

    @property
    def sides(self):
        return [(writing.text(self.parts, writing.BEFORE), writing.text(self.parts, writing.AFTER))]


class BodyDifference(Difference):
    kind = "body"

    @property
    def count(self):
        return counting.of_blocks(self.parts)

    @property
    def inline(self):
        return writing.body(self.parts)

    @property
    def blocks(self):
        """(where a change stands or not, HTML) of each top-level block."""
        return [(block.kind != SAME, writing.body([block])) for block in self.parts]

    @property
    def sides(self):
        return [(writing.body([block], writing.BEFORE), writing.body([block], writing.AFTER)) for block in self.parts]


class ListDifference(Difference):
    """Keywords; parts are (keyword, "same", "added" or "removed") in an order that is right for both."""

    kind = "list"

    @property
    def added(self):
        return [name for name in self.after if name not in self.before]

    @property
    def removed(self):
        return [name for name in self.before if name not in self.after]

    @property
    def reordered(self):
        kept = [name for name in self.before if name in self.after]
        return kept != [name for name in self.after if name in self.before]

    @property
    def count(self):
        return Count(keywords=len(self.added) + len(self.removed) or int(self.reordered))


class PicturesDifference(Difference):
    kind = "pictures"

    @property
    def count(self):
        return counting.of_pictures(self.parts)

    @property
    def changes(self):
        return [each for each in self.parts if each.kinds]


def difference(name, label, before, after) -> Difference:
    if name == "body":
        return BodyDifference(name, label, before, after, find_moved(of_bodies(before or "", after or "")))
    if name == "illustrations":
        return PicturesDifference(name, label, before or [], after or [], of_pictures(before or [], after or []))
    if name == "keywords":
        return ListDifference(name, label, before or [], after or [], _listed(before or [], after or []))
    if name in TEXTS:
        return TextDifference(name, label, before, after, of_texts(before or "", after or ""))
    return Difference(name, label, before, after)


TEXTS = {"title", "parallel_title", "country", "byline", "source_name"}


def _listed(before, after):
    """In the order after; what went stands where it stood. One that only moved stays as it is."""
    listed = []
    for went, came, _same in stretches(before, after):
        listed += [(name, REMOVED) for name in went if name not in after]
        listed += [(name, SAME if name in before else ADDED) for name in came]
    return listed


def _shown(name, value):
    if name == "month" and value in MONTHS:
        return capfirst(MONTHS[value])
    return "" if value is None else value

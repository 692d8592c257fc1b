"""One printed field of an article, before and after, as a page shows it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from ..dating import month_name
from ..intake.document import Run
from . import counting, writing
from .blocks import of_bodies
from .counting import Count
from .moves import find_moved
from .pictures import of_pictures
from .sequences import stretches
from .words import ADDED, REMOVED, SAME, Piece, of_texts


class Row(NamedTuple):
    """What stands beside each other: both sides in one, or each alone, as safe HTML."""

    write: Callable
    parts: list
    changed: bool

    @property
    def both(self):
        return self.write(self.parts)

    @property
    def left(self):
        return self.write(self.parts, writing.BEFORE)

    @property
    def right(self):
        return self.write(self.parts, writing.AFTER)


class Stretch(NamedTuple):
    rows: list
    is_folded: bool  # nothing changed in it, and it is longer than it takes to see where one is


@dataclass
class Difference:
    """One field; `rows` is how it is shown, whatever it holds."""

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
    def phrases(self) -> list[str]:
        """What is said of the change; its own name, if that is all there is to say."""
        return self.count.phrases() or [str(self.label)]

    @property
    def plain(self) -> str:
        """As it is after, in words."""
        return shown(self.name, self.after)

    @property
    def rows(self) -> list[Row]:
        return [Row(writing.text, self.parts, self.changed)]


class TextDifference(Difference):
    """A line of text, compared word by word."""

    kind = "text"

    @property
    def count(self):
        return counting.of_text(self.parts)

    @property
    def phrases(self):
        return [str(self.label)]

    @property
    def inline(self):
        return writing.text(self.parts)


class BodyDifference(Difference):
    kind = "body"

    @property
    def count(self):
        return counting.of_blocks(self.parts)

    @property
    def inline(self):
        return writing.body(self.parts)

    @property
    def rows(self):
        """A row for each top-level block."""
        return [Row(writing.body, [block], block.kind != SAME) for block in self.parts]

    @property
    def stretches(self) -> list[Stretch]:
        return in_stretches(self.rows)


def in_stretches(rows: list, long=2) -> list[Stretch]:
    """The rows, each with `changed`, in stretches: what stayed is folded from `long` on, but for what is next to a
    change."""
    near = [any(row.changed for row in rows[max(at - 1, 0) : at + 2]) for at in range(len(rows))]
    groups = [list(group) for _near, group in groupby(zip(near, rows, strict=True), lambda each: each[0])]
    return [Stretch([row for _near, row in group], not group[0][0] and len(group) >= long) for group in groups]


class ListDifference(Difference):
    """Keywords; parts are (keyword, "same", "added" or "removed")."""

    kind = "list"

    @property
    def shown(self):
        """Each keyword as safe HTML."""
        return [writing.text([Piece(kind, [Run(name)])]) for name, kind in self.parts]

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
    return Difference(name, label, before, after, _replaced(shown(name, before), shown(name, after)))


TEXTS = {"title", "parallel_title", "country", "byline", "source_name"}


def _listed(before, after):
    """In the order after; what went stands where it stood. One that only moved stays as it is."""
    listed = []
    for went, came, _same in stretches(before, after):
        listed += [(name, REMOVED) for name in went if name not in after]
        listed += [(name, SAME if name in before else ADDED) for name in came]
    return listed


def _replaced(before, after):
    """A value is no text: as a whole it stays or is another."""
    if before == after:
        return [Piece(SAME, [Run(before)])]
    return [Piece(kind, [Run(value)]) for kind, value in ((REMOVED, before), (ADDED, after)) if value]


def shown(name, value) -> str:
    """A value of a content as people read it; what is no month and no day stands as it was typed."""
    if isinstance(value, list):
        return ", ".join(value)
    return (name == "month" and month_name(value)) or (name == "published_on" and _day(value)) or str(value or "")


def _day(written):
    with suppress(ValueError):
        return date_format(day, "j E Y") if (day := parse_date(written or "")) else ""

"""Blocks of text as boxes: somebody who types changes one of them, and the others need not be made again.

A block is known by its own HTML, by the name and the attributes of the one before it, which rules may ask for, and by
what is around the text. Layouts write on the boxes they are given, so each gets copies.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

MOST_KEPT = 600


class Blocks:
    """Blocks that were made before, by what they are known by; the longest unused go first."""

    def __init__(self):
        self.kept = OrderedDict()

    def find(self, key: tuple) -> boxes.Box | None:
        if (box := self.kept.get(key)) is None:
            return None
        self.kept.move_to_end(key)
        return _copied(box)

    def keep(self, key: tuple, box: boxes.Box) -> boxes.Box:
        """The box. It is not kept if there is a picture in it, which is large, and may be another the next time."""
        if any(isinstance(each, boxes.ReplacedBox) for each in box.descendants()):
            return box
        box.stood = {}  # of all its copies
        self.kept[key] = _copied(box)
        if len(self.kept) > MOST_KEPT:
            self.kept.popitem(last=False)
        return box


def _copied(box):
    """Down to the lines, which layouts leave as they are."""
    copy = box.copy()
    copy.remove_decoration_sides = set()
    if isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
        copy.children = tuple(map(_copied, box.children))
    return copy


@contextmanager
def emptied(elements: Iterable[Element]) -> Iterator[None]:
    """For as long as others are made into boxes: what is found again only has to stand in its place."""
    contents = [(each, each.text, list(each)) for each in elements]
    for each, _text, _children in contents:
        each[:], each.text = [], None
    try:
        yield
    finally:
        for each, text, children in contents:
            each[:], each.text = children, text

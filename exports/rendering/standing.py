"""Standing type: a block that was laid out whole stands as it is, a little higher or lower, and is not laid out again.

Only what is made of lines, and has room to spare below: where a page may have to break, the layout decides anew.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

MOST_KEPT = 3  # of one block; the same text stands in few places
SPARE = 28  # CSS pixels, a line and a half
MADE_OF = {boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox}


class Place(NamedTuple):
    """Where the layout is told to put a block, after the layout and the block itself."""

    bottom_space: float
    skip_stack: Any
    holder: boxes.Box
    page_is_empty: bool
    absolute_boxes: list
    fixed_boxes: list
    margins: list
    first_letter_style: Any
    first_line_style: Any
    discard: bool
    max_lines: int | None

    def is_plain(self, context) -> bool:
        """In the middle of a page, with nothing beside it and nothing special about it."""
        special = self.skip_stack or self.first_letter_style or self.first_line_style or self.discard or self.max_lines
        return not (special or self.page_is_empty or context.excluded_shapes or context.in_column)


class Stood(NamedTuple):
    """A block as it was laid out, where it was put, what may come after it, and what it did to the margins around."""

    box: boxes.Box
    put: float
    next_page: dict
    added: list
    margins: list

    def fits(self, context, y: float, bottom_space: float) -> bool:
        end = self.box.position_y + self.box.margin_height() + y - self.put
        return end + SPARE < context.page_bottom - bottom_space


def lay(plain: Callable, context, box, *values):
    """What the layout's own function `plain` answers for a block; a block with a dictionary `stood` may have stood."""
    stood = getattr(box, "stood", None)
    if stood is None or not (place := Place(*values)).is_plain(context):
        return plain(context, box, *values)
    key, y = (box.position_x, place.holder.width, place.holder.height, *place.margins), box.position_y
    if (found := stood.get(key)) and found.fits(context, y, place.bottom_space):
        place.margins.extend(found.added)
        return _moved(found.box, y - found.put), None, {**found.next_page}, [*found.margins], False, None
    count = len(place.margins)
    result = plain(context, box, *values)
    if _is_whole(*result):
        if len(stood) >= MOST_KEPT:
            stood.clear()
        box, _rest, next_page, margins, *_more = result
        stood[key] = Stood(_moved(box, 0), y, {**next_page}, place.margins[count:], [*margins])
    return result


def _is_whole(box, rest, next_page, _margins, collapsing_through, max_lines):
    is_special = rest or next_page["break"] != "any" or collapsing_through or max_lines
    return box is not None and not is_special and all(map(_is_simple, box.descendants(placeholders=True)))


def _is_simple(box):
    return type(box) in MADE_OF and not box.is_table_wrapper and box.style["position"] == "static"


def _moved(box, dy):
    copy = box.copy()
    copy.position_y += dy
    copy.children = [_moved(child, dy) for child in box.children]
    return copy

"""Lines that were set before: where a paragraph has not changed, its lines only stand a little higher or lower.

A line depends on its own block of text, on the width it has, and on nothing else of the page as long as nothing floats
beside it; where pages break is decided anew each time, with these lines. What is written of a line is kept with it.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from weasyprint import draw
from weasyprint.draw import text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

MOST_KEPT = 600  # stretches of lines; paragraphs, that is, or cells of tables
WRITTEN = {"set_font_size", "show_text", "set_text_rise"}


class Line(NamedTuple):
    """A line as the layout made it, and what it leaves for the next."""

    box: boxes.LineBox
    rest: dict | None


class Lines:
    """The lines of many stretches of text, each found by `known_by` of its box; the longest unused go first."""

    def __init__(self):
        self.stretches = OrderedDict()

    def of(self, key: tuple) -> dict:
        """Those of one stretch, by where they begin in it."""
        found = self.stretches[key] = self.stretches.pop(key, {})
        if len(self.stretches) > MOST_KEPT:
            self.stretches.popitem(last=False)
        return found


def lay(plain: Callable, kept: dict, context, box, *place):
    """What the layout's own function yields for a stretch: its lines, one after the other, and their rests."""
    y, bottom_space, start, *more = place
    while line := kept.get(repr(start)):
        yield _copied(line.box, y), line.rest
        y, start = y + line.box.height, line.rest
        if start is None:
            return
    for laid, rest in plain(context, box, y, bottom_space, start, *more):
        if _is_plain(laid):
            kept[repr(start)] = Line(_stored(laid), rest)
        start = rest
        yield laid, rest


def _is_plain(line):
    return line.height > 0 and all(_is_text(each) for each in line.descendants(placeholders=True))


def _is_text(box):
    return isinstance(box, boxes.TextBox | boxes.InlineBox | boxes.LineBox) and not box.is_leader


def _stored(line):
    for each in line.descendants():
        if isinstance(each, boxes.TextBox):
            each.ink = []  # shared by all copies: the first that is drawn fills it
    return _copied(line, line.position_y)


def _copied(box, y):
    """A box for one page: layouts and drawings write on theirs."""
    copy = _deep(box)
    if y != box.position_y:
        copy.translate(dy=y - box.position_y)
        copy.position_y = y
    return copy


def _deep(box):
    copy = box.copy()
    if not isinstance(copy, boxes.TextBox):
        copy.children = tuple(map(_deep, box.children))
    return copy


class _Pen:
    """A stream of a page that notes how a text is written."""

    def __init__(self, stream):
        self.stream, self.steps = stream, []

    def __getattr__(self, name):
        found = getattr(self.stream, name)
        return self._noting(name, found) if name in WRITTEN else found

    def _noting(self, name, call):
        def noted(*values):
            self.steps.append((name, values))
            return call(*values)

        return noted


def _write(plain, stream, box, *more):
    """A text that was written before is written the same way again; its signs need not be looked up."""
    ink = getattr(box, "ink", None)
    if not ink or ink[0] is not stream._fonts:
        return plain(stream, box, *more)
    stream.set_color(box.style["color"])
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
    for name, values in ink[1]:
        getattr(stream, name)(*values)
    stream.end_text()


def _write_first(plain, stream, box, *more):
    if not hasattr(box, "ink"):
        return plain(stream, box, *more)
    pen = _Pen(stream)
    emojis = plain(pen, box, *more)
    if pen.steps and not emojis and _is_undecorated(box) and not any(font.missing for font in stream._fonts.values()):
        box.ink[:] = [stream._fonts, pen.steps]
    return emojis


def _is_undecorated(box):
    return box.style["text_decoration_line"] == "none" and box.style["visibility"] == "visible"


def _lay(plain, context, box, *more):
    kept = getattr(box, "kept_lines", None)
    first_letter, first_line = more[-2:]
    if kept is None or context.excluded_shapes or first_letter or first_line:
        return plain(context, box, *more)
    holder = more[3]
    return lay(plain, kept(holder.content_box_x(), holder.width), context, box, *more)


@cache
def keep_lines() -> None:
    """From now on, in this process, of boxes that have `kept_lines`: a function of the left edge and the width."""
    _wrap(block, "iter_line_boxes", _lay)
    _wrap(draw, "draw_text", _write)
    _wrap(text, "draw_first_line", _write_first)


def _wrap(module, name, work):
    plain = getattr(module, name)
    setattr(module, name, lambda *values: work(plain, *values))

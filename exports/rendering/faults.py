"""Faults of the page that the software sees itself, in what WeasyPrint laid out."""

from typing import NamedTuple

from weasyprint.formatting_structure import boxes

SCALE = 0.75  # points to a CSS pixel
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TEXTS = {"p", "li", "blockquote"}
SHORT = 5  # letters; a last line of fewer is hardly a line
EMPTY = 0.15  # of the page's height
TOLERANCE = 1.5  # CSS pixels by which something may stand over its edge
LENGTH = 80


class Fault(NamedTuple):
    """What is wrong on a page; `anchor` names the article or section, `text` the place on the page."""

    kind: str
    page: int
    anchor: str
    text: str


class Leaf(NamedTuple):
    """A line, a picture or a table, and the boxes around it from the outermost in."""

    box: boxes.Box
    trail: tuple


def faults_of(document_pages, first_page: int = 1) -> list[Fault]:
    """Of one laid-out document whose first page is `first_page` of the file, in the order of its pages.

    Kinds: "stranded heading", "parted caption", "short line", "overflow", "empty page". What stands on the last page
    may run on into another part, so nothing is said here of how full that is: see `is_near_empty`.
    """
    pages = [(page._page_box, list(_leaves(page._page_box.children[0], ()))) for page in document_pages]
    faults = []
    for at, (page, leaves) in enumerate(pages):
        is_last = at + 1 == len(pages)
        after = None if is_last else {id(box.element) for leaf in pages[at + 1][1][:1] for box in leaf.trail}
        faults += _of_page(page, leaves, after, first_page + at)
    return faults


def faults_of_page(page, number: int, after: set[int] | None) -> list[Fault]:
    """The same of one page alone: `after` has the ids of the elements that the next page begins in, None at the end."""
    return _of_page(page._page_box, list(_leaves(page._page_box.children[0], ())), after, number)


def _of_page(page, leaves, after, number):
    found = [*_of_lines(leaves, page, after or ()), *_parted(leaves)]
    if after is not None:
        found += _at_foot(leaves, page)
    return [Fault(kind, number, _anchor(leaf), _shown(text)) for kind, leaf, text in found]


def is_near_empty(filled: float, height: float) -> bool:
    """Whether what stands on a page fills so little of its height that it looks like a mistake."""
    return 0 < filled < height * EMPTY


def _leaves(box, trail):
    box = getattr(box, "_box", box)  # of a placeholder for something positioned
    if isinstance(box, boxes.LineBox | boxes.ReplacedBox | boxes.TableBox):
        yield Leaf(box, trail)
    if not isinstance(box, boxes.ReplacedBox):
        for child in box.children:
            yield from _leaves(child, (*trail, box))


def _of_lines(leaves, page, after):
    for leaf in leaves:
        if isinstance(leaf.box, boxes.LineBox) and _is_short_end(leaf, after):
            yield "short line", leaf, _text(leaf.box)
        if _stands_over(leaf, page):
            yield "overflow", leaf, _text(leaf.box) or leaf.box.element.get("alt", "")


def _is_short_end(leaf, after):
    """The last line of a paragraph of several, if it is one short word."""
    holder = leaf.trail[-1]
    if holder.element_tag not in TEXTS or leaf.box is not holder.children[-1] or id(holder.element) in after:
        return False
    words = _text(leaf.box).split()
    is_alone = len(holder.children) == 1 and "top" not in holder.remove_decoration_sides
    return len(words) == 1 and not is_alone and sum(map(str.isalnum, words[0])) < SHORT


def _stands_over(leaf, page):
    """Wider than what holds it, or lower than the page's text goes; a margin column may hang a little lower."""
    right, foot = _far_corner(leaf.box)
    holder = leaf.trail[-2] if isinstance(leaf.box, boxes.TableBox) else leaf.trail[-1]
    lowest = page.content_box_y() + page.height + (page.margin_bottom / 3 if _around(leaf, "meta") else 0)
    return right > holder.content_box_x() + holder.width + TOLERANCE or foot > lowest + TOLERANCE


def _far_corner(box):
    if not isinstance(box, boxes.LineBox):
        return box.border_box_x() + box.border_width(), box.border_box_y() + box.border_height()
    words = [each for each in box.descendants() if isinstance(each, boxes.TextBox) and each.text.strip()]
    return max((each.position_x + each.width for each in words), default=0), box.position_y + box.height


def _parted(leaves):
    """Captions whose picture stands on another page."""
    pictured = {id(leaf.trail[-1].element) for leaf in leaves if _is_picture(leaf)}
    for leaf in leaves:
        caption, figure = _around(leaf, "figcaption"), _around(leaf, "figure")
        if caption and figure and leaf.box is caption.children[0] and id(figure.element) not in pictured:
            yield "parted caption", leaf, _text(leaf.box)


def _at_foot(leaves, page):
    """On a page that another follows: a heading with nothing below it, or hardly anything at all."""
    flow = [leaf for leaf in leaves if not _around(leaf, "meta") and (_is_picture(leaf) or _text(leaf.box))]
    if not flow:
        return
    last = flow[-1]
    if heading := next((box for box in last.trail if _is_heading(box)), None):
        yield "stranded heading", last, _text(heading)
    if is_near_empty(_far_corner(last.box)[1] - page.content_box_y(), page.height):
        yield "empty page", last, _text(last.box)


def _is_picture(leaf):
    return isinstance(leaf.box, boxes.ReplacedBox)


def _is_heading(box):
    return box.element_tag in HEADINGS or _named(box) & {"article-head", "section-head", "question"}


def _named(box):
    return {box.element_tag, *box.element.get("class", "").split()} if box.element is not None else set()


def _around(leaf, name):
    """The nearest box around it with this tag or class."""
    return next((box for box in reversed(leaf.trail) if name in _named(box)), None)


def _anchor(leaf):
    """Of the article, else of the section's head."""
    of = _around(leaf, "article") or _around(leaf, "section-head")
    if of is None:
        return ""
    return of.element.get("id") or next((child.get("id") for child in of.element if child.get("id")), "")


def _text(box):
    """What it says; of a heading split over pages, what stands here."""
    return "".join(each.text for each in box.descendants() if isinstance(each, boxes.TextBox)).strip()


def _shown(text):
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"

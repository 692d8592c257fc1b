"""An article's pages one after the other, for those who watch it being written: what has not changed stays as it is.

The layout is the one of the finished file, page by page as WeasyPrint makes them. A page depends on where it begins
and on the blocks of text that were tried on it; where both are as they were, it is not laid out again.
"""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple
from xml.etree import ElementTree

from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import block, initialize_page_maker, layout_backgrounds
from weasyprint.layout.page import remake_page

from ..characters import printable
from . import standing
from .blocks import Blocks, emptied
from .complaints import listening
from .faults import Fault, faults_of_page, is_near_empty
from .fetching import OwnFilesOnly
from .languages import mark_languages
from .lines import Lines, keep_lines
from .rhythm import keep_rhythm
from .setting import filled, sheet_of

MOST_KEPT = 200
MOST_BYTES = 64 << 20
SHARPNESS = 200  # dots an inch of a picture on a page that is looked at


class Begun(NamedTuple):
    """Where a page begins: what it is kept under, and its first block, counted with the head of the article as 0."""

    key: tuple
    block: int


@dataclass
class KeptPage:
    """A page as it was drawn. `blocks` are the digests of those it depends on, `of` how many there were in all, `after`
    where the next one begins; `tops` says of each block how far down it stands, see `_tops`.
    """

    first: int
    blocks: list
    of: int
    after: tuple
    width: float
    height: float
    drawing: Any
    tops: list
    faults: list = field(default_factory=list)

    def is_true_of(self, blocks: list) -> bool:
        last = self.first + len(self.blocks)
        return blocks[self.first : last] == self.blocks and (last >= len(blocks)) == (last >= self.of)


class Keeping:
    """Pages, blocks and lines of before; the longest unused go first. Several begin alike: undoing finds them all."""

    def __init__(self):
        self.pages = OrderedDict()
        self.pictures = {}
        self.lines = Lines()
        self.blocks = Blocks()

    def find(self, key: tuple, blocks: list) -> KeptPage | None:
        for page in self.pages.get(key, ()):
            if page.is_true_of(blocks):
                self.pages.move_to_end(key)
                return page
        return None

    def keep(self, begun: Begun, page: KeptPage) -> None:
        self.pages[begun.key] = [page, *self.pages.get(begun.key, ())[:3]]
        self.pages.move_to_end(begun.key)
        while len(self.pages) > MOST_KEPT:
            self.pages.popitem(last=False)

    def tidy_pictures(self) -> None:
        """Ask for them again if one was not to be had, or if they have become too many."""
        heavy = sum(len(each) for each in self.pictures.values() if isinstance(each, bytes)) > MOST_BYTES
        if heavy or None in self.pictures.values():
            self.pictures.clear()


def pages_of(html: str, style: str, keeping: Keeping, draw: Callable) -> Iterator[KeptPage]:
    """The pages of a part's HTML, each as soon as it is there. `draw(page)` returns the drawing and further faults.

    Raises RenderingFailed for what cannot be laid out.
    """
    mark_languages()
    keep_rhythm()
    keep_lines()
    _notice()
    fetcher = OwnFilesOnly()
    try:
        with listening(fetcher), suppress(_NoPicture):  # what listens knows more of it
            yield from _Flow(html, style, keeping, fetcher).pages(draw)
    finally:
        keeping.tidy_pictures()


class _NoPicture(Exception):
    """A page would be kept without its picture."""


class _Flow:
    """One version of the text on its way through the pages."""

    def __init__(self, html, style, keeping, fetcher):
        self.keeping = keeping
        sheet, self.fonts = sheet_of(style)
        self.source = HTML(string=printable(html), base_url="none:", url_fetcher=fetcher)
        sheets = [sheet, *_own_sheets(self.source.etree_element)]
        self.options = {**DEFAULT_OPTIONS, "stylesheets": sheets, "cache": keeping.pictures, "dpi": SHARPNESS}
        self._know_blocks(style)
        found = {element: box for element, key in self.keys.items() if (box := keeping.blocks.find(key))}
        if not self._build(found):
            self._build({})

    def _build(self, found):
        """Make boxes of all but the found ones; False if those have no places of their own in the text."""
        counters = CounterStyle()
        with emptied(found):
            self.context = Document._build_layout_context(self.source, self.fonts, counters, {}, self.options)
            self.root = build_formatting_structure(
                self.source.etree_element, self.context.style_for, self.context.get_image_from_uri, "none:",
                self.context.target_collector, counters, self.context.footnotes,
            )  # fmt: skip
        self.context.rendered_notes = []
        initialize_page_maker(self.context, self.root)
        if None in self.keeping.pictures.values():
            raise _NoPicture
        self._know_lines()
        text = next(box for box in self.root.descendants() if box.element is self.text)
        if [box.element for box in text.children] != list(self.places):
            self.numbers = {}
            return not found
        self._exchange(self.root, found)
        self.places = {box.element: at for at, box in enumerate(text.children, start=1)}
        written = [each for each in self.places if each.tag != "figure" and each.get("class") != "caption"]
        self.numbers = {each: number for number, each in enumerate(written, start=1)}
        return True

    def _exchange(self, box, found):
        """Put the found ones in their places, and keep the others."""
        box.children = tuple(self._exchanged(child, found) for child in box.children)

    def _exchanged(self, box, found):
        if key := self.keys.get(box.element):
            return found.get(box.element) or self.keeping.blocks.keep(key, box)
        if isinstance(box, boxes.BlockBox):
            self._exchange(box, found)
        return box

    def _know_blocks(self, style):
        """The digest of every block, the first one of all that stands before the text; `frame` is of what is around.

        How a block looks may depend on the one before, by its name and its attributes: so it is `known` by them as
        well. By its key it is found again; of several that are alike each has its own, and so have the heads.
        """
        tree = self.source.etree_element
        self.text = text = next(each for each in tree.iter("div") if "text" in each.get("class", "").split())
        blocks = list(text)
        self.places = {element: at for at, element in enumerate(blocks, start=1)}
        digests = [_digest(each) for each in blocks]
        head = tree.find("head")
        self.frame = hashlib.sha256(f"{style}{_digest(head)}{text.attrib}{tree.attrib}".encode()).hexdigest()
        for each in blocks:
            text.remove(each)
        self.blocks = [_digest(tree), *digests]
        text.extend(blocks)
        befores = [(), *((each.tag, *sorted(each.items())) for each in blocks)]
        alike = Counter()
        self.known = [(self.frame, *known) for known in zip(self.blocks, [(), *befores], strict=False)]
        self.keys = {each: (*self.known[0], at) for at, each in enumerate(tree.iter("header"))}
        for element, known in zip(blocks, self.known[1:], strict=True):
            alike[known] += 1
            self.keys[element] = *known, alike[known]

    def _know_lines(self):
        """Every stretch of lines is told where those are kept that it has been set in before."""
        found = Counter()
        for box, at in _stretches(self.root, self.places, 0):
            found[at] += 1
            box.kept_lines = partial(_kept_lines, self.keeping.lines, (*self.known[at], found[at]))

    def pages(self, draw):
        number = 0
        while True:
            number += 1
            page = self._page(number, draw)
            yield page
            if page.after[0] is None:
                return

    def _page(self, number, draw):
        begun = self._begun(number)
        found = self.keeping.find(begun.key, self.blocks)
        if found is None:
            found = self._new(number, begun, draw)
            self.keeping.keep(begun, found)
        elif len(self.context.page_maker) == number:
            self.context.page_maker.append(found.after)
        return found

    def _begun(self, number):
        entry = self.context.page_maker[number - 1]
        path = self._path(entry[0])
        place = next((self.places[box.element] for box in path if box.element in self.places), 0)
        return Begun(self._key(number, entry), place)

    def _key(self, number, entry):
        resume_at, next_page, is_right, *_state = entry
        return self.frame, number, is_right, repr(resume_at), repr(next_page)

    def _path(self, resume_at):
        """The boxes in which a page begins, from the outermost in."""
        box, path = self.root, [self.root]
        while resume_at:
            ((at, resume_at),) = list(resume_at.items())[-1:]
            if not hasattr(box, "children") or at >= len(box.children):
                break
            box = box.children[at]
            path.append(box)
        return path

    def _new(self, number, begun, draw):
        _noticed.reached, _noticed.places = begun.block, self.places
        box, resume_at = remake_page(number - 1, self.context, self.root, self.source)
        # A rule may look at the block before, and a break at the one after.
        first, last = max(0, begun.block - 1), _noticed.reached + 2
        # What layout_document does with each page, without the boxes in the margin that our style has none of.
        box.children = (box.children[0],)
        layout_backgrounds(box, self.context.get_image_from_uri)
        page = Page(box)
        drawing, faults = draw(page)
        after = None if resume_at is None else {id(each.element) for each in self._path(resume_at)}
        faults = [*faults_of_page(page, number, after), *faults, *_empty(page, number, after)]
        return KeptPage(
            first, self.blocks[first:last], len(self.blocks), self.context.page_maker[number],
            page.width, page.height, drawing, self._tops(page), faults,
        )  # fmt: skip

    def _tops(self, page):
        """The number of each block of the text itself, from 1, and the share of the page's height above it."""
        text = next((box for box in page._page_box.descendants() if box.element is self.text), None)
        stand = [(self.numbers.get(box.element), box) for box in text.children] if text else []
        return [(number, round(box.border_box_y() / page.height, 4)) for number, box in stand if number]


def _kept_lines(lines, of, *place):
    return lines.of((*of, *place))


def _empty(page, number, after):
    if after is None and number > 1 and is_near_empty(filled(page), page._page_box.height * 0.75):
        yield Fault("empty page", number, "", "")


def _own_sheets(tree):
    """What the text says of its own style; the same at every keystroke, so it is not read each time."""
    head = tree.find("head")
    for style in head.findall("style"):
        head.remove(style)
        yield _own_sheet(style.text or "")


@lru_cache(maxsize=16)
def _own_sheet(css):
    return CSS(string=css, base_url="none:", url_fetcher=OwnFilesOnly())


def _stretches(box, places, at):
    """What lines are made of, and the block of text it stands in."""
    at = places.get(box.element, at)
    if isinstance(box, boxes.LineBox):
        yield box, at
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _stretches(child, places, at)


def _digest(element):
    return hashlib.sha256(ElementTree.tostring(element)).hexdigest()


class _Noticed:
    """The furthest block of text that the layout has tried."""

    reached = 0
    places = {}


_noticed = _Noticed()


def _notice():
    plain = block.block_level_layout
    if getattr(plain, "notices", False):
        return

    def layout(context, box, *more, **options):
        if (at := _noticed.places.get(box.element)) is not None and at > _noticed.reached:
            _noticed.reached = at
        return standing.lay(plain, context, box, *more, **options)

    layout.notices = True
    block.block_level_layout = layout

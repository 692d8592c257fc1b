"""An article's pages one after the other, for those who watch it being written: what has not changed stays as it is.

The layout is the one of the finished file, page by page as WeasyPrint makes them. A page depends on where it begins
and on the blocks of text that were tried on it; where both are as they were, it is not laid out again.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
from .complaints import listening
from .faults import Fault, faults_of_page, is_near_empty
from .fetching import OwnFilesOnly
from .languages import mark_languages
from .lines import Lines, keep_lines
from .rhythm import keep_rhythm
from .setting import filled, sheet_of

MOST_KEPT = 200
MOST_BYTES = 64 << 20
AHEAD = 2  # blocks more than a page has depended on
SHARPNESS = 200  # dots an inch of a picture on a page that is looked at


class Begun(NamedTuple):
    """Where a page begins: what it is kept under, and its first block, counted with the head of the article as 0."""

    key: tuple
    block: int


@dataclass
class KeptPage:
    """A page as it was drawn. `blocks` are the digests of those it depends on, `of` how many there were in all, `after`
    where the next one begins, which is in the block `next`.
    """

    first: int
    blocks: list
    of: int
    after: tuple
    next: int
    width: float
    height: float
    drawing: Any
    faults: list = field(default_factory=list)

    def is_true_of(self, blocks: list) -> bool:
        last = self.first + len(self.blocks)
        return blocks[self.first : last] == self.blocks and (last >= len(blocks)) == (last >= self.of)


class Keeping:
    """Pages and lines drawn before; the longest unused go first. Several may begin alike: undoing finds them all."""

    def __init__(self):
        self.pages = OrderedDict()
        self.pictures = {}
        self.lines = Lines()
        self.starts = {}

    def find(self, key: tuple, blocks: list) -> KeptPage | None:
        for page in self.pages.get(key, ()):
            if page.is_true_of(blocks):
                self.pages.move_to_end(key)
                return page
        return None

    def furthest(self, key: tuple, of: int) -> int | None:
        """Which blocks pages that begin so have depended on, in a text of so many: all before this one."""
        ends = [page.first + len(page.blocks) for page in self.pages.get(key, ()) if page.of == of]
        return max(ends, default=None)

    def start(self, key: tuple, start: tuple) -> None:
        """How the first page of such an article begins."""
        if len(self.starts) > MOST_KEPT:
            self.starts.clear()
        self.starts[key] = start

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
    """One version of the text on its way through the pages.

    What stands on pages that are there already need not be made into boxes: those blocks are left empty. `real` are
    the ones that are not, by a guess; if a page needs others, all are made.
    """

    def __init__(self, html, style, keeping, fetcher):
        self.keeping = keeping
        sheet, self.fonts = sheet_of(style)
        self.source = HTML(string=printable(html), base_url="none:", url_fetcher=fetcher)
        sheets = [sheet, *_own_sheets(self.source.etree_element)]
        self.options = {**DEFAULT_OPTIONS, "stylesheets": sheets, "cache": keeping.pictures, "dpi": SHARPNESS}
        self._know_blocks(style)
        self.real = self._likely()
        self._build()
        keeping.start((self.frame, self.blocks[0]), self.context.page_maker[0])

    def _build(self):
        counters = CounterStyle()
        with self._others_empty():
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

    @contextmanager
    def _others_empty(self):
        others = [each for each, at in self.places.items() if at not in self.real]
        contents = [(each, each.text, list(each)) for each in others]
        for each in others:
            each[:], each.text = [], None
        try:
            yield
        finally:
            for each, text, children in contents:
                each[:], each.text = children, text

    def _likely(self):
        """The blocks of the first page that is not there, and some more: its like from before says how many.

        Where a block was added or removed, the later pages will not be there either.
        """
        start, block, number = self.keeping.starts.get((self.frame, self.blocks[0])), 0, 1
        while start:
            key = self._key(number, start)
            page = self.keeping.find(key, self.blocks)
            if page is None:
                furthest = self.keeping.furthest(key, len(self.blocks))
                return range(block - 1, furthest + AHEAD) if furthest else self._all()
            if page.after[0] is None:
                return range(0)
            start, block, number = page.after, page.next, number + 1
        return self._all()

    def _all(self):
        return range(len(self.blocks))

    def _is_real(self, first, last):
        return self.real.start <= max(first, 1) and self.real.stop >= min(last, len(self.blocks))

    def _widen(self, number):
        """All blocks, to go on at this page."""
        known = self.context.page_maker[:number]
        self.real = self._all()
        self._build()
        self.context.page_maker[:] = known

    def _know_blocks(self, style):
        """The digest of every block, the first one of all that stands before the text; `frame` is of what is around."""
        tree = self.source.etree_element
        text = next(each for each in tree.iter("div") if "text" in each.get("class", "").split())
        blocks = list(text)
        self.places = {element: at for at, element in enumerate(blocks, start=1)}
        digests = [_digest(each) for each in blocks]
        head = tree.find("head")
        self.frame = hashlib.sha256(f"{style}{_digest(head)}{text.attrib}{tree.attrib}".encode()).hexdigest()
        for each in blocks:
            text.remove(each)
        self.blocks = [_digest(tree), *digests]
        text.extend(blocks)

    def _know_lines(self):
        """Every stretch of lines is told where those are kept that it has been set in before.

        How a block looks may depend on the one before, by its name and its attributes.
        """
        names = [(), ()] + [(each.tag, *sorted(each.items())) for each in self.places]
        found = [0] * len(self.blocks)
        for box, at in _stretches(self.root, self.places, 0):
            found[at] += 1
            box.kept_lines = partial(self._kept_lines, self.blocks[at], names[at], found[at])

    def _kept_lines(self, *key):
        return self.keeping.lines.of((self.frame, *key))

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
        box, resume_at, first, last = self._laid_out(number, begun)
        # What layout_document does with each page, without the boxes in the margin that our style has none of.
        box.children = (box.children[0],)
        layout_backgrounds(box, self.context.get_image_from_uri)
        page = Page(box)
        drawing, faults = draw(page)
        after = None if resume_at is None else {id(each.element) for each in self._path(resume_at)}
        faults = [*faults_of_page(page, number, after), *faults, *_empty(page, number, after)]
        return KeptPage(
            first, self.blocks[first:last], len(self.blocks), self.context.page_maker[number],
            self._begun(number + 1).block if after else 0, page.width, page.height, drawing, faults,
        )  # fmt: skip

    def _laid_out(self, number, begun):
        """The page's box, where it ends, and the blocks it depends on, all of which were real."""
        _noticed.reached, _noticed.places = begun.block, self.places
        # A rule may look at the block before, and a break at the one after.
        first, last = max(0, begun.block - 1), begun.block + 2
        if self._is_real(first, last):
            box, resume_at = remake_page(number - 1, self.context, self.root, self.source)
            last = _noticed.reached + 2
        if not self._is_real(first, last):
            self._widen(number)
            return self._laid_out(number, begun)
        return box, resume_at, first, last


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
        return plain(context, box, *more, **options)

    layout.notices = True
    block.block_level_layout = layout

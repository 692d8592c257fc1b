"""Set one part of an issue: WeasyPrint lays it out, and what it drew becomes objects that an assembled file takes over.

A part knows nothing of where it will stand. What depends on that (object numbers, its pages, the numbers of marked
content on a page it shares with the part before) is left as a hole, and filled at assembly.
"""

import functools
import re
import unicodedata
import zlib
from dataclasses import dataclass, field

import pydyf

from ..characters import printable
from . import faces
from .complaints import listening
from .faults import Fault, faults_of, is_near_empty

ARTIFACT = (b"/Artifact <</Type /Pagination>> BDC q", b"Q EMC")
SCALE = 0.75  # points to a CSS pixel
# Strings come first, so that what looks like a reference in somebody's text stays text.
HOLE = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>|\b(\d+) 0 R\b|@M(\d+)\.(\d+)@|@S(\d+)@", re.S)


@dataclass
class SetPage:
    """One page of a part: its drawing, deflated, and the numbers of the objects that belong to it."""

    number: int
    width: float
    height: float
    drawing: bytes = b""
    notes: list = field(default_factory=list)
    owners: list = field(default_factory=list)  # of marked content 0, 1, 2 …: the tag that holds it


@dataclass
class SetPart:
    """A part set in type. `end` is how far its last page is filled, in points below the top of the text, and `room`
    what is left below.
    """

    pages: list
    objects: dict  # number -> its bytes, cut at the holes: an int refers, ("M", page, n) marks, ("S", n) notes
    root: int  # the number that stands for whatever tag will hold this part
    tags: list
    states: dict
    pictures: dict
    uses: list
    destinations: list  # (name, page, x, y)
    bookmarks: list  # (level, label, page, x, y)
    end: float
    room: float
    foot: tuple = (0, 0)  # right end and baseline of the last text, for a part of furniture
    faults: list = field(default_factory=list)


class Mark(int):
    """A marked-content number that stays a hole when it is written."""

    page = 0

    def __str__(self):
        return f"@M{self.page}.{int(self)}@"


def set_part(html: str, style: str, *, mark: str = "", is_furniture: bool = False) -> SetPart:
    """Lay out a part's HTML. Furniture is drawn without tags: it will be an artifact of every page it stands on.

    Raises RenderingFailed for what cannot be laid out.
    """
    from .languages import mark_languages
    from .rhythm import keep_rhythm

    mark_languages()
    keep_rhythm()
    document = _laid_out(html, style)
    return _Setter(document, mark, is_furniture).part()


def _laid_out(html, style):
    from weasyprint import HTML

    from .fetching import OwnFilesOnly

    fetcher = OwnFilesOnly()
    sheet, fonts = sheet_of(style)
    with listening(fetcher):
        return HTML(string=printable(html), base_url="none:", url_fetcher=fetcher).render(
            pdf_variant="pdf/ua-1", stylesheets=[sheet], font_config=fonts
        )


@functools.lru_cache(maxsize=4)
def sheet_of(style):
    """The style sheet, parsed once for all parts of this process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    from .fetching import OwnFilesOnly

    fonts = FontConfiguration()
    return CSS(string=style, base_url="none:", url_fetcher=OwnFilesOnly(), font_config=fonts), fonts


class _Setter:
    """Draws the pages of one document into loose objects."""

    def __init__(self, document, mark, is_furniture):
        self.document, self.mark, self.is_furniture = document, mark, is_furniture
        self.pdf = pydyf.PDF()
        self.root = self._add(pydyf.Dictionary({"S": "/Document", "K": pydyf.Array()}))
        empty = ("ExtGState", "XObject", "Pattern", "Shading")
        self.resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in empty})
        self.resources["ColorSpace"] = b"null"
        self.images, self.notes = {}, []
        self.tags, self.destinations, self.bookmarks = [], [], []

    def _add(self, item):
        self.pdf.add_object(item)
        return item

    def part(self):
        pages = [self._page(number, page) for number, page in enumerate(self.document.pages)]
        pictures = {name: self._picture(image) for name, image in self.images.items()}
        states = {name: bytes(state.data) for name, state in self.resources["ExtGState"].items()}
        for element, note in self.notes:
            note["StructParent"] = f"@S{int(element.split()[0])}@"
        foot = _last_text(self.document.pages[-1]) if self.is_furniture else (0, 0)
        uses = faces.uses_of(self.document.fonts, self.mark)
        self._rename_own_fonts(pages)
        frame = ARTIFACT if self.is_furniture else (b"q", b"Q")
        for page in pages:
            page.drawing = zlib.compress(b"\n".join((frame[0], page.drawing, frame[1])))
        return SetPart(
            pages, self._objects(pages), self.root.number, self.tags, states, pictures, uses,
            self.destinations, self.bookmarks, *self._ending(), foot,
            [] if self.is_furniture else self._faults(),
        )  # fmt: skip

    def _faults(self):
        return [*faults_of(self.document.pages), *missing_characters(self.document.fonts), *self._empty()]

    def _ending(self):
        last = self.document.pages[-1]
        end = filled(last)
        return end, round(last._page_box.height * SCALE - end, 2)

    def _empty(self):
        """A last page with next to nothing on it, if the part began on one before: the part after may fill it yet."""
        last = self.document.pages[-1]
        if len(self.document.pages) > 1 and is_near_empty(filled(last), last._page_box.height * SCALE):
            yield Fault("empty page", len(self.document.pages), "", "")

    def _page(self, number, page):
        from weasyprint.matrix import Matrix
        from weasyprint.pdf.stream import Stream

        marks = None if self.is_furniture else {}
        size = pydyf.Array([0, 0, page.width * SCALE, page.height * SCALE])
        entry = pydyf.Dictionary({"Type": "/Page", "MediaBox": size})
        self.pdf.add_page(entry)
        mine = SetPage(entry.number, page.width * SCALE, page.height * SCALE)
        matrix = Matrix(SCALE, 0, 0, -SCALE, 0, mine.height)
        for link in page.links:
            self._link(mine, matrix, *link)
        stream = Stream(
            self.document.fonts, (0, 0, page.width, page.height), self.resources, self.images, marks, {}, None
        )
        stream.transform(d=-1, f=mine.height)
        page.paint(stream, SCALE)
        mine.drawing = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)
        if marks is not None:
            self._tags(mine, number, page, marks)
        self.destinations += [(name, number, *matrix.transform_point(*at[:2])) for name, at in page.anchors.items()]
        self.bookmarks += [
            (level, label, number, *matrix.transform_point(*at)) for level, label, at, _state in page.bookmarks
        ]
        return mine

    def _link(self, page, matrix, *link):
        kind, target, rectangle, box = link
        x1, y1 = matrix.transform_point(*rectangle[:2])
        x2, y2 = matrix.transform_point(*rectangle[2:])
        note = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": pydyf.Array([x1, y1, x2, y2]),
                "BS": pydyf.Dictionary({"W": 0}),
                "Contents": pydyf.String(target),
                "F": 4,
            }
        )
        if kind == "internal":
            note["Dest"] = pydyf.String(target)
        else:
            note["A"] = pydyf.Dictionary({"Type": "/Action", "S": "/URI", "URI": pydyf.String(target)})
        box.link_annotation = self._add(note)
        page.notes.append(note.number)

    def _tags(self, mine, number, page, marks):
        """The tag tree of one page, by WeasyPrint's own builder; its marks become holes."""
        from weasyprint.pdf import tags

        for each in marks.values():
            each["mcid"] = Mark(each["mcid"])
            each["mcid"].page = number
        owners = {}
        elements = tags._build_box_tree(page._page_box, self.root, self.pdf, number, owners, self.notes, marks)
        # The strut that holds a part at its height says nothing.
        self.tags += [element.number for element in elements if element["K"]]
        mine.owners = [int(owners[at].split()[0]) for at in sorted(owners)]

    def _picture(self, image):
        drawn = image["image"].get_x_object(image["interpolate"], max(image["dpi_ratios"]))
        self._add(drawn)
        if "SMask" in drawn.extra:
            drawn.extra["SMask"] = self._add(drawn.extra["SMask"]).reference
        return drawn.number

    def _rename_own_fonts(self, pages):
        for font in {font.hash for font in self.document.fonts.values() if font.missing}:
            for page in pages:
                page.drawing = page.drawing.replace(f"/{font} ".encode(), f"/{font}{self.mark} ".encode())

    def _objects(self, pages):
        ours = {page.number for page in pages} | {self.root.number, self.pdf.pages.number, self.pdf.catalog.number, 0}
        return {item.number: _cut(item.data) for item in self.pdf.objects if item.number not in ours}


def missing_characters(fonts) -> list[Fault]:
    """Characters that no font of this machine has; they print as blanks."""
    missing = sorted({code for font in fonts.values() for code in font.missing})
    names = [f"{chr(code)} {unicodedata.name(chr(code), f'U+{code:04X}')}" for code in missing]
    return [Fault("missing character", 1, "", name) for name in names]


def _cut(data):
    """An object's bytes, cut at its holes."""
    out, at = [], 0
    for hole in HOLE.finditer(data):
        reference, page, mark, note = hole.groups()
        if not (reference or mark or note):
            continue
        out.append(data[at : hole.start()])
        out.append(int(reference) if reference else ("M", int(page), int(mark)) if mark else ("S", int(note)))
        at = hole.end()
    return [*out, data[at:]]


def filled(page):
    """How far down the text goes on the page, in points from the top of its text area."""
    box = page._page_box
    root = box.children[0]
    return round((root.position_y + root.margin_height() - box.content_box_y()) * SCALE, 2)


def _last_text(page):
    """Right end and baseline of the page's last text, in points from its lower left corner."""
    from weasyprint.formatting_structure.boxes import TextBox

    texts = [box for box in page._page_box.descendants(placeholders=True) if isinstance(box, TextBox)]
    last = texts[-1]
    return (
        (last.position_x + last.width) * SCALE,
        page.height * SCALE - (last.position_y + last.baseline) * SCALE,
    )

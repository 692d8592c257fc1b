"""Pages as pictures for a screen: drawn as they would be printed, in a file of one page, and rasterised by PDFium."""

import functools
import hashlib
import io
import re
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pydyf

from .binding import bind
from .faces import uses_of, write_fonts
from .faults import Fault
from .furniture import numerals_of
from .setting import SCALE, missing_characters, set_part, sheet_of

FONT = re.compile(rb"/(\w+) [\d.]+ Tf")
INK = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b")
INKED = (b"rg", b"RG", b"scn", b"SCN")
WHITE = (255, 255, 255)
MOST_INKS = 8  # of a picture with a palette; each gets a ramp of its shades on white
APART = 9  # two shades; Pillow takes colours that are closer for the same, and white must stay white


@dataclass
class Drawing:
    """What is on a page: its content stream, and what that names."""

    content: bytes
    states: dict
    pictures: dict
    rasters: dict = field(default_factory=dict)  # digest of the whole page, furniture and all -> PNG


class Easel:
    """Draws the pages of one style sheet. Fonts are the same for all of them."""

    def __init__(self, style):
        from weasyprint.document import Document

        self.document = Document([], None, None, sheet_of(style)[1], {}, None)

    def draw(self, page) -> tuple[Drawing, list[Fault]]:
        from weasyprint.pdf.stream import Stream

        empty = ("ExtGState", "XObject", "Pattern", "Shading")
        resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in empty})
        resources["ColorSpace"] = b"null"
        for font in self.document.fonts.values():
            font.missing = {}
        images = {}
        stream = Stream(self.document.fonts, (0, 0, page.width, page.height), resources, images, None, {}, None)
        stream.transform(d=-1, f=page.height * SCALE)
        page.paint(stream, SCALE)
        content = b"\n".join([b"q", *(pydyf._to_bytes(item) for item in stream.stream), b"Q"])
        states = {name: bytes(state.data) for name, state in resources["ExtGState"].items()}
        pictures = {name: _picture(image) for name, image in images.items()}
        return Drawing(content, states, pictures), missing_characters(self.document.fonts)

    def uses(self):
        return uses_of(self.document.fonts, "")


def _picture(image):
    return _loose(image["image"].get_x_object(image["interpolate"], max(image["dpi_ratios"])))


def _loose(drawn):
    """The same by itself: WeasyPrint's objects only know where the picture's bytes are."""
    extra = dict(drawn.extra)
    if isinstance(mask := extra.get("SMask"), pydyf.Stream):
        extra["SMask"] = _loose(mask)
    return pydyf.Stream([pydyf._to_bytes(each) for each in drawn.stream], extra)


@functools.lru_cache(maxsize=16)
def furniture_of(html: str, style: str):
    """Running heads or digits, set once."""
    return set_part(html, style, is_furniture=True)


class Plate:
    """A page ready to be made into a picture: the drawing and the furniture around it."""

    def __init__(self, kept, easel, furniture, folio, pixels):
        self.kept, self.easel, self.pixels = kept, easel, pixels
        self.drawing, self.sheets, self.numerals = kept.drawing, furniture[0], numerals_of(furniture[1])
        self.extra = [zlib.decompress(self.sheets.pages[1].drawing), self.numerals.draw(folio)]
        self.digest = hashlib.sha256(b"\n".join([self.drawing.content, *self.extra, b"%d" % pixels])).hexdigest()[:32]

    def file(self) -> bytes:
        """As a PDF."""
        pdf = pydyf.PDF()
        contents = [self.drawing.content, *self.extra]
        resources = {
            "Font": self._fonts(pdf, contents),
            "ExtGState": pydyf.Dictionary({**self.drawing.states, **self.numerals.states}),
            "XObject": pydyf.Dictionary({name: _copied(pdf, each) for name, each in self.drawing.pictures.items()}),
        }
        page = {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            "MediaBox": pydyf.Array([0, 0, self.kept.width * SCALE, self.kept.height * SCALE]),
            "Contents": _added(pdf, pydyf.Stream(contents)),
            "Resources": pydyf.Dictionary(resources),
        }
        pdf.add_page(pydyf.Dictionary(page))
        return bind(pdf, b"")

    def _fonts(self, pdf, contents):
        named = {name.decode() for content in contents for name in FONT.findall(content)}
        uses = [*self.easel.uses(), *self.sheets.uses, *self.numerals.uses]
        return write_fonts(pdf, [use for use in uses if use.face.key in named])

    def picture(self, content: bytes) -> bytes:
        """A PDF's first page as a PNG, `pixels` wide."""
        import pypdfium2

        document = pypdfium2.PdfDocument(content)
        try:
            page = document[0]
            bitmap = page.render(scale=self.pixels / page.get_width(), rev_byteorder=True, prefer_bgrx=False)
            image = bitmap.to_pil()
            return _png(image, [] if self.drawing.pictures else self._inks())
        finally:
            document.close()

    def _inks(self):
        lines = {line for line in self.drawing.content.split(b"\n") if line.endswith(INKED)}
        found = {each for content in (*lines, *self.extra) for each in INK.findall(content)}
        return sorted(tuple(round(255 * float(part)) for part in ink) for ink in found)


def _copied(pdf, drawn):
    """An object has one number in one file, so each file gets its own."""
    extra = pydyf.Dictionary(drawn.extra)
    if isinstance(mask := extra.get("SMask"), pydyf.Stream):
        extra["SMask"] = _copied(pdf, mask)
    return _added(pdf, pydyf.Stream(drawn.stream, extra))


def _added(pdf, item):
    """The reference of an object that the file now has."""
    pdf.add_object(item)
    return item.reference


def _png(image, inks):
    """Text has few inks: in a palette of their shades a page is a third as large, and faster made."""
    if 0 < len(inks) <= MOST_INKS:
        return _png_of_palette(image.quantize(palette=_palette(tuple(inks)), dither=0))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _png_of_palette(image):
    """What Pillow would write, but deflated without Python's lock, while the layout of the next page goes on."""
    width, height = image.size
    shades, pixels = image.tobytes(), range(0, width * height, width)
    rows = b"".join([part for at in pixels for part in (b"\0", shades[at : at + width])])
    head = struct.pack(">2I5B", width, height, 8, 3, 0, 0, 0)
    parts = {b"IHDR": head, b"PLTE": bytes(image.getpalette()), b"IDAT": zlib.compress(rows, 1), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts.items())


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@functools.lru_cache(maxsize=16)
def _palette(inks):
    from PIL import Image

    shades = [WHITE]
    for ink in inks:
        steps = min(255 // len(inks), max(1, (255 - min(ink)) // APART))
        shades += [_mixed(ink, step / steps) for step in range(1, steps + 1)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for shade in shades for part in shade])
    return image


def _mixed(ink, share):
    return [round(white + (part - white) * share) for part, white in zip(ink, WHITE, strict=True)]


class Camera:
    """Takes the pictures beside the layout: PDFium works without Python's lock."""

    def __init__(self):
        self.hand = ThreadPoolExecutor(1, thread_name_prefix="camera")

    def take(self, plate: Plate):
        """A future of the PNG."""
        return self.hand.submit(self._taken, plate, plate.file())

    @staticmethod
    def _taken(plate, content):
        png = plate.picture(content)
        plate.drawing.rasters = {**dict(list(plate.drawing.rasters.items())[-2:]), plate.digest: png}
        return png

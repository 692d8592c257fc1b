"""Assemble an issue from parts that were set apart: one file, one tag tree, one set of fonts.

Page numbers, running heads and folios are page furniture: drawn here, as artifacts, on pages that know nothing of
them. A part that runs on continues the last page of the part before it.
"""

import re
import zlib
from itertools import pairwise
from typing import NamedTuple

import pydyf

from . import archival
from .binding import bind
from .faces import write_fonts
from .setting import SetPart

MCID = re.compile(rb"/MCID (\d+)")
XMP_HEAD = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
XMP_TAIL = b'</x:xmpmeta>\n<?xpacket end="r"?>'
# Keys of annotations in the parent tree begin here, above the keys of all pages.
NOTES = 1_000_000


class Placed(NamedTuple):
    """A set part at its place: `runs_on` on the last page so far; `section` groups parts under one tag."""

    part: SetPart
    runs_on: bool = False
    section: int | None = None
    furniture: int | None = None  # which sheet of the furniture stands on its pages


class _Raw(pydyf.Object):
    """An object whose bytes are known already."""

    def __init__(self, data):
        super().__init__()
        self._data = data

    @property
    def data(self):
        return self._data

    @property
    def compressible(self):
        """A picture is a stream, and a stream cannot stand inside another."""
        return not self._data.endswith(b"endstream")


class _RawStream(pydyf.Stream):
    """A stream that was deflated before: never again, however often it is asked for."""

    def __init__(self, deflated):
        super().__init__()
        self._deflated = deflated

    @property
    def data(self):
        head = b"<</Filter /FlateDecode/Length %d>>\nstream\n" % len(self._deflated)
        return head + self._deflated + b"\nendstream"


class _Page:
    """A page as it fills: entry, drawings, owners of its marks, annotations, resources."""

    def __init__(self, entry, furniture):
        self.entry, self.furniture = entry, furniture
        self.drawings, self.owners, self.notes = [], [], []
        self.states, self.pictures = {}, {}


class Assembly:
    """An issue being put together: `place` the parts in order, then `write`."""

    def __init__(self):
        self.pdf = pydyf.PDF()
        self.tree_root = self._add(pydyf.Dictionary({"Type": "/StructTreeRoot"}))
        self.document = self._tag("/Document", self.tree_root)
        self.tree_root["K"] = pydyf.Array([self.document.reference])
        self.fonts = self._add(pydyf.Dictionary())
        self.sections, self.pages, self.uses = {}, [], []
        self.notes, self.destinations, self.bookmarks = [], {}, []
        self.faults = []

    def _add(self, item):
        self.pdf.add_object(item)
        return item

    def _tag(self, kind, parent):
        return self._add(
            pydyf.Dictionary({"Type": "/StructElem", "S": kind, "P": parent.reference, "K": pydyf.Array()})
        )

    def place(self, placed: Placed) -> None:
        """Take over a part's pages and objects, and fill its holes."""
        part, holder = placed.part, self._holder(placed.section)
        where = [self._page(page, placed, at == 0) for at, page in enumerate(part.pages)]
        shifts = [len(page.owners) for page in where]
        first = len(self.pdf.objects)
        numbers = {number: first + at for at, number in enumerate(part.objects)}
        numbers[part.root] = holder.number
        numbers.update({page.number: target.entry.number for page, target in zip(part.pages, where, strict=True)})
        for pieces in part.objects.values():
            self._add(_Raw(b"".join([self._fill(piece, numbers, shifts) for piece in pieces])))
        holder["K"] += [b"%d 0 R" % numbers[tag] for tag in part.tags]
        for page, target, shift in zip(part.pages, where, shifts, strict=True):
            self._draw(page, target, shift, part, numbers)
        for name, at, x, y in part.destinations:
            self.destinations.setdefault(name, (where[at], x, y))
        self.bookmarks += [(level, label, where[at], x, y) for level, label, at, x, y in part.bookmarks]
        self.uses += part.uses
        first_page = self.pages.index(where[0])
        if placed.runs_on:  # and so fills the page it begins on
            self.faults = [each for each in self.faults if (each.kind, each.page) != ("empty page", first_page + 1)]
        self.faults += [fault._replace(page=first_page + fault.page) for fault in part.faults]

    def _holder(self, section):
        if section is None:
            return self.document
        if section not in self.sections:
            self.sections[section] = self._tag("/Sect", self.document)
            self.document["K"].append(self.sections[section].reference)
        return self.sections[section]

    def _page(self, page, placed, is_first):
        if placed.runs_on and is_first:
            return self.pages[-1]
        size = pydyf.Array([0, 0, page.width, page.height])
        entry = pydyf.Dictionary({"Type": "/Page", "Parent": self.pdf.pages.reference, "MediaBox": size})
        entry["TrimBox"] = size
        self.pdf.add_page(entry)
        self.pages.append(_Page(entry, placed.furniture))
        return self.pages[-1]

    def _fill(self, piece, numbers, shifts):
        if type(piece) is bytes:
            return piece
        if type(piece) is int:
            return b"%d 0 R" % numbers[piece]
        if piece[0] == "M":
            return b"%d" % (piece[2] + shifts[piece[1]])
        self.notes.append(numbers[piece[1]])
        return b"%d" % (NOTES + len(self.notes) - 1)

    def _draw(self, page, target, shift, part, numbers):
        drawing = page.drawing
        if shift:
            drawing = zlib.decompress(drawing)
            drawing = zlib.compress(MCID.sub(lambda mark: b"/MCID %d" % (int(mark[1]) + shift), drawing))
        target.drawings.append(drawing)
        target.owners += [numbers[owner] for owner in page.owners]
        target.notes += [numbers[note] for note in page.notes]
        target.states.update(part.states)
        target.pictures.update({name: numbers[number] for name, number in part.pictures.items()})

    def page_of(self, destination: str) -> int | None:
        """The number of the page, from 1, on which an anchor stands."""
        if destination not in self.destinations:
            return None
        return self.pages.index(self.destinations[destination][0]) + 1

    def write(self, *, furniture, numerals, metadata, identifier: bytes, source: dict | None = None) -> bytes:
        """The file. `furniture` and `numerals` are parts of sheets and of digits; see furniture.py.

        With a `source` it is PDF/A-3u as well, and carries that snapshot.
        """
        sheets = [self._add(_RawStream(sheet.drawing)) for sheet in furniture.pages]
        self.uses += [*furniture.uses, *numerals.uses]
        for number, page in enumerate(self.pages, start=1):
            self._finish_page(number, page, sheets, numerals)
        self.fonts.update(write_fonts(self.pdf, self.uses))
        self._write_tree()
        self._write_destinations()
        self._write_outlines()
        self._write_info(metadata)
        self._write_metadata(metadata, is_archival=source is not None)
        if source is not None:
            archival.add_colours(self.pdf)
            archival.attach_source(self.pdf, source, _pdf_date(metadata.modified))
        return bind(self.pdf, identifier)

    def _finish_page(self, number, page, sheets, numerals):
        drawings = [self._add(_RawStream(drawing)) for drawing in page.drawings]
        if page.furniture is not None:
            drawings.append(sheets[page.furniture])
            drawings.append(self._add(pydyf.Stream([numerals.draw(f"{number} / {len(self.pages)}")])))
        page.entry.update(
            {
                "Contents": pydyf.Array([drawing.reference for drawing in drawings]),
                "Resources": pydyf.Dictionary(
                    {
                        "Font": self.fonts.reference,
                        "ExtGState": pydyf.Dictionary({**page.states, **numerals.states}),
                        "XObject": pydyf.Dictionary({name: b"%d 0 R" % at for name, at in page.pictures.items()}),
                    }
                ),
                "Tabs": "/S",
                "StructParents": number - 1,
            }
        )
        if page.notes:
            page.entry["Annots"] = pydyf.Array([b"%d 0 R" % note for note in page.notes])

    def _write_tree(self):
        numbers = pydyf.Array()
        for at, page in enumerate(self.pages):
            numbers += [at, pydyf.Array([b"%d 0 R" % owner for owner in page.owners])]
        for at, element in enumerate(self.notes, start=NOTES):
            numbers += [at, b"%d 0 R" % element]
        self.tree_root["ParentTree"] = self._add(pydyf.Dictionary({"Nums": numbers})).reference
        self.tree_root["ParentTreeNextKey"] = NOTES + len(self.notes)
        self.pdf.catalog["StructTreeRoot"] = self.tree_root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _write_destinations(self):
        names = pydyf.Array()
        for name in sorted(self.destinations):
            page, x, y = self.destinations[name]
            names += [pydyf.String(name), pydyf.Array([page.entry.reference, "/XYZ", x, y, 0])]
        self.pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": names})})

    def _write_outlines(self):
        """The bookmarks as a tree: each hangs on the nearest before it that is of a higher rank."""
        top = self._add(pydyf.Dictionary({"Type": "/Outlines"}))
        open_items, children = [(0, top)], {id(top): []}
        for level, label, page, x, y in self.bookmarks:
            while open_items[-1][0] >= level:
                open_items.pop()
            parent = open_items[-1][1]
            at = pydyf.Array([page.entry.reference, "/XYZ", x, y, 0])
            item = self._add(pydyf.Dictionary({"Title": pydyf.String(label), "Parent": parent.reference, "Dest": at}))
            children[id(item)] = []
            children[id(parent)].append(item)
            open_items.append((level, item))
        if children[id(top)]:
            self._link_items(top, children)
            self.pdf.catalog["Outlines"] = top.reference

    def _link_items(self, item, children):
        below = children[id(item)]
        if not below:
            return 0
        count = len(below)
        for before, after in pairwise(below):
            before["Next"], after["Prev"] = after.reference, before.reference
        for child in below:
            count += self._link_items(child, children)
        item["First"], item["Last"], item["Count"] = below[0].reference, below[-1].reference, count
        return count

    def _write_info(self, metadata):
        from weasyprint import VERSION

        info = {"Title": metadata.title, "Author": ", ".join(metadata.authors), "Subject": metadata.description}
        info["Keywords"], info["Producer"] = ", ".join(metadata.keywords), f"WeasyPrint {VERSION}"
        self.pdf.info.update({name: pydyf.String(text) for name, text in info.items() if text})
        for name, date in (("CreationDate", metadata.created), ("ModDate", metadata.modified)):
            self.pdf.info[name] = pydyf.String(_pdf_date(date))
        self.pdf.catalog["Lang"] = pydyf.String(metadata.lang)

    def _write_metadata(self, metadata, is_archival):
        xmp = metadata.generate_rdf_metadata("ua", 1, None)
        content = [XMP_HEAD, archival.describe(xmp) if is_archival else xmp, XMP_TAIL]
        # Never deflated: a program that knows nothing of PDF must be able to read it (ISO 19005-3, 6.6.2.1).
        stream = self._add(pydyf.Stream(content, pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"})))
        self.pdf.catalog["Metadata"] = stream.reference


def _pdf_date(day):
    from weasyprint.pdf import _w3c_date_to_pdf

    return _w3c_date_to_pdf(day, "date")

"""The assembled objects as one file (ISO 32000-1, 7.5.8): every object written once, and deflated quickly.

pydyf writes the same, but asks for each object twice and deflates twice at the highest level: for an issue of 150
pages that takes longer than all the rest of the assembly.
"""

import hashlib
import zlib
from itertools import accumulate

import pydyf

HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
LEVEL = 6
# Objects of one stream: who wants one of them inflates them all.
MOST = 500
FREE, HERE, INSIDE = 0, 1, 2
WIDTHS = (1, 4, 2)  # bytes of an entry in the index


def bind(pdf: pydyf.PDF, identifier: bytes) -> bytes:
    """The file. The first half of its identifier is the given one, the second changes with every byte of it."""
    pdf.add_object(pdf.info)
    return _Binding(pdf).bound(identifier)


class _Binding:
    """A file as it grows, and where in it each object stands."""

    def __init__(self, pdf):
        self.pdf, self.file = pdf, bytearray(HEAD)
        self.places = [(FREE, 0, 65535), *([None] * (len(pdf.objects) - 1))]

    def bound(self, identifier):
        loose = []
        for item in self.pdf.objects[1:]:
            if item.compressible:
                loose.append(item)
            else:
                self._write(item.number, item.data)
        for at in range(0, len(loose), MOST):
            self._write_together(loose[at : at + MOST])
        self._write_index(identifier)
        return bytes(self.file)

    def _write(self, number, data):
        self.places[number] = (HERE, len(self.file), 0)
        self.file += b"%d 0 obj\n%b\nendobj\n" % (number, data)

    def _write_together(self, items):
        """Objects in one stream: first where each of them begins, then they themselves."""
        contents = [item.data for item in items]
        begins = accumulate((len(content) + 1 for content in contents), initial=0)
        index = b" ".join(b"%d %d" % (item.number, begin) for item, begin in zip(items, begins, strict=False))
        number = self._next()
        for at, item in enumerate(items):
            self.places[item.number] = (INSIDE, number, at)
        extra = {"Type": "/ObjStm", "N": len(items), "First": len(index) + 1}
        self._write(number, _deflated(b"\n".join((index, *contents)), extra))

    def _write_index(self, identifier):
        start, number = len(self.file), self._next()
        self.places[number] = (HERE, start, 0)
        entries = b"".join(
            value.to_bytes(width, "big") for place in self.places for width, value in zip(WIDTHS, place, strict=True)
        )
        digest = hashlib.sha256(self.file).hexdigest()[:32].encode()
        extra = {
            "Type": "/XRef",
            "W": pydyf.Array(WIDTHS),
            "Size": len(self.places),
            "Root": self.pdf.catalog.reference,
            "Info": self.pdf.info.reference,
            "ID": pydyf.Array([pydyf.String(identifier), pydyf.String(digest)]),
        }
        self._write(number, _deflated(entries, extra))
        self.file += b"startxref\n%d\n%%%%EOF\n" % start

    def _next(self):
        """The number of one more object."""
        self.places.append(None)
        return len(self.places) - 1


def _deflated(content, extra):
    content = zlib.compress(content, LEVEL)
    head = pydyf.Dictionary({**extra, "Filter": "/FlateDecode", "Length": len(content)})
    return b"%b\nstream\n%b\nendstream" % (head.data, content)

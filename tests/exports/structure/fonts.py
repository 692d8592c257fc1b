"""Fonts: all inside the file, every shown glyph in its font and said as text."""

import io
import re

from fontTools.ttLib import TTFont

HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


def font_faults(marks):
    for reference, codes in _shown(marks).items():
        font = reference.get_object()
        name = str(font.get("/BaseFont", "a font"))
        if "/ToUnicode" not in font:
            yield f"{name} does not say its text"
        elif unsaid := codes - _said(font["/ToUnicode"].get_data()):
            yield f"{name} does not say the text of glyphs {sorted(unsaid)[:9]}"
        if font["/Subtype"] == "/Type0":
            yield from _embedding_faults(name, font, codes)
        elif font["/Subtype"] != "/Type3" and not _file(font):
            yield f"{name} is not embedded"


def _shown(marks):
    """Codes by font; every font that a resource names, shown or not."""
    found = {}
    for content in marks:
        for name, font in content.resources.get("/Font", {}).items():
            codes = content.shown.get(name[1:], [])
            is_wide = font.get_object()["/Subtype"] == "/Type0"
            found.setdefault(content.resources["/Font"].raw_get(name), set()).update(_codes(codes, 2 if is_wide else 1))
    return found


def _codes(strings, width):
    for string in strings:
        data = bytes.fromhex(_even(string[1:-1])) if string[:1] == b"<" else _plain(string[1:-1])
        yield from (int.from_bytes(data[at : at + width], "big") for at in range(0, len(data), width))


def _even(digits):
    digits = b"".join(digits.split()).decode()
    return digits + "0" * (len(digits) % 2)


ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}


def _plain(string):
    def byte(found):
        return bytes([int(found[1], 8) & 255]) if found[1].isdigit() else NAMED.get(found[1], found[1])

    return ESCAPE.sub(byte, string)


def _said(cmap):
    """The codes that the font's map gives a text that is not empty."""
    said = set()
    for kind, block in BLOCK.findall(cmap):
        codes = [code.decode() for code in HEX.findall(re.sub(rb"\[[^]]*\]", b"<FFFF>", block))]
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(codes) - step + 1, step):
            first, last = int(codes[at], 16), int(codes[at + step - 2], 16)
            said.update(range(first, last + 1))
    return said


def _file(font):
    descriptor = font.get("/FontDescriptor", {}).get_object()
    return next((descriptor[name] for name in ("/FontFile", "/FontFile2", "/FontFile3") if name in descriptor), None)


def _embedding_faults(name, font, codes):
    descendant = font["/DescendantFonts"][0].get_object()
    file = _file(descendant)
    if file is None:
        yield f"{name} is not embedded"
        return
    if descendant["/Subtype"] == "/CIDFontType2" and "/CIDToGIDMap" not in descendant:
        yield f"{name} does not say which glyph a code means"
    if 0 in codes:
        yield f"{name} shows the glyph of what it lacks"
    outlines = TTFont(io.BytesIO(file.get_data()), lazy=True, recalcTimestamp=False)
    count = outlines["maxp"].numGlyphs
    if lacking := sorted(code for code in codes if code >= count):
        yield f"{name} lacks glyphs {lacking[:9]}"
    if missing := sorted(codes - _widths(descendant)):
        yield f"{name} has no width for glyphs {missing[:9]}"
    outlines.close()


def _widths(descendant):
    """The codes whose width is listed."""
    listed, entries, at = set(), descendant.get("/W", []), 0
    while at < len(entries):
        first, second = entries[at], entries[at + 1].get_object()
        if isinstance(second, list):
            listed.update(range(first, first + len(second)))
            at += 2
        else:
            listed.update(range(first, second + 1))
            at += 3
    return listed

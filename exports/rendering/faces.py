"""Fonts of parts that were set apart, and their one subset in the assembled file.

WeasyPrint writes text as glyph numbers of the whole font, so the same number means the same glyph in every part:
a part only notes which glyphs it used, and the assembled file carries each font once, with the glyphs of them all.
"""

import functools
import hashlib
import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pydyf

from .fetching import FONT_PACKAGES
from .store import store

DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


class Face(NamedTuple):
    """What a PDF says of a font; `file` is the SHA-256 of its file, `key` its name in content streams."""

    key: str
    name: bytes
    family: str
    flags: int
    ascent: int
    descent: int
    file: str
    index: int


class Use(NamedTuple):
    """The glyphs a part drew with one face: their widths in thousandths, and the text each stands for."""

    face: Face
    widths: dict
    texts: dict


def uses_of(fonts, mark: str) -> list[Use]:
    """What a laid-out document used of its fonts, by the key its content streams name them by.

    A font that lacks a character numbers it as it comes, so such a font stays the part's own: `mark` tells it apart.
    """
    uses = {}
    for font in fonts.values():
        key = font.hash + (mark if font.missing else "")
        digest = _keep_file(font.file_content)
        face = Face(key, font.name, font.family, font.flags, font.ascent, font.descent, digest, font.index)
        use = uses.setdefault(key, Use(face, {}, {}))
        use.widths.update(font.widths)
        use.texts.update(font.to_unicode)
    return list(uses.values())


@functools.cache
def _packaged():
    """Files of the font packages by their digest."""
    folders = [Path(find_spec(package).origin).parent / "files" for package in FONT_PACKAGES]
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for each in folders for path in each.glob("*.ttf")}


@functools.lru_cache(maxsize=64)
def _digest(content):
    return hashlib.sha256(content).hexdigest()


def _keep_file(content):
    """The digest of a font's file; one that no package ships is kept for the assembly, wherever that runs."""
    digest = _digest(bytes(content))
    if digest not in _packaged() and store().get(f"font-{digest}") is None:
        store().set(f"font-{digest}", bytes(content))
    return digest


def _file(digest):
    path = _packaged().get(digest)
    content = path.read_bytes() if path else store().get(f"font-{digest}")
    if content is None:
        raise LookupError(f"The font {digest} is gone from the store")
    return content


def write_fonts(pdf, uses: list[Use]) -> pydyf.Dictionary:
    """Add one font object a face, with the glyphs of all its uses; the dictionary names them by key."""
    merged = {}
    for use in uses:
        whole = merged.setdefault(use.face.key, Use(use.face, {}, {}))
        whole.widths.update(use.widths)
        whole.texts.update(use.texts)
    fonts = pydyf.Dictionary()
    for key in sorted(merged):
        fonts[key] = _write_font(pdf, merged[key]).reference
    return fonts


def _write_font(pdf, use):
    face = use.face
    data, length, is_otf = subset(face.file, face.index, tuple(sorted(use.texts)))
    extra = {"Subtype": "/OpenType"} if is_otf else {"Length1": length}
    program = _add(pdf, pydyf.Stream([data], pydyf.Dictionary({**extra, "Filter": "/FlateDecode"})))
    descriptor = _add(pdf, _descriptor(face, use.widths, program, is_otf))
    descendant = _add(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": f"/CIDFontType{0 if is_otf else 2}",
                "BaseFont": face.name,
                "CIDSystemInfo": pydyf.Dictionary(
                    {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
                ),
                "CIDToGIDMap": "/Identity",
                "W": _widths(use.widths),
                "FontDescriptor": descriptor.reference,
            }
        ),
    )
    return _add(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": face.name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([descendant.reference]),
                "ToUnicode": _add(pdf, pydyf.Stream(_to_unicode(use.texts), compress=True)).reference,
            }
        ),
    )


def _add(pdf, item):
    pdf.add_object(item)
    return item


def _descriptor(face, widths, program, is_otf):
    return pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": face.name,
            "FontFamily": pydyf.String(face.family),
            "Flags": face.flags,
            "FontBBox": pydyf.Array([0, face.descent, max(widths.values(), default=0), face.ascent]),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.ascent,
            "StemV": 80,
            "StemH": 80,
            f"FontFile{3 if is_otf else 2}": program.reference,
        }
    )


def _widths(widths):
    runs = pydyf.Array()
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            run = pydyf.Array()
            runs += [glyph, run]
        run.append(widths[glyph])
    return runs


def _to_unicode(texts):
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ]
    glyphs = sorted(texts)
    for at in range(0, len(glyphs), 100):
        batch = glyphs[at : at + 100]
        lines.append(f"{len(batch)} beginbfchar".encode())
        lines += [f"<{glyph:04x}> <{texts[glyph].encode('utf-16-be').hex()}>".encode() for glyph in batch]
        lines.append(b"endbfchar")
    return [*lines, b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"]


@functools.lru_cache(maxsize=64)
def subset(digest, index, glyphs):
    """The font with these glyphs only, at their old numbers, deflated; its length before; whether it has CFF outlines.

    That is asked of the subset: the file may be a collection, which does not say.
    """
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(_file(digest)), index)
    wanted = uharfbuzz.SubsetInput()
    flags = uharfbuzz.SubsetFlags
    wanted.flags = (
        flags.RETAIN_GIDS
        | flags.DESUBROUTINIZE
        | flags.NO_HINTING
        | flags.NOTDEF_OUTLINE
        | flags.PASSTHROUGH_UNRECOGNIZED
    )
    kept = wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX)
    for glyph in glyphs:
        kept.add(glyph)
    dropped = wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG)
    for tag in DROPPED:
        dropped.add(int.from_bytes(tag.encode(), "big"))
    content = wanted.subset(face).blob.data
    return zlib.compress(content), len(content), content[:4] == b"OTTO"

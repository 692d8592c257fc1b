"""Characters of a snapshot that no font here has: they would be printed as nothing, so somebody has to be told."""

import logging
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from editorial.intake.cleaning import plain_text

from .fetching import FONT_PACKAGES

SILENT = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}  # controls, and what is white anyway
VARIATIONS = range(0xFE00, 0xFE10)


class Missing(NamedTuple):
    """A character, its name in Unicode, and the article where it stands first; no anchor outside the articles."""

    character: str
    name: str
    anchor: str


def missing_characters(snapshot: dict) -> list[Missing]:
    """Each character once, in the order of reading. Fonts are asked as the printed page will ask them."""
    texts = [("", _around(snapshot))]
    texts += [(article["anchor"], _of(article)) for each in snapshot["sections"] for article in each["articles"]]
    rare = {character for _anchor, text in texts for character in text if _is_rare(character)}
    unknown, found = _unknown("".join(sorted(rare))), {}
    for anchor, text in texts:
        for character in text:
            if character in unknown:
                found.setdefault(character, Missing(character, _name(character), anchor))
    return list(found.values())


def _name(character):
    return unicodedata.name(character, f"U+{ord(character):04X}")


def _around(snapshot):
    bulletin, issue = snapshot["bulletin"], snapshot["issue"]
    heads = [text for section in snapshot["sections"] for text in (section["title"], section["subtitle"])]
    return "\n".join([*(bulletin[name] for name in ("title", "tagline", "label", "imprint")), issue["notice"], *heads])


def _of(article):
    names = ("title", "parallel_title", "country", "byline", "source_name")
    captions = [text for each in article["illustrations"] for text in (each["caption"], each["credit"])]
    texts = [*(article[name] for name in names), *article["keywords"], *captions, plain_text(article["body"])]
    return "\n".join(text or "" for text in texts)


def _is_rare(character):
    if character in _ours() or ord(character) in VARIATIONS:
        return False
    return unicodedata.category(character) not in SILENT


@cache
def _ours():
    """What the faces of our packages have, one or the other: each falls back to the other."""
    from fontTools.ttLib import TTFont

    codes = set()
    for package in FONT_PACKAGES:
        (path,) = (Path(find_spec(package).origin).parent / "files").glob("*-Regular.ttf")
        with TTFont(path, lazy=True) as font:
            codes |= font.getBestCmap().keys()
    return frozenset(map(chr, codes))


@lru_cache(maxsize=64)
def _unknown(characters):
    """Those of the characters that the renderer finds in no font, by drawing them."""
    from weasyprint import HTML
    from weasyprint.logger import LOGGER

    if not characters:
        return frozenset()
    listener = _Listener()
    LOGGER.addFilter(listener)
    try:
        HTML(string=f"<p>{' '.join(characters)}</p>").write_pdf()
    finally:
        LOGGER.removeFilter(listener)
    return frozenset(listener.characters)


class _Listener(logging.Filter):
    """Takes the renderer's complaints about characters, and lets all others pass."""

    def __init__(self):
        super().__init__()
        self.characters = set()

    def filter(self, record):
        if not str(record.msg).startswith(".notdef"):
            return True
        self.characters.add(record.args[0])
        return False

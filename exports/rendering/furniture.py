"""What stands on every page and belongs to none: running heads, folio, page number."""

from typing import NamedTuple

from django.template.loader import render_to_string

from .faces import Use
from .setting import SetPart

DIGITS = "0123456789 /"


def sheets_html(context: dict) -> str:
    """A document of one sheet for each running head in `context["heads"]`, without a page number."""
    return render_to_string("exports/furniture.html", context)


def numerals_html(context: dict) -> str:
    """A document that shows every sign a page number is written with, at the place where it ends."""
    return render_to_string("exports/furniture.html", {**context, "heads": [], "digits": DIGITS})


class Numerals(NamedTuple):
    """Page numbers without laying out a page for each: the glyphs of one set line, put in any order."""

    uses: list[Use]
    states: dict
    glyphs: dict
    key: str
    right: float
    baseline: float

    def draw(self, text: str) -> bytes:
        """The content stream of one page number, as an artifact, ending where the set line ended."""
        width = sum(self.glyphs[sign][1] for sign in text) * SIZE / 1000
        glyphs = "".join(f"{self.glyphs[sign][0]:04x}" for sign in text)
        return (
            f"/Artifact <</Type /Pagination>> BDC q {INK} rg BT /{self.key} {SIZE} Tf "
            f"1 0 0 1 {self.right - width:.2f} {self.baseline:.2f} Tm <{glyphs}> Tj ET Q EMC"
        ).encode()


# As in the style sheet's rules for furniture.
SIZE = 8
INK = "0.114 0.106 0.102"


def numerals_of(part: SetPart) -> Numerals:
    """From a part of `numerals_html`. Raises LookupError if no one font drew all the signs."""
    for use in part.uses:
        signs = {text: (glyph, use.widths[glyph]) for glyph, text in use.texts.items()}
        if set(DIGITS) <= signs.keys():
            right, baseline = part.foot
            return Numerals([use], part.states, signs, use.face.key, right, baseline)
    raise LookupError("The digits were drawn with more than one font")

"""How large the standard layout sets a picture, and whether it has enough dots for that."""

from typing import NamedTuple

from django.utils.translation import gettext as _

COARSE = 150  # dots per inch below which print shows them
NATURAL = 96  # a picture is never set larger than this makes it
# What the style sheets of print allow, in mm: the text's measure, the height of a wide picture and of a tall one.
ROOM = {"A4": (126, 120, 150), "Letter": (126.1, 120, 150), "A5": (116, 90, 120)}
INCH = 25.4


class Placed(NamedTuple):
    width: int
    height: int
    dpi: int

    @property
    def is_coarse(self):
        return self.dpi < COARSE

    def __str__(self):
        return _("%(width)s × %(height)s, %(dpi)s dpi on the page") % self._asdict()


def placed(width: int, height: int, paper: str = "A4") -> Placed | None:
    """A picture of so many pixels as it stands on the page; None if its size is not known."""
    if not width or not height:
        return None
    measure, wide, tall = ROOM[paper]
    highest = tall if height > width else wide
    dpi = max(NATURAL, width * INCH / measure, height * INCH / highest)
    return Placed(width, height, round(dpi))

"""Article headings: `Title (Parallel title) / Country, Month, Year`."""

import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from .countries import is_country
from .dates import month_of

# Longer than any title in two languages; what is longer is a paragraph that happens to end like a heading.
LONGEST = 3000
LONGEST_PLACE = 120
MOST_WRAPPED = 3
SLASHES = "/／∕⁄"
MAYBE = re.compile(r"(?:19|20)\d\d\D{0,8}$")
PLACE = re.compile(
    r"^\s*(?P<country>\S.*?)(?:(?P<comma>\s*,)\s*|\s+)(?:(?P<day>\d{1,2})\s+)?"
    r"(?P<month>[^\W\d_]{3,12})\.?\s*,?\s*(?P<year>(?:19|20)\d\d)\s*(?:г\.?|год|года|году)?\s*[.,;]?\s*$",
    re.IGNORECASE,
)
CREDIT = re.compile(r"(?:^\W*|\W)(?:photos?|picture|image|фото)\s*(?:[:/]|by\b|of\b)", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Heading:
    head: str  # all before the slash: the title, with its parallel title
    country: str
    month: int
    year: int
    day: int | None = None
    guessed: bool = False  # the month's name is misspelt
    known: bool = True  # the country is one we know


@dataclass
class Found:
    """A heading and where it stands: the index of its first line and the one after its last."""

    heading: Heading
    first: int
    end: int
    notes: list = field(default_factory=list)


def headings_in(lines: list) -> list[Found]:
    """Every heading of the text, in order; one that runs over several lines is joined, with a note."""
    found = []
    for at, line in enumerate(lines):
        if not line.text or (found and at < found[-1].end):
            continue
        heading, end = heading_of(line.text), at + 1
        notes = []
        if heading is None and line.text[-1] in "/／" and end < len(lines) and place_of(lines[end].text):
            heading, end = heading_of(f"{line.text} {lines[end].text}"), end + 1
            notes.append(_("The heading runs over several lines; they were joined."))
        if heading:
            one = _unwrapped(lines, Found(heading, at, end, notes), found[-1].end if found else 0)
            if one.heading.head:
                found.append(one)
    return found


def _unwrapped(lines, found, floor):
    """The heading with the lines before it that it was broken off from."""
    heading = found.heading
    if heading.head and not is_cut(heading.head):
        return found
    text, first = heading.head, found.first
    while first > max(floor, found.first - MOST_WRAPPED) and lines[first - 1].text:
        first -= 1
        text = f"{lines[first].text} {text}".strip()
        if not is_cut(text) and not text[0].islower() and not is_open(text):
            joined = replace(heading, head=" ".join(text.split()))
            note = _("The heading runs over several lines; they were joined.")
            return Found(joined, first, found.end, [*found.notes, note])
    return found


def heading_of(text: str) -> Heading | None:
    """The heading a line is, or None; its head is empty if only the place and date stand in the line."""
    if len(text) > LONGEST or not MAYBE.search(text[-14:]):
        return None
    slash = max(text.rfind(mark) for mark in SLASHES)
    if slash < 0 or len(text) - slash > LONGEST_PLACE:
        return None
    place = place_of(text[slash + 1 :])
    head = " ".join(text[:slash].split())
    return Heading(head=head, **place) if place and not (CREDIT.search(head) and not place["known"]) else None


def place_of(text: str) -> dict | None:
    """Country, month and year of `Russia, October, 2023`, as a heading's values."""
    match = PLACE.match(text)
    if not match:
        return None
    month, guessed = month_of(match["month"])
    country = " ".join(match["country"].split()).strip(" ,")
    known = is_country(country)
    if month is None or not LETTER.search(country) or not (match["comma"] or known):
        return None
    if guessed and not known:
        return None
    return {
        "country": country,
        "month": month,
        "year": int(match["year"]),
        "day": int(match["day"]) if match["day"] else None,
        "guessed": guessed,
        "known": known,
    }


def is_open(text: str) -> bool:
    """Whether a parenthesis opened in the text is still open at its end."""
    return _depth(text)[0] > 0


def is_cut(text: str) -> bool:
    """Whether a parenthesis closes in the text that never opened in it."""
    return _depth(text)[1] > 0


def _depth(text):
    depth = cut = 0
    for sign in text:
        if sign == "(":
            depth += 1
        elif sign == ")":
            cut += depth == 0
            depth = max(0, depth - 1)
    return depth, cut

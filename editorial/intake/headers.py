"""What stands before the first heading: the bulletin's title and tagline, the issue's label, number and period."""

import datetime
import re
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .dates import period_of, week_of
from .parsed import FormatError, Warned
from .sections import folded
from .titles import language_of

LABEL = re.compile(
    r"^(?P<label>[^\d]{0,40}?)[\s№#:.,]*(?<!\d)(?P<number>\d{1,3})\s*[.,/\\\-–—(]\s*(?P<year>(?:19|20)\d\d)\s*[).]?$"
)
KNOWN_LABEL = re.compile(r"^\W*(?:issue|выпуск|вып|номер|number|no|№|#)\b", re.IGNORECASE)
LABELS = {"en": "Issue", "ru": "Выпуск"}


@dataclass
class Header:
    title: str = ""
    tagline: str = ""
    label: str = ""
    language: str = "en"
    number: int = 0
    year: int = 0
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    section: tuple[str, str] = ("", "")
    warnings: list = field(default_factory=list)


def read_header(lines: list, known: set) -> Header:
    """The header in these non-blank lines; raises FormatError if they have neither issue number nor period."""
    header = Header()
    rows = [(line.number, " ".join(line.text.split())) for line in lines]
    before, after = _divide(header, rows)
    _name_sections(header, after, known, may_be_tagline=before)
    _name_bulletin(header, before)
    header.language = language_of(header.title or " ".join(text for _number, text in rows))
    header.label = header.label or LABELS[header.language]
    _date(header, rows[0][0] if rows else 1)
    return header


def is_label(text: str) -> bool:
    return bool(LABEL.match(text))


def _divide(header, rows):
    """Take label and period out of the rows; return what stands before the last of them, and after."""
    period_at = next((at for at, (_number, text) in enumerate(rows) if period_of(text)), None)
    rest = [text for _number, text in rows]
    if period_at is not None:
        rest[period_at] = _take_period(header, rest[period_at])
    label_at = _label_at(rest)
    if label_at is not None:
        match = LABEL.match(rest[label_at])
        header.label = match["label"].strip(" №#:.,").strip()
        header.number, header.year = int(match["number"]), int(match["year"])
        rest[label_at] = ""
    if period_at is None and label_at is None:
        raise FormatError(_("No issue number found: above the first article a line like “Issue 42.2023” is expected."))
    end = max(at for at in (period_at, label_at) if at is not None) + 1
    numbered = [(number, text) for (number, _text), text in zip(rows, rest, strict=True)]
    before = [row for row in numbered[:end] if row[1]]
    return before, [row for row in numbered[end:] if row[1]]


def _take_period(header, text):
    match, header.date_from, header.date_to = period_of(text)
    return f"{text[: match.start()]} {text[match.end() :]}".strip(" ()[].,;:—–-")


def _label_at(texts):
    found = [at for at, text in enumerate(texts) if is_label(text)]
    return next((at for at in found if KNOWN_LABEL.match(texts[at])), found[0] if found else None)


def _name_sections(header, rows, known, *, may_be_tagline):
    """The first section's titles are the last lines before the first heading; what is over joins the lines before."""
    count = 1 if rows and folded(rows[-1][1]) in known else min(2, len(rows))
    titles = [text for _number, text in rows[len(rows) - count :]]
    header.section = (titles[0], titles[1] if count == 2 else "") if titles else ("", "")
    may_be_tagline += rows[: len(rows) - count]


def _name_bulletin(header, rows):
    """Bulletin title, then the tagline: whatever else stands in the header joins it, so that no text is lost."""
    taglines = []
    for number, text in rows:
        if not header.title:
            header.title = text
        elif folded(text) == folded(header.title):
            _warn(header, number, _("The bulletin's title “{text}” is repeated; once is enough."), text=text)
        else:
            taglines.append(text)
            if len(taglines) > 1:
                _warn(header, number, _("“{text}” was not understood and joins the tagline."), text=text)
    header.tagline = " ".join(taglines)
    if not header.title:
        _warn(header, 1, _("The title of the bulletin is missing."))


def _date(header, line):
    """Number and period fill in for each other, and are compared: the number is the ISO week."""
    given = header.date_from and header.date_to
    if given and header.date_to < header.date_from:
        _warn(header, line, _("The period ends before it begins; the week of the issue's number is used."))
        given = False
    if not header.number:
        if not given:
            raise FormatError(_("The issue has neither a number nor a period that can be read."))
        header.year, header.number, _day = header.date_from.isocalendar()
        _warn(header, line, _("The issue's number is missing; {number}.{year} is the week of its period."),
              number=header.number, year=header.year)  # fmt: skip
    week = week_of(header.year, header.number)
    if not given:
        _fill_period(header, line, week)
    elif (header.date_from, header.date_to) != week:
        message = _("The period {first} to {last} is not the week that {label} stands for.")
        label = f"{header.number}.{header.year}"
        _warn(header, line, message, first=header.date_from, last=header.date_to, label=label)


def _fill_period(header, line, week):
    if week is None:
        message = _("The year {year} has no week {number}, and the period is missing.")
        raise FormatError(format_lazy(message, year=header.year, number=header.number))
    header.date_from, header.date_to = week
    _warn(header, line, _("The period is missing or cannot be read; the week of the issue's number is used."))


def _warn(header, line, message, **values):
    header.warnings.append(Warned(line, format_lazy(message, **values)))

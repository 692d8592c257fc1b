"""The date of a source: month and year, or the exact day, which agree."""

import datetime

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

FIELDS = ("month", "year", "published_on")


def month_name(number) -> str:
    """The month by itself, as a heading has it; nothing for what is no month."""
    return str(capfirst(MONTHS[number])) if number in MONTHS else ""


def complete(month, year, day: datetime.date | None):
    """Month and year, filled from the exact day where nothing is said."""
    return (month or day.month, year or day.year) if day else (month, year)


def disagreement(month, year, day: datetime.date | None) -> str:
    """What is wrong between the two, or an empty text."""
    if not day or (month or day.month, year or day.year) == (day.month, day.year):
        return ""
    return _("the exact date is in %(month)s %(year)s, the month printed is another") % {
        "month": MONTHS[day.month],
        "year": day.year,
    }

"""Months, days and weeks as bulletins print them."""

import calendar
import datetime
import difflib
import re
from functools import cache

ENGLISH = tuple(calendar.month_name)[1:]
RUSSIAN = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
PREPOSITIONAL = tuple(name[:-1] + "е" for name in GENITIVE)
SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12, "янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9,
    "окт": 10, "ноя": 11, "нояб": 11, "дек": 12,
}  # fmt: skip

DAY = r"(\d{4})[.\-/]\s?(\d{1,2})[.\-/]\s?(\d{1,2})"
DAY_BACKWARDS = r"(\d{1,2})[.\-/]\s?(\d{1,2})[.\-/]\s?(\d{4})"
DASH = r"\s{0,5}(?:[-‐‑‒–—―−~]{1,3}|\bto\b|\bпо\b)\s{0,5}"
PERIOD = re.compile(rf"(?<!\d){DAY}(?!\d){DASH}{DAY}(?!\d)")
PERIOD_BACKWARDS = re.compile(rf"(?<!\d){DAY_BACKWARDS}(?!\d){DASH}{DAY_BACKWARDS}(?!\d)")
LONE_DAY = re.compile(rf"^{DAY}\.?$")
LONE_DAY_BACKWARDS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")


@cache
def months() -> dict[str, int]:
    """Number of every month's name, in any case a heading may put it in."""
    known = dict(SHORT)
    for names in (tuple(map(str.lower, ENGLISH)), RUSSIAN, GENITIVE, PREPOSITIONAL):
        known.update({name: number for number, name in enumerate(names, start=1)})
    return known


def month_of(name: str) -> tuple[int | None, bool]:
    """The month's number, and whether it had to be guessed from a misspelt name; (None, False) if it is none."""
    folded = name.casefold().strip(". ")
    if number := months().get(folded):
        return number, False
    if 4 <= len(folded) <= 12:
        near = difflib.get_close_matches(folded, [name for name in months() if len(name) > 3], n=1, cutoff=0.82)
        if near:
            return months()[near[0]], True
    return None, False


def month_name(number: int, language: str) -> str:
    return (RUSSIAN if language == "ru" else ENGLISH)[number - 1]


def day_of(text: str) -> datetime.date | None:
    """The day a line consists of, year first as ISO 8601 has it (or day first with full stops), else None."""
    if match := LONE_DAY.match(text):
        return _day(*match.groups())
    if match := LONE_DAY_BACKWARDS.match(text):
        return _day(*reversed(match.groups()))
    return None


def period_of(text: str):
    """(match, first day, last day) of the period in the text; days are None where there is no such day."""
    if match := PERIOD.search(text):
        return match, _day(*match.groups()[:3]), _day(*match.groups()[3:])
    if match := PERIOD_BACKWARDS.search(text):
        return match, _day(*reversed(match.groups()[:3])), _day(*reversed(match.groups()[3:]))
    return None


def week_of(year: int, number: int) -> tuple[datetime.date, datetime.date] | None:
    """Monday and Sunday of the ISO week, None if the year has no such week."""
    try:
        return datetime.date.fromisocalendar(year, number, 1), datetime.date.fromisocalendar(year, number, 7)
    except (ValueError, OverflowError):
        return None


def _day(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None

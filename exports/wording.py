"""Dates, lists and languages as a bulletin prints them, in the language that is active."""

import datetime
import re

from babel.dates import format_date, format_time
from babel.lists import format_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from editorial.intake.countries import in_sentence

# Whether a document is a proof, and better: when it was made.
Draft = bool | datetime.datetime

MOST_NAMED = 8
CYRILLIC = re.compile("[\u0400-\u04ff]")
# British rules: 28 December 2020, and no comma before the last of a list.
LOCALES = {"en": "en_GB"}


def locale():
    language = get_language() or "en"
    return LOCALES.get(language, language)


def period(date_from: str, date_to: str) -> str:
    """28 December 2020 — 3 January 2021; what both dates share is said once."""
    first, last = datetime.date.fromisoformat(date_from), datetime.date.fromisoformat(date_to)
    if first == last:
        return date(date_to)
    if first.year != last.year:
        shown = format_date(first, "d MMMM y", locale=locale())
    else:
        shown = format_date(first, "d" if first.month == last.month else "d MMMM", locale=locale())
    return f"{shown} — {date(date_to)}"


def date(iso: str) -> str:
    return format_date(datetime.date.fromisoformat(iso), "d MMMM y", locale=locale()) if iso else ""


def month(number: int | None, year: int | None) -> str:
    """December 2020, июль 2023: the month by itself, whatever case a date would need."""
    if not number:
        return str(year or "")
    name = format_date(datetime.date(2000, number, 1), "LLLL", locale=locale())
    return f"{name} {year}" if year else name


def inside(articles: list[dict]) -> str:
    """One line on what an issue holds: 12 articles from China, Greece, Russia and the United Kingdom."""
    count = len(articles)
    countries = sorted({article["country"] for article in articles if article["country"]}, key=in_order)
    counted = ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}
    if not countries:
        return counted
    if len(countries) > MOST_NAMED:
        line = ngettext("%(articles)s from %(count)d country", "%(articles)s from %(count)d countries", len(countries))
        return line % {"articles": counted, "count": len(countries)}
    # Translators: a Russian sentence need not decline the names: «12 статей: Бразилия, Индия и Россия».
    line = ngettext("%(count)d article from %(countries)s", "%(count)d articles from %(countries)s", count)
    return line % {"count": count, "countries": _listed(countries)}


def _listed(names):
    return format_list([in_sentence(name) for name in names], style="standard", locale=locale())


def in_order(word: str) -> tuple:
    """Sort key that puts ё beside е and takes no notice of capitals."""
    return word.casefold().replace("ё", "е"), word


def language_of(text: str, named: str = "") -> str:
    """The language to mark a parallel title with: the bulletin's choice, else what the letters say."""
    return named or ("ru" if CYRILLIC.search(text) else "en")


def address(url: str) -> str:
    """A web address as a reader says it; a long one is cut to its site, the link behind it stays whole."""
    shown = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return shown if len(shown) <= 48 else f"{shown.split('/')[0][:48]}/…"


def issue_name(snapshot: dict) -> str:
    """Issue 53.2020, with the bulletin's own word for it."""
    issue = snapshot["issue"]
    return f"{snapshot['bulletin']['label']} {issue['number']}.{issue['year']}".strip()


def edition_name(snapshot: dict) -> str:
    """Said only of a corrected edition."""
    number = snapshot["issue"]["edition"]
    return _("Edition %(number)s, corrected") % {"number": number} if number > 1 else ""


def proof_mark(draft: Draft) -> str:
    """What every page of a proof says of itself; nothing if it is none."""
    if isinstance(draft, datetime.datetime):
        at = f"{date(draft.date().isoformat())}, {format_time(draft, 'HH:mm', locale=locale())}"
        return _("Proof, %(at)s, not for publication") % {"at": at}
    return _("Proof, not published") if draft else ""

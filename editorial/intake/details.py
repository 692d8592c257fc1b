"""The lines between an article's heading and its body: keywords, date, country, source, byline, in any order."""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .countries import is_country, same
from .dates import LONE_DAY, LONE_DAY_BACKWARDS, day_of
from .parsed import ParsedArticle, Warned, is_address

COLON = r"\s{0,5}[:：]\s*"
KEYWORDS = re.compile(rf"^(?:key[\s-]?words?|ключевые\s+слова|ключевое\s+слово){COLON}(.*)$", re.IGNORECASE)
SOURCE = re.compile(rf"^(?:sources?|источники?){COLON}(.*)$", re.IGNORECASE)
AUTHOR = re.compile(rf"^(?:authors?|by-?line|авторы?){COLON}(.*)$", re.IGNORECASE)
DATE = re.compile(rf"^(?:date|дата){COLON}", re.IGNORECASE)
LONGEST = 2000


def take_details(article: ParsedArticle, lines: list, warnings: list) -> list:
    """Fill the article from the lines directly after its heading; the lines left are its body.

    Blank lines may stand between details. A second detail of a kind that has its value stays in the body.
    """
    left, seen, start = [], set(), 0
    for at, line in enumerate(lines):
        if not line.text:
            continue
        kind = _take(article, line, seen, warnings)
        if kind == "":
            break
        start = at + 1
        if kind is None:
            left.append(line)
            message = _("“{line}” stays in the text: the article has such a line already, or it cannot be read.")
            warnings.append(Warned(line.number, format_lazy(message, line=line.text)))
    if "keywords" not in seen:
        warnings.append(Warned(article.line, format_lazy(_("“{title}” has no keywords line."), title=article.title)))
    return left + list(lines[start:])


def is_keywords(text: str) -> bool:
    return bool(KEYWORDS.match(text[:40]))


def _take(article, line, seen, warnings):
    """Kind of the detail taken, '' if the line is none, None if it is one that cannot be taken."""
    text = " ".join(line.text.split())
    if len(text) > LONGEST:
        return ""
    if match := KEYWORDS.match(text):
        article.keywords += keywords_of(match[1])
        seen.add("keywords")
        return "keywords"
    if match := SOURCE.match(text):
        return _take_source(article, match[1])
    if match := AUTHOR.match(text):
        return _take_author(article, match[1])
    if is_country(text) or (len(text) <= 60 and same(text, article.country)):
        _compare_country(article, line, warnings)
        return "country"
    return _take_day(article, text)


def keywords_of(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,;，；]", text) if word.strip()]


def _take_source(article, value):
    addresses = [is_address(source) for source in article.sources]
    if not value or len(addresses) > 1 or is_address(value) in addresses:
        return None
    article.sources.append(value)
    return "source"


def _take_author(article, value):
    if article.author or not value:
        return None
    article.author = value
    return "author"


def _take_day(article, text):
    bare = DATE.sub("", text)
    day = day_of(bare)
    if day is None:
        return None if LONE_DAY.match(bare) or LONE_DAY_BACKWARDS.match(bare) else ""
    if article.published_on:
        return None
    article.published_on = day
    return "date"


def _compare_country(article, line, warnings):
    if not same(line.text, article.country):
        message = _("“{line}” is not the country of the heading, {country}. The heading's is kept.")
        warnings.append(Warned(line.number, format_lazy(message, line=line.text, country=article.country)))

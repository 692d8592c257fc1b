"""Do the two titles say the same in their two languages? Doubts, never obstacles."""

import re

from django.utils.translation import gettext as _

from editorial.transliteration import CYRILLIC, LATIN

from .finding import WARNING, Finding

NUMBER = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?")


def check(issue, articles):
    bulletin = issue.bulletin
    for article in articles:
        for field, doubt in doubts(article.title, article.parallel_title, bulletin):
            yield Finding(
                WARNING, _("“%(title)s”: %(doubt)s") % {"title": article.title, "doubt": doubt}, article, field
            )


def doubts(title: str, parallel_title: str, bulletin):
    """What is odd about the titles, each with the field it is about; a missing one is not told here."""
    if title and not _fits(title, bulletin.language):
        yield "title", _("the title is not in the letters of its language")
    if not parallel_title:
        return
    if parallel_title.casefold() == title.casefold():
        yield "parallel_title", _("the parallel title is the title again")
    elif not _fits(parallel_title, bulletin.parallel_language):
        yield "parallel_title", _("the parallel title is not in the letters of its language")
    elif numbers(title) != numbers(parallel_title):
        yield "parallel_title", _("the numbers in the two titles differ")


def numbers(title: str) -> list[str]:
    """The numbers of a title, however their thousands and decimals are divided."""
    return sorted(re.sub(r"\D", "", number) for number in NUMBER.findall(title))


def _fits(title, language):
    """Whether most letters are those of the language; a title without any of either alphabet fits."""
    cyrillic, latin = len(CYRILLIC.findall(title)), len(LATIN.findall(title))
    if cyrillic == latin or language not in ("en", "ru"):
        return True
    return (cyrillic > latin) == (language == "ru")

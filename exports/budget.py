"""How many pages an issue has: by its proof, or before there is one, by its words and pictures."""

from itertools import groupby, takewhile
from math import ceil
from operator import attrgetter
from typing import NamedTuple

from django.core.cache import cache

from editorial import search
from editorial.models import Article

from .models import Proof


class Paper(NamedTuple):
    """How a paper fills, measured in pages.

    From 40 articles of 100 to 2,500 words in each language, set alone and by section: least squares of the height of
    each article over its letters, its headings and its place, divided by the height of a page and the mean length of
    a word. Set again after a change of the style sheet, test_budget.py says whether it still holds.
    """

    words: dict  # on a page of nothing but paragraphs, by language
    article: float  # its head, and what sets it off from the one above
    picture: float  # one of common shape, with its caption
    listed: int  # articles that a page of contents lists


PAPERS = {
    "A4": Paper({"en": 650, "ru": 430}, 0.18, 0.4, 18),
    "Letter": Paper({"en": 580, "ru": 395}, 0.18, 0.44, 16),
    "A5": Paper({"en": 390, "ru": 270}, 0.32, 0.5, 12),
}
HEADING = 0.08  # inside a text, of a page of any paper
SECTION = 0.15  # the section's own head
COVER = 1
SAVED = 0.1  # of a page by an article that has pages of its own: nothing is set off, and a last line is brought in
MINUTE = 60  # seconds
INDEXED = 3.5  # times as many articles as contents list stand in a page of indexes


class Budget(NamedTuple):
    """`pages` of the issue as it is, or about; `target` if one is set."""

    pages: int
    target: int | None
    is_estimate: bool

    @property
    def over(self) -> int:
        return max(self.pages - self.target, 0) if self.target else 0


def budget_of(issue, sections, proof: Proof | None) -> Budget:
    """By the proof if it is there. `sections` are those of the plan, with their `rows`."""
    if proof and proof.file:
        return Budget(proof.pages, issue.target_pages, False)
    filled = [section.rows for section in sections if section.rows]
    return Budget(_about(filled, issue.bulletin) if filled else 0, issue.target_pages, True)


def _about(sections, bulletin):
    inside = sum(ceil(_filled(rows, bulletin)) for rows in sections)
    contents = sum(map(len, sections)) / PAPERS[bulletin.paper].listed
    return COVER + ceil(contents) + inside + ceil(contents / INDEXED)


def page_about(article: Article, section) -> int:
    """On which page the article would begin in the section, about, by what stands before it. Kept for a minute, for it
    is asked at every pause in typing.
    """
    key = f"page-about-{section.pk}-{article.uid if article.pk else 'new'}"
    return cache.get_or_set(key, lambda: _page_about(article, section), MINUTE)


def _page_about(article, section):
    planned = Article.objects.filter(section__issue=section.issue_id).prefetch_related("illustrations")
    rows = list(planned.order_by("section__position", "position", "pk").select_related("section"))
    count = len(rows) + (article.section_id is None)
    before = [row for row in rows if row.section.position <= section.position]
    if article.section_id == section.pk:
        before = list(takewhile(lambda row: row.pk != article.pk, before))
    for row in before:
        row.words = search.words(row.body)
    above = [row for row in before if row.section_id == section.pk]
    sections = [list(rows) for pk, rows in groupby(before, attrgetter("section_id")) if pk != section.pk]
    inside = sum(ceil(_filled(each, article.bulletin)) for each in sections) + int(_filled(above, article.bulletin))
    return COVER + ceil(count / PAPERS[article.bulletin.paper].listed) + inside + 1


def _filled(rows, bulletin):
    """How many pages a section fills with these; the last of them perhaps in part."""
    paper, words = PAPERS[bulletin.paper], PAPERS[bulletin.paper].words[bulletin.language]
    shares = [_share(each, words, paper) for each in rows]
    return SECTION + sum(shares) if bulletin.run_on else sum(max(ceil(each - SAVED), 1) for each in shares)


def _share(article, words, paper):
    """The part of a page, or pages, that an article takes."""
    headings = article.body.count("<h2") + article.body.count("<h3")
    pictures = len(article.illustrations.all())
    return paper.article + article.words / words + headings * HEADING + pictures * paper.picture

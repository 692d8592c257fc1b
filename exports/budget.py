"""How many pages an issue has: by its proof, or before there is one, by its words and pictures."""

from math import ceil
from typing import NamedTuple

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
    paper, words = PAPERS[bulletin.paper], PAPERS[bulletin.paper].words[bulletin.language]
    inside = 0
    for rows in sections:
        shares = [_share(each, words, paper) for each in rows]
        inside += ceil(SECTION + sum(shares)) if bulletin.run_on else sum(max(ceil(each - SAVED), 1) for each in shares)
    count = sum(map(len, sections))
    return COVER + ceil(count / paper.listed) + inside + ceil(count / paper.listed / INDEXED)


def _share(article, words, paper):
    """The part of a page, or pages, that an article takes."""
    headings = article.body.count("<h2") + article.body.count("<h3")
    pictures = len(article.illustrations.all())
    return paper.article + article.words / words + headings * HEADING + pictures * paper.picture

"""The bulletin's text format, whole: read it, write it, show it as data."""

from .decoding import LARGEST, text_of
from .parsed import Block, FormatError, Line, ParsedArticle, ParsedIssue, ParsedSection, Warned
from .reading import read_file, read_issue
from .writing import write_issue

__all__ = [
    "LARGEST",
    "Block",
    "FormatError",
    "Line",
    "ParsedArticle",
    "ParsedIssue",
    "ParsedSection",
    "Warned",
    "as_dict",
    "read_file",
    "read_issue",
    "text_of",
    "write_issue",
]


def as_dict(issue: ParsedIssue) -> dict:
    """The issue as JSON-ready data: its parts, the paragraphs of each article in order, and the warnings."""
    return {
        "number": issue.number,
        "year": issue.year,
        "date_from": issue.date_from.isoformat(),
        "date_to": issue.date_to.isoformat(),
        "tagline": issue.tagline,
        "sections": [
            {
                "title": section.title,
                "subtitle": section.subtitle,
                "articles": [_article(article) for article in section.articles],
            }
            for section in issue.sections
        ],
        "paragraphs": [len(article.blocks) for article in issue.articles],
        "warnings": [{"line": warned.line, "message": str(warned.message)} for warned in issue.warnings],
    }


def _article(article):
    return {
        "title": article.title,
        "parallel_title": article.parallel_title,
        "country": article.country,
        "month": article.month,
        "year": article.year,
        "keywords": article.keywords,
        "source": article.source,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "author": article.author,
    }

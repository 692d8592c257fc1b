"""Checks of a whole issue before it is published: one module per family, one registry."""

from typing import Any, NamedTuple

from . import approval, contents, coverage, dates, pictures, remarks, titles
from .approval import unapproved
from .finding import BLOCKER, NOTE, WARNING, Finding

__all__ = ["BLOCKER", "NOTE", "WARNING", "Finding", "blockers", "findings", "of_article", "unapproved"]

CHECKS = [contents.check, approval.check, coverage.check, pictures.check, titles.check, dates.check, remarks.check]


def findings(issue) -> list[Finding]:
    """Everything worth saying about the issue, blockers first, each with the article it is about."""
    articles = issue.articles_to_print()
    found = [finding for check in CHECKS for finding in check(issue, articles)]
    return sorted(found, key=lambda finding: finding.level)


def blockers(issue) -> list[Finding]:
    return [finding for finding in findings(issue) if finding.level == BLOCKER]


def of_article(article) -> list[Finding]:
    """What is worth saying about the text of one article, placed or not."""
    bulletin = article.bulletin
    about = [contents.of_article(article, bulletin)]
    about += [check(_Placed(bulletin), [article]) for check in (pictures.check, titles.check, dates.check)]
    return sorted((finding for found in about for finding in found), key=lambda finding: finding.level)


class _Placed(NamedTuple):
    """As much of an issue as the checks of single articles ask for."""

    bulletin: Any

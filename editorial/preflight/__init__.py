"""Checks of a whole issue before it is published: one module per family, one registry."""

from . import approval, contents, coverage, dates, pictures, titles
from .approval import unapproved
from .finding import BLOCKER, NOTE, WARNING, Finding

__all__ = ["BLOCKER", "NOTE", "WARNING", "Finding", "blockers", "findings", "unapproved"]

CHECKS = [contents.check, approval.check, coverage.check, pictures.check, titles.check, dates.check]


def findings(issue) -> list[Finding]:
    """Everything worth saying about the issue, blockers first, each with the article it is about."""
    from editorial.models import Article

    articles = list(
        Article.objects.for_printing()
        .prefetch_related("reviews")
        .filter(section__issue=issue)
        .order_by("section__position", "position")
    )
    found = [finding for check in CHECKS for finding in check(issue, articles)]
    return sorted(found, key=lambda finding: finding.level)


def blockers(issue) -> list[Finding]:
    return [finding for finding in findings(issue) if finding.level == BLOCKER]

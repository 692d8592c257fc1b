"""What an issue does not use moves to the next one, as it is: nothing printed changes, so every approval stands."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import holding, planning
from .models import Article, Issue, Record
from .permissions import may_assemble, require
from .workflow import NotPossible


class RolledOver(NamedTuple):
    issue: Issue
    planned: bool  # the next issue was planned for it
    placed: list[Article]
    loose: list[Article]  # no section of the next issue has the title of theirs: they are in the pool


def candidates(issue) -> list[Article]:
    """The issue's articles in printing order; those that are not approved are `suggested`."""
    rows = Article.objects.filter(section__issue=issue).select_related("section", "editor").defer("body")
    found = list(rows.order_by("section__position", "position", "pk"))
    for article in found:
        article.suggested = article.status != Article.Status.APPROVED
    return found


def next_issue(issue) -> Issue | None:
    """The first planned issue of the bulletin after this one."""
    later = Q(year__gt=issue.year) | Q(year=issue.year, number__gt=issue.number)
    return issue.bulletin.issues.filter(later, status=Issue.Status.PLANNED).order_by("year", "number").first()


def others(issue) -> list[Issue]:
    """The issues that its articles can move to instead, the latest first: also back to where they came from."""
    opened = issue.bulletin.issues.filter(status__in=Issue.OPEN).exclude(pk=issue.pk)
    return list(opened.order_by("-year", "-number"))


@transaction.atomic
def roll_over(issue, articles, *, by, note="", to=None) -> RolledOver:
    """Move these articles of an open issue to the issue `to`, else to the next one, which is planned if there is none
    yet; all or none.

    Each goes to the end of the section that has the title of its present one. Raises PermissionDenied, or
    NotPossible if an issue is frozen or an article is no longer in this one.
    """
    require(may_assemble(by, issue))
    if not articles:
        raise NotPossible(_("Choose at least one article."))
    holding.hold_bulletin(issue.bulletin_id)  # whoever comes second finds what the first has planned
    there = to or next_issue(issue)
    target = there or planning.plan_issue(issue.bulletin, by=by)
    for each in sorted((issue, target), key=lambda each: each.pk):
        planning.hold_issue(each)
    sections = {
        section.title.casefold(): section for section in target.sections.select_related("issue").order_by("-position")
    }
    moved = [_move(issue, article, sections, by, note) for article in articles]
    said = f"{issue.label} → {target.label}: {len(moved)}"
    Record.objects.write(issue, "roll over", by=by, note=f"{said}. {note}" if note else said)
    placed = [article for article in moved if article.section_id]
    return RolledOver(target, there is None, placed, [article for article in moved if not article.section_id])


def _move(issue, article, sections, by, note):
    fresh = Article.objects.select_related("section").get(pk=article.pk)
    if fresh.section is None or fresh.section.issue_id != issue.pk:
        raise NotPossible(_("“%(title)s” is no longer in this issue. Nothing was moved.") % {"title": fresh})
    moved = planning.place(fresh, sections.get(fresh.section.title.casefold()), by=by)
    Record.objects.write(moved, "roll over", by=by, note=note)
    return moved

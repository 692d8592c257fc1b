"""When an issue is due, in words; and the one writer of it."""

import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from . import holding
from .models import Article, Issue, Record
from .moments import moment
from .permissions import may_assemble, require
from .planning import hold_issue
from .said import Said
from .workflow import NotPossible, why_frozen

DAY = datetime.timedelta(days=1)


class Deadline(NamedTuple):
    at: datetime.datetime
    now: datetime.datetime

    @property
    def is_late(self):
        return self.at < self.now

    @property
    def when(self) -> str:
        """Friday 16:00 in the days around now, 5 December, 16:00 otherwise."""
        is_near = abs(self._days) < 7
        words = date_format(timezone.localtime(self.at), "l H:i" if is_near else "j E, H:i")
        return words.lower() if get_language() == "ru" else words  # a weekday is no name there

    @property
    def distance(self) -> str:
        days, hours = abs(self._days), int(abs(self.at - self.now).total_seconds() // 3600)
        return _late(days, hours) if self.is_late else _to_come(days, hours)

    @property
    def said(self) -> str:
        """“due on Friday”, or how late it is: for a line in a list."""
        return self.distance if self.is_late else _("due %(when)s") % {"when": moment(self.at, self.now)}

    @property
    def _days(self):
        """Midnights between now and then."""
        return (timezone.localtime(self.at).date() - timezone.localtime(self.now).date()).days


def deadline_of(issue, now=None) -> Deadline | None:
    """None for an issue without one, or that is out."""
    if not issue.due_at or not issue.is_open:
        return None
    return Deadline(issue.due_at, now or timezone.now())


def deadline_of_article(article, now=None) -> Deadline | None:
    """Its own hour, or else its issue's; None if it has neither."""
    return Deadline(article.deadline, now or timezone.now()) if article.deadline else None


def _to_come(days, hours):
    if days:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("in %(count)d hour", "in %(count)d hours", hours) % {"count": hours}


def _late(days, hours):
    if days:
        return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}
    return ngettext("%(count)d hour late", "%(count)d hours late", hours) % {"count": hours}


@transaction.atomic
def settle(issue, *, due_at, target_pages, by):
    """Set when the issue is due and how many pages it may have."""
    require(may_assemble(by, issue))
    issue = hold_issue(issue)
    if (issue.due_at, issue.target_pages) == (due_at, target_pages):
        return
    Issue.objects.filter(pk=issue.pk).update(due_at=due_at, target_pages=target_pages)
    note = Said("%(due)s; %(pages)s", due=_due(due_at), pages=_pages(target_pages))
    Record.objects.write(issue, "settle", by=by, note=note)


@transaction.atomic
def settle_article(article, due_at, *, by):
    """Set when an answer to the article is due; None is when that of its issue is."""
    fresh = holding.hold_subject(article)
    require(may_assemble(by, fresh.issue))
    if reason := why_frozen(fresh):
        raise NotPossible(reason)
    if fresh.due_at != due_at:
        Article.objects.filter(pk=fresh.pk).update(due_at=due_at)
        Record.objects.write(fresh, "set deadline", by=by, note=_due(due_at))


def _due(due_at):
    return Said(gettext_noop("due %(when)s"), when=due_at) if due_at else Said(gettext_noop("no deadline"))


def _pages(target):
    return Said(gettext_noop("pages at most: %(count)s"), count=target) if target else Said(gettext_noop("any pages"))

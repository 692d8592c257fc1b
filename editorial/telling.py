"""Telling people what happened: one row for one event and one person, and nothing for what they did themselves."""

import datetime
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import enclosing, mail_choices
from .actors import person
from .models import Notification, User
from .models.issue import Issue
from .permissions import MILL, Actor, contributors

AT_ONCE = mail_choices.Choice.AT_ONCE
Event = Notification.Event
_hearing = ContextVar("those whom an act tells", default=None)


def tell(
    event, people, *, by, subject=None, remark=None, review=None, note="", after=0, deadline=None
) -> list[Notification]:
    """Tell each of `people` (Users, or None for nobody) once, `after` so many seconds; whoever was told.

    Call it in the transaction of the act: what is undone is not told. `subject` is an article or an issue. Of one
    `deadline` of a subject each person is told once, however often it is said.
    """
    told = {each.pk: each for each in people if each and each.is_active and each != by}
    issue = subject if isinstance(subject, Issue) else getattr(subject, "issue", None)
    now = timezone.now()
    rows = [
        Notification(
            person=each,
            event=event,
            by=person(by),
            actor=str(by)[:120],
            article=None if isinstance(subject, Issue) else subject,
            issue=issue,
            remark=remark,
            review=review,
            note=note,
            at=now,
            ready_at=now + datetime.timedelta(seconds=after),
            deadline=deadline,
        )
        for each in told.values()
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=deadline is not None)
    if any(mail_choices.choice(each, event) == AT_ONCE for each in told.values()):
        transaction.on_commit(lambda: enclosing.ring(after), robust=True)
    if (hearing := _hearing.get()) is not None:
        hearing += rows
    return rows


@contextmanager
def heard():
    """Collects the notifications that the acts inside it write, for a screen that says whom they told."""
    told = []
    token = _hearing.set(told)
    try:
        yield told
    finally:
        _hearing.reset(token)


def whom(told) -> str:
    """A sentence that names those who are told, now and in a few seconds; empty for nobody."""
    now = list(dict.fromkeys(str(each.person) for each in told if each.ready_at <= each.at))
    soon = list(dict.fromkeys(str(each.person) for each in told if each.ready_at > each.at))
    words = [_("Told: %(names)s.") % {"names": ", ".join(now)}] if now else []
    if soon:
        text = ngettext("%(names)s is told in a few seconds.", "%(names)s are told in a few seconds.", len(soon))
        words.append(text % {"names": ", ".join(soon)})
    return " ".join(words)


def notifications_of(person):
    """All that this person was told and that can no longer be undone."""
    rows = Notification.objects.filter(person=person).ripe()
    return rows.select_related("article__bulletin", "issue__bulletin").defer("article__body")


def opened(subject, person) -> None:
    """The person has the article or the issue before them: what they were told of it is read."""
    of = {"article": None, "issue": subject} if isinstance(subject, Issue) else {"article": subject}
    Notification.objects.filter(person=person, **of).ripe().read()


def published(issue) -> None:
    """Everybody who works on texts is told that the issue is out, but not who published it."""
    act = issue.records.filter(verb__in=["publish", "release"]).order_by("-pk").select_related("by").first()
    people = User.objects.who_may("write_article", "review_article", "publish_issue")
    tell(Event.PUBLISHED, people, by=(act and (act.by or Actor(act.actor))) or MILL, subject=issue)


def reviewers_of(article) -> list[User]:
    """Who may answer for the article: the one it was given to, or else every reviewer who wrote none of it."""
    if article.reviewer_id:
        return [article.reviewer]
    reviewers = User.objects.who_may("review_article")
    return list(reviewers.exclude(pk__in=[pk for pk in contributors(article) if pk]))

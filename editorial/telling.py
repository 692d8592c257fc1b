"""Telling people what happened: one row for one event and one person, and nothing for what they did themselves."""

import datetime

from django.db import models
from django.utils import timezone

from .models import Notification, User
from .models.issue import Issue

Event = Notification.Event


def tell(event, people, *, by, subject=None, remark=None, review=None, note="", after=0) -> list[Notification]:
    """Tell each of `people` (Users, or None for nobody) once, `after` so many seconds; whoever was told.

    Call it in the transaction of the act: what is undone is not told. `subject` is an article or an issue.
    """
    told = {each.pk: each for each in people if each and each.is_active and each != by}
    issue = subject if isinstance(subject, Issue) else getattr(subject, "issue", None)
    now = timezone.now()
    return Notification.objects.bulk_create(
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
        )
        for each in told.values()
    )


def person(by) -> User | None:
    """The User among those who act; None for a part of the machine."""
    return by if isinstance(by, models.Model) else None


def reviewers_of(article) -> list[User]:
    """Who may answer for the article: the one it was given to, or else every reviewer who wrote none of it."""
    from .permissions import contributors

    if article.reviewer_id:
        return [article.reviewer]
    reviewers = User.objects.filter(is_active=True, groups__permissions__codename="review_article").distinct()
    return list(reviewers.exclude(pk__in=[pk for pk in contributors(article) if pk]).order_by("name", "pk"))

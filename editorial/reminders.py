"""The clock tells of deadlines a day before, once for each thing, person and deadline."""

import datetime

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from . import telling
from .assigning import reviewers
from .models import Article, Issue, Notification, User
from .permissions import CLOCK
from .selectors import know_contributors
from .telling import Event

BEFORE = datetime.timedelta(hours=24)
UNSUBMITTED = (Article.Status.DRAFT, Article.Status.RETURNED)


def remind(now=None) -> None:
    """Those who have something to do for what is due within a day and not ready; twice does no harm."""
    now = now or timezone.now()
    publishers = list(User.objects.who_may("publish_issue"))
    near = [(each, each.people, each.due) for each in _articles(now)]
    near += [(each, publishers, each.due_at) for each in _issues(now)]
    told = _told(now)
    for subject, people, deadline in near:
        untold = [each for each in people if each and (each.pk, *_key(subject), deadline) not in told]
        if untold:
            telling.tell(Event.DEADLINE, untold, by=CLOCK, subject=subject, deadline=deadline)


def _told(now):
    """What was said in the minutes before; that nothing is said twice is the doing of the table's constraints."""
    rows = Notification.objects.filter(event=Event.DEADLINE, deadline__gt=now).order_by()
    of_articles = rows.exclude(article=None).values_list("person", "article", "deadline")
    of_issues = rows.filter(article=None).values_list("person", "issue", "deadline")
    return {(person, Article, pk, due) for person, pk, due in of_articles} | {
        (person, Issue, pk, due) for person, pk, due in of_issues
    }


def _key(subject):
    return type(subject), subject.pk


def _articles(now):
    """Each with the `people` it waits for and the hour it is `due`."""
    due = Article.objects.annotate(due=Coalesce("due_at", "section__issue__due_at"))
    due = due.filter(due__gt=now, due__lte=now + BEFORE).exclude(section__issue__status__in=_closed())
    waiting = due.filter(status__in=[*UNSUBMITTED, Article.Status.IN_REVIEW])
    rows = list(waiting.select_related("section__issue", "editor", "reviewer").defer("body").order_by("pk"))
    know_contributors(rows)
    everybody = list(reviewers())
    for article in rows:
        article.people = _whom(article, everybody)
    return rows


def _closed():
    return [status for status in Issue.Status if status not in Issue.OPEN]


def _whom(article, everybody):
    if article.status in UNSUBMITTED:
        return [article.editor]
    if article.reviewer:
        return [article.reviewer]
    return [person for person in everybody if person.pk not in article.known_contributors]


def _issues(now):
    """With articles that nobody has approved yet."""
    open_ones = Article.objects.filter(section__issue=OuterRef("pk")).exclude(
        status__in=[Article.Status.APPROVED, Article.Status.SPIKED]
    )
    near = Issue.objects.filter(status__in=Issue.OPEN, due_at__gt=now, due_at__lte=now + BEFORE)
    return near.filter(Exists(open_ones)).order_by("pk")

"""What waits for review: whose yes each article waits for, and in which order."""

import hashlib
from typing import NamedTuple

from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .content import fingerprint, printed
from .deadline import deadline_of_article
from .models import Article, Record
from .permissions import may_approve
from .selectors import know_contributors, reviewers_for
from .workflow import why_not


class Waiting(NamedTuple):
    """All that waits, from one person's place: theirs to answer, taken by others, and not theirs to answer."""

    mine: list[Article]
    taken: list[Article]
    barred: list[Article]

    def walk(self, pk) -> list[int]:
        """Ids of the list that the article stands in, which is walked through with two keys; else of one's own."""
        lists = [[row.pk for row in rows] for rows in self]
        return next((ids for ids in lists if pk in ids), lists[0])

    def neighbours(self, pk):
        """Ids before and after it, or None; after what has left the list comes its first."""
        ids = self.walk(pk)
        if pk not in ids:
            return None, ids[0] if ids else None
        at = ids.index(pk)
        return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)

    def following(self, pk):
        """What is opened once this one is answered or skipped: the next of one's own, after the last the first."""
        ids = [row.pk for row in self.mine]
        at = ids.index(pk) if pk in ids else -1
        return next((other for other in ids[at + 1 :] + ids if other != pk), None)


def waiting_for(user, skipped=()) -> Waiting:
    """Claimed by the person first, then what nobody has, each by its deadline; `skipped` ids come last, in their order.

    The same queries for any number of articles.
    """
    rows = list(_rows(user))
    know_contributors(rows)
    now, found = timezone.now(), Waiting([], [], [])
    for article in rows:
        article.due = deadline_of_article(article, now)
        article.why_not = why_not(article, may_approve(user, article))
        _list_of(found, article, user).append(article)
    late = {pk: place for place, pk in enumerate(skipped, start=1)}
    found.mine.sort(key=lambda article: (late.get(article.pk, 0), article.reviewer_id != user.pk))
    reviewers_for(found.barred)
    return found


def with_seen(rows):
    """Each row with the fingerprint of the text that stands there now; what is approved in a list is that text."""
    texts = Article.objects.for_printing().filter(pk__in=[row.pk for row in rows])
    marks = {article.pk: fingerprint(printed(article)) for article in texts}
    for row in rows:
        row.seen = marks.get(row.pk, "")
    return rows


def state(user) -> str:
    """One word for all that the list shows this person; two of them differ if anything in it has changed."""
    shown = ("pk", "section", "reviewer", "title", "due_at", "section__issue__due_at", "updated_at", "last_revision")
    rows = Article.objects.visible_to(user).waiting().order_by("pk")
    rows = rows.annotate(last_revision=Max("revisions__number")).values_list(*shown)
    return hashlib.sha256(repr((user.pk, list(rows))).encode()).hexdigest()[:32]


def _rows(user):
    entered = Record.objects.filter(article=OuterRef("pk"), to_status=Article.Status.IN_REVIEW).order_by("-pk")
    return (
        Article.objects.visible_to(user)
        .waiting()
        .with_open_remarks()
        .select_related("bulletin", "section__issue", "editor", "reviewer")
        .defer("body")
        .annotate(
            due_first=Coalesce("due_at", "section__issue__due_at"),
            waits_since=Coalesce(Subquery(entered.values("at")[:1]), "updated_at"),
        )
        .order_by(F("due_first").asc(nulls_last=True), "waits_since", "pk")
    )


def _list_of(found, article, user):
    if article.why_not:
        return found.barred
    return found.taken if article.reviewer_id not in (None, user.pk) else found.mine

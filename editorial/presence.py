"""Who has an article open to edit at this moment: rows that are true for as long as a browser renews them."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from .models import Presence

FRESH = timedelta(seconds=45)  # the editor renews its row every 15 seconds


def arrive(person, article):
    """Say that the person is at the article, since now unless they were there a moment ago."""
    now = timezone.now()
    rows = Presence.objects.filter(article=article, person=person)
    if rows.filter(seen_at__gt=now - FRESH).update(seen_at=now):
        return
    Presence.objects.update_or_create(article=article, person=person, defaults={"seen_at": now, "since": now})


def leave(person, article):
    Presence.objects.filter(article=article, person=person).delete()


def people_in(articles, *, but=None) -> dict:
    """Article id -> those who are editing it now, those there longest first; one query for all of them."""
    rows = Presence.objects.filter(article__in=articles, seen_at__gt=timezone.now() - FRESH).exclude(person=but)
    there = defaultdict(list)
    for row in rows.select_related("person").order_by("since", "pk"):
        there[row.article_id].append(row)
    return dict(there)

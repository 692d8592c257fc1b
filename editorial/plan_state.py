"""Whether the plan on somebody's screen is still the plan, cheaply; and what was done to it meanwhile, in words."""

import hashlib

from django.db.models import Max
from django.utils.translation import gettext as _

from .models import Article, Issue, Record
from .templatetags.desk import actor, done

SHOWN = ("pk", "section", "position", "status", "title", "updated_at", "editor", "reviewer")


def fingerprint(issue) -> str:
    """One word for all that the plan shows of the issue, its sections, its articles and the pool: four queries."""
    shown = (
        Issue.objects.filter(pk=issue.pk).values_list("status", "due_at", "target_pages", "notice"),
        issue.sections.order_by("pk").values_list("pk", "position", "title", "subtitle"),
        Article.objects.filter(section__issue=issue).order_by("pk").values_list(*SHOWN),
        Article.objects.unplaced().filter(bulletin=issue.bulletin_id).order_by("pk").values_list(*SHOWN),
    )
    return hashlib.sha256(repr([list(rows) for rows in shown]).encode()).hexdigest()[:32]


def last_record(issue) -> int:
    return Record.objects.filter(issue=issue).aggregate(last=Max("pk"))["last"] or 0


def news(issue, since: int, user, limit=3) -> list[str]:
    """What others did to the issue after the record `since`, the newest last."""
    records = Record.objects.filter(issue=issue, pk__gt=since).exclude(by=user).order_by("-pk")
    return [sentence(record) for record in reversed(records.select_related("by", "article__section")[:limit])]


def sentence(record) -> str:
    """Who did what to what: a record as one sentence."""
    words = {"who": actor(record.actor), "title": record.article.title if record.article else record.note}
    if record.verb == "place" and record.article:
        section = record.article.section
        if section:
            return _("%(who)s moved “%(title)s” to %(section)s.") % {**words, "section": section.title}
        return _("%(who)s moved “%(title)s” back to those not placed yet.") % words
    if words["title"]:
        return _("%(who)s %(done)s: “%(title)s”.") % {**words, "done": done(record.verb)}
    return deed(record)


def deed(record) -> str:
    """Who did what; to what is said beside it."""
    return _("%(who)s %(done)s.") % {"who": actor(record.actor), "done": done(record.verb)}

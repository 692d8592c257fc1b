"""Whether the plan on somebody's screen is still the plan, cheaply; and what was done to it meanwhile, in words."""

import hashlib

from django.db.models import Max, Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from . import presence
from .actors import actor, done
from .models import Article, Record

POOL = 50  # so many unplaced articles stand beside the plan; the rest is in the list of articles
TITLE = 60  # letters of a title in a sentence
OF_ISSUE = ("status", "due_at", "target_pages", "notice")
OF_SECTION = ("pk", "position", "title", "subtitle")
OF_ARTICLE = (
    "pk", "section_id", "position", "status", "title", "updated_at", "editor_id", "reviewer_id", "open_remarks",
)  # fmt: skip


def fingerprint(issue) -> str:
    """One word for all that the plan shows of the issue, its sections, its articles and the pool: three queries."""
    sections = issue.sections.values_list(*OF_SECTION, named=True)
    articles = Article.objects.filter(section__issue=issue).with_open_remarks()
    articles = articles.order_by("section__position", "position", "pk").values_list(*OF_ARTICLE, named=True)
    return fingerprint_of(issue, sections, articles, pool(issue).values_list(*OF_ARTICLE, named=True))


def fingerprint_of(issue, sections, articles, pool) -> str:
    """The same for who has read all of it already."""
    shown = ((OF_ISSUE, [issue]), (OF_SECTION, sections), (OF_ARTICLE, articles), (OF_ARTICLE, pool))
    values = [[tuple(getattr(row, name) for name in names) for row in rows] for names, rows in shown]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


def word_for(present) -> str:
    """One word for who is writing where; see presence.people_in."""
    there = sorted((article, [row.person_id for row in rows]) for article, rows in present.items())
    return hashlib.sha256(repr(there).encode()).hexdigest()[:8]


def writing(issue, user) -> dict:
    """Who else is writing in an article that the plan shows now: presence.people_in of them, in one query."""
    shown = Article.objects.filter(Q(section__issue=issue) | Q(section=None, bulletin=issue.bulletin_id))
    return presence.people_in(shown.order_by().values("pk"), but=user.pk)


def pool(issue):
    """What stands beside the plan, the newest first, and one more if there are more."""
    rows = Article.objects.unplaced().filter(bulletin=issue.bulletin_id).with_open_remarks()
    return rows.order_by("-updated_at", "pk")[: POOL + 1]


def last_record(issue) -> int:
    return Record.objects.filter(issue=issue).aggregate(last=Max("pk"))["last"] or 0


def news(issue, since: int, user, limit=3) -> list[str]:
    """What others did to the issue after the record `since`, the newest last."""
    records = Record.objects.filter(issue=issue, pk__gt=since).exclude(by=user).order_by("-pk")
    return [sentence(record) for record in reversed(records.select_related("by", "article__section")[:limit])]


def sentence(record) -> str:
    """Who did what to what: a record as one sentence."""
    words = {
        "who": actor(record.actor),
        "title": Truncator(record.article.title if record.article else record.note).chars(TITLE),
    }
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

"""What the newsroom knows of an article's story: one Source for each kind of thing that happens."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.actors import actor, done
from editorial.models import Article, Issue, Notification, Record, Remark, Review, Revision, Version
from editorial.search import matches

ACTS, TEXTS, ANSWERS = gettext_lazy("acts"), gettext_lazy("saves and versions"), gettext_lazy("answers")
REMARKS, ASKED, TOLD = gettext_lazy("remarks"), gettext_lazy("invitations"), gettext_lazy("who was told")
WHAT = {"act": ACTS, "text": TEXTS, "answer": ANSWERS, "remark": REMARKS, "invitation": ASKED, "told": TOLD}

# Told better by what the answer, the version or the edition says of itself.
SAID_OTHERWISE = ("approve", "return", "undo", "keep version")
INVITING = ("invite", "withdraw invitation")


class Subject(NamedTuple):
    """Whose story it is: an article's, or an issue's and of the articles that stand in it (or of one of them)."""

    article: Article | None = None
    issue: Issue | None = None

    def of_articles(self, path="article") -> Q:
        if self.article:
            return Q(**{path: self.article})
        return Q(**{f"{path}__section__issue": self.issue})


class Event(NamedTuple):
    """One sentence of the story: `who` did what is `said`; `url` leads on under the words `more`."""

    at: Any
    what: str
    who: str
    said: str
    note: str = ""
    article: Any = None
    issue: Any = None
    url: str = ""
    more: str = ""
    version: int | None = None


class Source(NamedTuple):
    """`kind` is its own, `what` the word it is filtered by. `moment` and `names` are fields of its model."""

    kind: str
    what: str
    model: type[Model]
    moment: str
    names: tuple
    rows: Callable
    event: Callable
    related: tuple = ()
    deferred: tuple = ()

    def by(self, name: str) -> Q:
        """Rows of somebody whose name has this in it."""
        return matches(name, *self.names)

    def fetched(self, rows):
        return rows.select_related(*self.related).defer(*self.deferred) if self.related else rows


def _of_article(model, path="article", **wanted):
    return lambda subject: model.objects.filter(subject.of_articles(path), **wanted)


def _of_either(model, **wanted):
    """Of the article, or of the issue itself."""

    def rows(subject):
        found = subject.of_articles()
        if subject.issue and not subject.article:
            found |= Q(issue=subject.issue)
        return model.objects.filter(found, **wanted)

    return rows


def _records(subject):
    return _of_either(Record)(subject).exclude(verb__in=(*SAID_OTHERWISE, *INVITING))


def _recorded(what):
    def event(record):
        return Event(record.at, what, actor(record.actor), done(record.verb), record.note, record.article, record.issue)

    return event


def _save(revision):
    said = _("saved version %(number)s") % {"number": revision.number}
    url = more = ""
    if revision.number > 1:
        url = _comparison(revision.article_id, revision.number - 1, revision.number)
        more = _("What changed")
    return Event(
        revision.at,
        "text",
        str(revision.by or "–"),
        said,
        article=revision.article,
        url=url,
        more=more,
        version=revision.number,
    )


def _comparison(article, before, after):
    return f"{reverse('desk:compare', args=[article])}?from={before}&to={after}"


def _version(version):
    number = version.revision.number
    said = {
        "published": _("published version %(number)s"),
        "kept": _("kept version %(number)s"),
    }[version.occasion] % {"number": number}
    who = str(version.by or "–")
    return Event(version.at, "text", who, said, version.name, version.revision.article, version=number)


def _about(at, review, who, said, note=""):
    return Event(at, "answer", str(who), said, note, review.article, version=review.revision or None)


def _answer(review):
    said = _("approved version %(number)s") if review.verdict == "approved" else _("returned version %(number)s")
    return _about(review.at, review, review.giver, said % {"number": review.revision})


def _undone(review):
    return _about(review.undone_at, review, review.giver, _("took the answer back"))


def _withdrawn(review):
    said = _("ended the approval of version %(number)s by %(name)s")
    values = {"number": review.revision, "name": review.giver}
    return _about(review.withdrawn_at, review, review.withdrawn_by or "–", said % values, review.withdrawn_because)


def _remark(remark):
    said = _("answered a remark") if remark.answers_id else _("wrote a remark")
    return Event(remark.at, "remark", str(remark.giver), said, remark.text, remark.article)


def _resolved(remark):
    said = _("resolved a remark")
    return Event(remark.resolved_at, "remark", str(remark.resolved_by or "–"), said, remark.text, remark.article)


def _told(notification):
    said = _("was told: %(what)s") % {"what": notification.get_event_display()}
    return Event(
        notification.at, "told", str(notification.person), said, article=notification.article, issue=notification.issue
    )


HEAVY = ("article__body",)
OF_REVIEW = ("article", "reviewer", "invitation", "withdrawn_by")
NO_TEXT = ("content", "rendered", *HEAVY)
GIVERS = ("reviewer__name", "invitation__name")
REMARKED = ("article", "author", "resolved_by", "review__reviewer", "review__invitation")

EDITORIAL = [
    Source("record", "act", Record, "at", ("actor",), _records, _recorded("act"), ("article", "issue"), HEAVY),
    Source(
        "save", "text", Revision, "at", ("by__name",), _of_article(Revision), _save,
        ("article", "by"), ("content", *HEAVY),
    ),
    Source(
        "version", "text", Version, "at", ("by__name",),
        _of_article(Version, "revision__article", occasion__in=("published", "kept")), _version,
        ("revision__article", "by"), ("revision__content", "revision__article__body"),
    ),
    Source("answer", "answer", Review, "at", GIVERS, _of_article(Review), _answer, OF_REVIEW, NO_TEXT),
    Source(
        "answer undone", "answer", Review, "undone_at", GIVERS,
        _of_article(Review, undone_at__isnull=False), _undone, OF_REVIEW, NO_TEXT,
    ),
    Source(
        "approval withdrawn", "answer", Review, "withdrawn_at", ("withdrawn_by__name",),
        _of_article(Review, withdrawn_at__isnull=False), _withdrawn, OF_REVIEW, NO_TEXT,
    ),
    Source(
        "remark", "remark", Remark, "at", ("author__name", "review__invitation__name"),
        _of_article(Remark), _remark, REMARKED, HEAVY,
    ),
    Source(
        "remark resolved", "remark", Remark, "resolved_at", ("resolved_by__name",),
        _of_article(Remark, resolved_at__isnull=False), _resolved, REMARKED, HEAVY,
    ),
    Source(
        "invitation", "invitation", Record, "at", ("actor", "note"),
        _of_either(Record, verb__in=INVITING), _recorded("invitation"), ("article", "issue"), HEAVY,
    ),
    Source(
        "told", "told", Notification, "at", ("person__name",), _of_either(Notification), _told,
        ("article", "issue", "person"), HEAVY,
    ),
]  # fmt: skip

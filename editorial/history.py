"""The versions and saves of one article as its screens show them, and which two of them are compared."""

from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, TextField
from django.db.models.functions import Cast

from .comparison import compare
from .content import printed
from .models import Article, Revision, Version

NOW = "now"
MOST_CHOICES = 200


class State(NamedTuple):
    """One text of the article: a revision's, or the one that is saved now; `ref` names it in addresses."""

    ref: str
    content: dict
    revision: Any = None


def revisions_of(article: Article) -> QuerySet:
    """Every save, newest first, each with the versions it is kept as; their contents stay where they are."""
    kept = Version.objects.select_related("by").order_by("at", "pk")
    return article.revisions.select_related("by").defer("content").prefetch_related(Prefetch("versions", kept))


def grouped(article: Article, page) -> list:
    """("version", save) for each that is kept, with what changed since the one kept before; between them
    ("saves", the saves in between). The same queries for any page."""
    rows = list(page)
    _set_changes(article, rows)
    groups = groupby(rows, lambda revision: bool(revision.versions.all()))
    return [
        part
        for kept, group in groups
        for part in ([("version", each) for each in group] if kept else [("saves", list(group))])
    ]


def choices(article: Article, *chosen: State) -> list[Revision]:
    """The newest saves, to choose two from, and those that are chosen already."""
    newest = list(revisions_of(article)[:MOST_CHOICES])
    known = {revision.pk for revision in newest}
    others = {each.revision.pk: each.revision for each in chosen if each.revision and each.revision.pk not in known}
    return newest + sorted(others.values(), key=lambda revision: -revision.number)


def state(article: Article, ref: str) -> State | None:
    """The text that an address names: "now", or a revision's number."""
    if ref == NOW:
        return State(NOW, printed(article), article.revisions.select_related("by").defer("content").first())
    if not ref.isdecimal() or len(ref) > 9:
        return None
    revision = revisions_of(article).defer(None).filter(number=int(ref)).first()
    return State(str(revision.number), revision.content, revision) if revision else None


def usual_start(article: Article) -> str:
    """What the present text is usually compared with: what was last approved or published, or else what was kept
    last, or else the save before the last."""
    kept = article.revisions.filter(versions__isnull=False).order_by("-versions__pk")
    answered = kept.filter(versions__occasion__in=("approved", "published"))
    earlier = article.revisions.order_by("-number")
    for numbers in (answered, kept, earlier[1:2], earlier):
        if (number := numbers.values_list("number", flat=True).first()) is not None:
            return str(number)
    return NOW


def file_of(article: Article, sha256: str) -> str:
    """The name of the file of a picture that any save of the article showed, or an empty text."""
    saved = article.revisions.annotate(text=Cast("content", TextField())).filter(text__contains=f'"{sha256}"')
    content = saved.values_list("content", flat=True).first() or {}
    found = [each["file"] for each in content.get("illustrations", []) if each.get("sha256") == sha256]
    return found[0] if found else ""


def _set_changes(article, rows):
    kept = [revision for revision in rows if revision.versions.all()]
    if not kept:
        return
    older = _kept_before(article, kept[-1].number)
    contents = dict(
        Revision.objects.filter(pk__in=[each.pk for each in [*kept, older] if each]).values_list("pk", "content")
    )
    for revision, before in zip(kept, [*kept[1:], older], strict=True):
        revision.kept_before = before
        revision.comparison = compare(contents[before.pk], contents[revision.pk]) if before else None


def _kept_before(article, number):
    is_kept = Exists(Version.objects.filter(revision=OuterRef("pk")))
    return article.revisions.filter(is_kept, number__lt=number).defer("content").first()

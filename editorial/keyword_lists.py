"""What the screens of keywords show."""

from django.db.models import Count, Q, QuerySet

from . import curating
from .models import Article, FormerKeyword, Issue, Keyword
from .search import matches


def keywords() -> QuerySet:
    """Keywords with the number of articles that carry them, the busiest first."""
    return Keyword.objects.annotate(uses=Count("items", distinct=True)).order_by("-uses", "name", "pk")


def completions(text: str, limit=12) -> list[dict]:
    """Keywords that hold the text or were once called so, those that begin with it first."""
    if not (text := text.strip()):
        return []
    found = list(keywords().filter(matches(text, "name")).values_list("name", flat=True)[: 5 * limit])
    found.sort(key=lambda name: not name.casefold().startswith(text.casefold()))
    former = FormerKeyword.objects.filter(matches(text, "name")).order_by("name").values_list("keyword__name", "name")
    return [{"name": name} for name in found[:limit]] + [
        {"name": name, "former": once} for name, once in former[:limit] if name not in found
    ]


def of_keyword(keyword) -> dict:
    """One keyword with its former names and what was done to it."""
    return {
        "keyword": keyword,
        "former": keyword.former.order_by("name"),
        "records": keyword.records.select_related("by")[:50],
    }


def carriers(keywords) -> QuerySet:
    """The articles that carry any of these, as rows of a list."""
    rows = curating.carrying(keywords).select_related("editor").prefetch_related("keyword_items__tag").defer("body")
    return rows.order_by("-updated_at", "-pk")


def touched(keywords) -> dict:
    """What would change with these keywords: the articles whose approval goes, and how many of which kind there are."""
    rows = curating.carrying(keywords)
    is_open = Q(section=None) | Q(section__issue__status__in=Issue.OPEN)
    counts = rows.aggregate(
        open=Count("pk", filter=is_open & Q(section__isnull=False)),
        pool=Count("pk", filter=Q(section=None)),
        printed=Count("pk", filter=~is_open),
    )
    approved = rows.filter(is_open, status=Article.Status.APPROVED).defer("body")
    return {**counts, "approved": approved.order_by("-updated_at", "-pk"), "why_not": curating.why_not(keywords)}

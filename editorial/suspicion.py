"""Which of the present keywords are suspected to be twins. What that costs is paid once for each set of names."""

import hashlib
from functools import lru_cache

from django.core.cache import cache
from django.db.models import Count

from .keywords import LONGEST
from .models import Keyword, KeywordPair
from .twins import Twin, Twins

DAY = 24 * 60 * 60


def suspected() -> list[Twin]:
    """Every suspicious pair that nobody has called distinct, in the order of their names; two queries."""
    names = _names()
    mark = hashlib.sha256("\n".join(names).encode()).hexdigest()
    pairs = cache.get_or_set(f"twins-{mark}", lambda: [tuple(twin) for twin in _index(names).pairs()], DAY)
    distinct = {frozenset(pair) for pair in KeywordPair.objects.values_list("one__name", "other__name")}
    return [Twin(*pair) for pair in pairs if frozenset(pair[:2]) not in distinct]


def beside(names) -> dict[str, list[Twin]]:
    """The suspects beside each of these names, which need not be keywords yet; one query.

    A name too long for a keyword has none: of a whole text without a comma there are millions of misspellings.
    """
    index = _index(_names())
    return {name: index.of(name) if len(name) <= LONGEST else [] for name in names}


def with_keywords(page):
    """The page of pairs, each as its two keywords with their `uses`, the busier one first; one query."""
    names = {name for twin in page for name in twin[:2]}
    rows = {keyword.name: keyword for keyword in Keyword.objects.filter(name__in=names).annotate(uses=Count("items"))}
    pairs = [(twin, [rows[name] for name in twin[:2] if name in rows]) for twin in page]
    return [(twin, sorted(two, key=lambda each: (-each.uses, each.pk))) for twin, two in pairs if len(two) > 1]


def _names():
    return tuple(Keyword.objects.order_by("name", "pk").values_list("name", flat=True))


@lru_cache(maxsize=1)
def _index(names):
    return Twins(names)

"""What is printed of an article, as plain data: the thing an approval approves."""

import hashlib
import json

from django.utils.translation import gettext_lazy as _

LABELS = {
    "title": _("title"),
    "parallel_title": _("parallel title"),
    "country": _("country of the source"),
    "month": _("month"),
    "year": _("year"),
    "published_on": _("date of the source"),
    "byline": _("byline"),
    "source_name": _("source"),
    "source_url": _("address of the source"),
    "body": _("text"),
    "keywords": _("keywords"),
    "illustrations": _("illustrations"),
}


def printed(article) -> dict:
    """Everything of an article that a reader can see, JSON-ready, in the order it is printed."""
    return {
        **text_of(article),
        "keywords": article.keyword_names(),
        "illustrations": [picture_of(item) for item in in_order(article.illustrations.all())],
    }


def text_of(article) -> dict:
    """The part of it that the article's own row holds."""
    return {
        "title": article.title,
        "parallel_title": article.parallel_title,
        "country": article.country,
        "month": article.month,
        "year": article.year,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "byline": article.byline,
        "source_name": article.source_name,
        "source_url": article.source_url,
        "body": article.body,
    }


def in_order(illustrations):
    return sorted(illustrations, key=lambda item: (item.place, item.position, item.pk))


def picture_of(illustration) -> dict:
    fields = ("place", "caption", "credit", "alt", "sha256", "width", "height")
    return {**{name: getattr(illustration, name) for name in fields}, "file": illustration.file.name or ""}


def fingerprint(content) -> str:
    """SHA-256 of the canonical JSON of `content`, as 64 hex digits."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of(article) -> str:
    """The fingerprint of its printed text. A list that asks more than once sets `known_mark` on its rows."""
    return article.known_mark if hasattr(article, "known_mark") else fingerprint(printed(article))


def changed(before, after) -> list[str]:
    """Names of the printed fields that differ, in printing order."""
    return [name for name in LABELS if before.get(name) != after.get(name)]

"""An earlier text made the present one again: as a new revision, so that nothing of the later ones is lost."""

import datetime
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from . import holding, revisions
from .models import Article, Record
from .workflow import NotPossible, why_frozen

FIELDS = (
    "title", "parallel_title", "country", "month", "year", "byline", "source_name", "source_url", "body",
)  # fmt: skip
PICTURE_FIELDS = ("place", "caption", "credit", "alt", "sha256", "width", "height", "file")
NO_PICTURE = {"file": "", "sha256": "", "width": 0, "height": 0}


class Restored(NamedTuple):
    article: Article
    revision: object  # None if it was the present text already
    status_before: str
    missing: list  # captions of the pictures whose files are gone


@transaction.atomic
def restore(article: Article, content: dict, *, by, note="", base=None) -> Restored:
    """Print what `content` holds again. Raises NotPossible in a frozen issue, or if the newest revision is not `base`.

    Where the file of a picture is gone, its caption waits for a picture.
    """
    holding.hold_subject(article)
    article = Article.objects.for_printing().get(pk=article.pk)
    _check(article, base)
    status, missing = article.status, missing_pictures(content)
    _put_fields(article, content)
    article.set_keywords(content.get("keywords", []))
    _put_pictures(article, content.get("illustrations", []), missing)
    revision = revisions.keep(article, by=by)
    if revision:
        Record.objects.write(article, "restore", by=by, note=note)
    article.refresh_from_db(fields=["status"])
    return Restored(article, revision, status, [each["caption"] or each["file"] for each in missing])


def missing_pictures(content: dict) -> list[dict]:
    """Illustrations of the content whose files are gone."""
    kept = [each for each in content.get("illustrations", []) if each.get("file")]
    return [each for each in kept if not default_storage.exists(each["file"])]


def _check(article, base):
    if reason := why_frozen(article):
        raise NotPossible(reason)
    if base is not None and base != article.revisions.last_number():
        raise NotPossible(_("Somebody saved this article meanwhile. Look at what restoring would change now."))


def _put_fields(article, content):
    for name in FIELDS:
        setattr(article, name, content.get(name, Article._meta.get_field(name).get_default()))
    day = content.get("published_on")
    article.published_on = datetime.date.fromisoformat(day) if day else None
    article.save(update_fields=[*FIELDS, "published_on", "updated_at"])


def _put_pictures(article, wanted, missing):
    """Rows that show a wanted picture stay the rows they are; files are never deleted."""
    present = list(article.illustrations.all())
    for position, values in enumerate(wanted):
        row = _taken(present, values) or article.illustrations.model(article=article)
        for name, value in {**values, **(NO_PICTURE if values in missing else {}), "position": position}.items():
            if name in (*PICTURE_FIELDS, "position"):
                setattr(row, name, value)
        row.save()
    article.illustrations.filter(pk__in=[row.pk for row in present]).delete()


def _taken(present, values):
    """The row of the same picture, no longer to be had by another."""
    same = [row for row in present if (row.sha256, row.file.name or "") == (values.get("sha256"), values.get("file"))]
    same.sort(key=lambda row: row.caption != values.get("caption"))
    if same:
        present.remove(same[0])
        return same[0]
    return None

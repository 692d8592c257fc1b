"""Working copies: what somebody has typed into an article's form, kept while they type.

An article that was never saved is given as `Article(bulletin=...)`: its copy belongs to the bulletin.
"""

import json
import random

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import WorkingCopy

MOST_CHARACTERS = 2_000_000
CONTROLS = {"csrfmiddlewaretoken", "base", "copy", "person", "stay", "version_name"}


class TooLong(Exception):
    """The message is fit to show."""


class Newer(Exception):
    """Another window of the same person has kept something since; `copy` is what it kept."""

    def __init__(self, copy):
        super().__init__(copy)
        self.copy = copy


def typed(post) -> dict:
    """Of a posted form what a person typed: name -> list of values."""
    names = [name for name in post if name not in CONTROLS and not name.startswith("take-")]
    return {name: [value.replace("\0", "") for value in post.getlist(name)] for name in names}


def posted(copy) -> QueryDict:
    """The copy in the shape in which a browser would post it."""
    data = QueryDict(mutable=True)
    for name, values in copy.data.items():
        data.setlist(name, values)
    data["base"], data["copy"] = copy.base, copy.number
    return data


def copy_of(person, article) -> WorkingCopy | None:
    return _copies(person, article).first()


def keep(person, article, data, *, number, base) -> WorkingCopy:
    """Write the person's copy over, if it still is the one that this window wrote or opened (`number`, 0 for none).

    Raises Newer with the copy that stays as it is if it is another by now, TooLong if there is too much of it.
    """
    if len(json.dumps(data, ensure_ascii=False)) > MOST_CHARACTERS:
        raise TooLong(_("This is too long to be kept while you type. Save it, or divide it into several articles."))
    copy = WorkingCopy(by=person, article=article if article.pk else None, bulletin=article.bulletin)
    copy.data, copy.base, copy.number, copy.saved_at = data, base, number + 1, timezone.now()
    values = {name: getattr(copy, name) for name in ("data", "base", "number", "saved_at")}
    if number and _copies(person, article).filter(number=number).update(**values):
        return copy
    return _begun(copy, person, article)


def _begun(copy, person, article):
    # The count begins anywhere, so that a window that wrote to a copy long gone does not take this one for its own.
    copy.number = random.randrange(1, 10**9 - 10**6)
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError:
        there = copy_of(person, article)
        if there is None:
            raise
        if there.data != copy.data:
            raise Newer(there) from None
        return there
    return copy


def discard(person, article, number) -> bool:
    """Delete the person's copy if it is the one they know, and say whether it was."""
    deleted, _each = _copies(person, article).filter(number=number).delete()
    return bool(deleted)


def _copies(person, article):
    of = {"article": article} if article.pk else {"article": None, "bulletin": article.bulletin}
    return WorkingCopy.objects.filter(by=person, **of)

"""Uploads that nobody came to use are removed, long after. Whatever is mentioned anywhere stays.

A picture is in use while its hash stands in any text of the database but its own row: an illustration, a revision, a
working copy, what was approved, an edition. So no use can be forgotten here, not even one that is invented later.
"""

import datetime
import logging
import re

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone

from .models import Illustration, Picture

LONG = datetime.timedelta(days=60)  # since somebody uploaded it last or put it into a form; browsers keep drafts too
HASH = 64
RUN = re.compile(rf"[0-9a-f]{{{HASH},}}")

log = logging.getLogger(__name__)


def sweep(now=None) -> list[str]:
    """Remove what nobody has wanted for LONG and nothing mentions; the names of the files that went."""
    before = (now or timezone.now()) - LONG
    old = Picture.objects.filter(wanted_at__lt=before).exclude(sha256__in=Illustration.objects.values("sha256"))
    unwanted = {picture.sha256: picture for picture in old}
    for sha256 in mentioned(set(unwanted)):
        del unwanted[sha256]
    return [picture.file.name for picture in unwanted.values() if _remove(picture, before)]


def mentioned(hashes: set) -> set:
    """Which of these stand anywhere in the database."""
    found, left = set(), set(hashes)
    for texts in map(_texts, columns()):
        for text in texts if left else ():
            found |= left & _hashes_in(text)
            left -= found
    return found


def columns() -> list[models.Field]:
    """Every field that could hold a hash or the name of a file."""
    held = [field for model in apps.get_models() if model is not Picture for field in model._meta.concrete_fields]
    return [field for field in held if isinstance(field, TEXTS) and (field.max_length or HASH) >= HASH]


TEXTS = (models.TextField, models.CharField, models.JSONField, models.FileField)


def _texts(field):
    rows = field.model._base_manager.annotate(raw_text=Cast(field.attname, models.TextField()))
    return rows.exclude(raw_text=None).values_list("raw_text", flat=True).iterator(chunk_size=200)


def _hashes_in(text):
    runs = RUN.findall(text)
    return {run[at : at + HASH] for run in runs for at in range(len(run) - HASH + 1)}


@transaction.atomic
def _remove(picture, before):
    """The row, unless somebody wanted it meanwhile, and the file before anybody can upload it anew: see keep()."""
    if picture.sha256 not in picture.file.name or not _let_go(picture, before):
        return False
    default_storage.delete(picture.file.name)
    log.info("removed %s, uploaded %s by %s: nobody used it", picture.file.name, picture.at, picture.by or "–")
    return True


def _let_go(picture, before):
    deleted, _models = Picture.objects.filter(pk=picture.pk, wanted_at__lt=before).delete()
    return deleted

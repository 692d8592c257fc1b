"""What the office knows of its pictures: each is kept once, and comes back with what was said of it the last time."""

import datetime
import hashlib

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .actors import person
from .models import Article, Illustration, Picture
from .pictures import keep_picture, name_of, read_picture

DAY = datetime.timedelta(days=1)
SHOWN = 3  # earlier uses that are named


def take_in(file, *, by=None) -> Picture:
    """The uploaded file as a picture of the office, new or known. Raises PictureError."""
    came_as = _digest(file)
    known = Picture.objects.filter(Q(upload_sha256=came_as) | Q(sha256=came_as)).first()
    if known and default_storage.exists(known.file.name) and (wanted := want(known.sha256)):
        return wanted
    return keep(file, by=by, upload_sha256=came_as)


def keep(file, *, by=None, upload_sha256="") -> Picture:
    """The row comes before its file: a sweep that is removing the same one lets go of the row when the file is gone."""
    picture = read_picture(file)
    values = {
        "upload_sha256": upload_sha256,
        "file": name_of(picture),
        "width": picture.width,
        "height": picture.height,
        "by": person(by),
        **_said_before(picture.sha256),
    }
    with transaction.atomic():
        kept, _is_new = Picture.objects.get_or_create(sha256=picture.sha256, defaults=values)
        keep_picture(picture)
    return kept


def _said_before(sha256):
    """What its last illustration said of a picture that was hung before pictures were remembered."""
    last = Illustration.objects.filter(sha256=sha256).order_by("-pk").first()
    return {"credit": last.credit, "alt": last.alt} if last else {}


def find(sha256: str) -> Picture | None:
    return Picture.objects.filter(sha256=sha256).first() if sha256 else None


def want(sha256: str) -> Picture | None:
    """The picture, for somebody who puts it into an article: nobody's again only long after."""
    now = timezone.now()
    Picture.objects.filter(sha256=sha256, wanted_at__lt=now - DAY).update(wanted_at=now)
    return find(sha256)


def learn(illustrations):
    """Remember credit and description as they were last given; a picture used without them keeps what it had."""
    for illustration in illustrations:
        said = {name: value for name in ("credit", "alt") if (value := getattr(illustration, name))}
        if said and illustration.sha256:
            Picture.objects.filter(sha256=illustration.sha256).update(**said)


def uses(sha256: str, user) -> list[str]:
    """Where the picture stands already, as sentences, the latest first, of what this person may see."""
    rows = (
        Illustration.objects.filter(sha256=sha256, article__in=Article.objects.visible_to(user))
        .select_related("article__section__issue")
        .order_by("-article__updated_at", "-pk")
    )
    return list(dict.fromkeys(_use(row.article) for row in rows[: 4 * SHOWN]))[:SHOWN]


def _use(article):
    if article.section:
        return _("Used in %(issue)s, “%(title)s”.") % {"issue": article.section.issue.label, "title": article.title}
    return _("Used in “%(title)s”, which is not placed yet.") % {"title": article.title}


def _digest(file):
    file.seek(0)
    mark = hashlib.sha256()
    for chunk in file.chunks():
        mark.update(chunk)
    file.seek(0)
    return mark.hexdigest()

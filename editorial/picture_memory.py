"""What the office knows of its pictures: each is kept once, and comes back with what was said of it the last time."""

import hashlib

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Article, Illustration, Picture
from .pictures import keep_picture, read_picture

SHOWN = 3  # earlier uses that are named


def take_in(file, *, by=None) -> Picture:
    """The uploaded file as a picture of the office, new or known. Raises PictureError."""
    came_as = _digest(file)
    known = Picture.objects.filter(Q(upload_sha256=came_as) | Q(sha256=came_as)).first()
    if known and default_storage.exists(known.file.name):
        return known
    return keep(file, by=by, upload_sha256=came_as)


def keep(file, *, by=None, upload_sha256="") -> Picture:
    picture = read_picture(file)
    values = {
        "upload_sha256": upload_sha256,
        "file": keep_picture(picture),
        "width": picture.width,
        "height": picture.height,
        "by": by if hasattr(by, "pk") else None,
        **_said_before(picture.sha256),
    }
    return Picture.objects.get_or_create(sha256=picture.sha256, defaults=values)[0]


def _said_before(sha256):
    """What its last illustration said of a picture that was hung before pictures were remembered."""
    last = Illustration.objects.filter(sha256=sha256).order_by("-pk").first()
    return {"credit": last.credit, "alt": last.alt} if last else {}


def find(sha256: str) -> Picture | None:
    return Picture.objects.filter(sha256=sha256).first() if sha256 else None


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

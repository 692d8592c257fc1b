"""What the mill adds to the story of an issue: its editions, their files, its proof."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.actors import actor
from editorial.story import Event, Source

from .models import Edition, Rendition
from .rendering import FORMATS

EDITIONS = gettext_lazy("editions and files")


def _of_issue(model, path="issue", **wanted):
    """Of an issue as a whole, not of one of its articles."""

    def rows(subject):
        if subject.article or not subject.issue:
            return None
        return model.objects.filter(**{path: subject.issue}, **wanted)

    return rows


def _frozen(edition):
    said = _("froze edition %(number)s") % {"number": edition.number}
    return _event(edition.frozen_at, edition, actor(edition.frozen_by) or "–", said, edition.notice)


def _published(edition):
    said = _("gave edition %(number)s to its readers") % {"number": edition.number}
    return _event(edition.published_at, edition, actor("mill"), said)


def _event(at, edition, who, said, note=""):
    url = reverse("mill:sign-off", args=[edition.pk])
    return Event(at, "edition", who, said, note, issue=edition.issue, url=url, more=_("Sign-off sheet"))


def _file(rendition):
    kind = FORMATS[rendition.format].label if rendition.format in FORMATS else rendition.format
    said = _("made %(format)s of edition %(number)s") % {"format": kind, "number": rendition.edition.number}
    note = f"SHA-256 {rendition.sha256}" if rendition.sha256 else ""
    return Event(rendition.ready_at, "edition", actor("mill"), said, note, issue=rendition.edition.issue)


HEAVY = ("snapshot", "signoff")
SOURCES = [
    Source(
        "edition", "edition", Edition, "frozen_at", ("frozen_by",), _of_issue(Edition), _frozen, ("issue",), HEAVY
    ),
    Source(
        "edition published", "edition", Edition, "published_at", ("frozen_by",),
        _of_issue(Edition, published_at__isnull=False), _published, ("issue",), HEAVY,
    ),
    Source(
        "file", "edition", Rendition, "ready_at", ("format",),
        _of_issue(Rendition, "edition__issue", ready_at__isnull=False), _file,
        ("edition__issue",), ("edition__snapshot", "edition__signoff"),
    ),
]  # fmt: skip


def tell() -> None:
    """Add all this to the story; called as the application starts."""
    from editorial import story
    from editorial.story.sources import WHAT

    story.SOURCES += [source for source in SOURCES if source not in story.SOURCES]
    WHAT["edition"] = EDITIONS

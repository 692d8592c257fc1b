"""The sections of one issue: added, renamed, put in order, removed.

Nothing here reaches another issue or the standing sections.
"""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .models import Record, Section
from .planning import give_places, hold_issue, place, place_among, still_there
from .workflow import NotPossible


@transaction.atomic
def move_section(section, *, by, to="", after=None, before=None):
    """Move the section one "up" or "down", or beside its new neighbours as planning.place() does with an article."""
    issue = hold_issue(section.issue)
    section = still_there(section)
    present = _present(issue)
    position = present.index(section.pk) + 1 + {"up": -1, "down": 1}.get(to, 0)
    others = [pk for pk in present if pk != section.pk]
    others.insert(place_among(others, position, after, before), section.pk)
    _set_order(issue, present, others, by)


def _present(issue):
    return list(issue.sections.order_by("position").values_list("pk", flat=True))


def _set_order(issue, present, wanted, by):
    if wanted != present:
        give_places(issue.sections.all(), wanted)
        Record.objects.write(issue, "order sections", by=by)


@transaction.atomic
def add_section(issue, title, subtitle="", *, by) -> Section:
    """A new last section of this issue alone."""
    issue = hold_issue(issue)
    last = issue.sections.aggregate(last=models.Max("position"))["last"] or 0
    section = issue.sections.create(title=title, subtitle=subtitle, position=last + 1)
    Record.objects.write(issue, "add section", by=by, note=title)
    return section


@transaction.atomic
def rename_section(section, title, subtitle="", *, by) -> Section:
    """Change a section's headings in its issue alone."""
    issue = hold_issue(section.issue)
    section = still_there(section)
    before = section.title
    section.title, section.subtitle = title, subtitle
    section.save(update_fields=["title", "subtitle"])
    Record.objects.write(issue, "rename section", by=by, note=f"{before} → {title}")
    return section


@transaction.atomic
def remove_section(section, *, by):
    """Take an empty section out of its issue; NotPossible while an article stands in it."""
    issue = hold_issue(section.issue)
    section = still_there(section)
    if section.articles.exists():
        raise NotPossible(_("There are articles in “%(title)s”. Say where they go.") % {"title": section.title})
    title = section.title
    section.delete()
    give_places(issue.sections.all(), _present(issue))
    Record.objects.write(issue, "remove section", by=by, note=title)


@transaction.atomic
def empty_section(section, to, *, by):
    """Move its articles to the end of the section `to`, in their order, or to the pool if that is None."""
    hold_issue(section.issue)
    for article in section.articles.order_by("position"):
        place(article, to, by=by)

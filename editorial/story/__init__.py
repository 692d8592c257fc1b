"""All that happened to an article or an issue as one story, whatever table each part of it stands in.

The tables are joined by the database into one list of (when, kind, key), which is what is ordered, counted and cut
into pages; the rows of a page are then fetched kind by kind, so that a page takes the same queries however long the
story is. Another package adds to SOURCES what it knows, as its application starts.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import CharField, F, Value

from .sources import EDITORIAL, Event, Source, Subject

__all__ = ["SOURCES", "Event", "Source", "Subject", "all_of", "events_of", "newest", "story"]

SOURCES: list[Source] = [*EDITORIAL]
BATCH = 500


class Narrowing(NamedTuple):
    """What of a story is wanted; nothing given, all of it."""

    who: str = ""
    what: str = ""
    since: Any = None
    until: Any = None
    only: tuple = ()  # words like `what`, for more than one of them


ALL = Narrowing()


def story(subject: Subject, narrowing: Narrowing = ALL):
    """The list of (moment, kind, pk), newest first, to be cut into pages."""
    parts = [_part(source, subject, narrowing) for source in SOURCES if _is_wanted(source, narrowing)]
    parts = [part for part in parts if part is not None]
    if not parts:
        return EDITORIAL[0].rows(subject).none().values_list("pk", "pk", "pk")
    first, *others = parts
    return first.union(*others, all=True).order_by("-moment", "-kind", "-key")


def _is_wanted(source, narrowing):
    return narrowing.what in ("", source.what) and (not narrowing.only or source.what in narrowing.only)


def newest(subject: Subject, count=8) -> list[Event]:
    """What was done to it last, to stand beside it: without who was told, and for an issue without every save."""
    only = ("act", "answer", "invitation", "text" if subject.article else "edition")
    return events_of(story(subject, Narrowing(only=only))[:count])


def events_of(rows) -> list[Event]:
    """The events that these rows of a story name, in their order; a query for each kind among them."""
    rows = list(rows)
    keys = {}
    for _moment, kind, key in rows:
        keys.setdefault(kind, []).append(key)
    found = {kind: _events(kind, wanted) for kind, wanted in keys.items()}
    return [found[kind][key] for _moment, kind, key in rows if key in found[kind]]


def all_of(rows) -> Iterator[Event]:
    """Every event of a story, a batch at a time, for a file as long as it may be."""
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from events_of(batch)
            batch = []
    yield from events_of(batch)


def _part(source, subject, narrowing):
    rows = source.rows(subject)
    if rows is None:
        return None
    if narrowing.who:
        rows = rows.filter(source.by(narrowing.who))
    if narrowing.since:
        rows = rows.filter(**{f"{source.moment}__gte": narrowing.since})
    if narrowing.until:
        rows = rows.filter(**{f"{source.moment}__lt": narrowing.until})
    named = rows.order_by().annotate(
        moment=F(source.moment), kind=Value(source.kind, output_field=CharField()), key=F("pk")
    )
    return named.values_list("moment", "kind", "key")


def _events(kind, keys):
    source = next(each for each in SOURCES if each.kind == kind)
    rows = source.fetched(source.model.objects.filter(pk__in=keys))
    return {row.pk: source.event(row) for row in rows}

"""A story as CSV (RFC 4180; in Russian with semicolons), for a table program: a row for each event, stable columns."""

import csv
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import get_language

COLUMNS = ("time", "who", "kind", "what", "note", "article", "issue", "version")
MARK = "\ufeff"  # by which table programs know UTF-8
# A cell that begins so is worked out by a table program, unless an apostrophe stands before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(events: Iterable) -> Iterator[str]:
    write = csv.writer(_Line(), delimiter=_between()).writerow
    yield MARK + write(COLUMNS)
    for event in events:
        yield write([harmless(cell) for cell in _cells(event)])


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _between():
    """Where a comma stands in numbers, table programs open a file in columns only if there is a semicolon between."""
    return ";" if get_language() == "ru" else ","


def _cells(event):
    return [
        timezone.localtime(event.at).isoformat(timespec="seconds"),
        event.who,
        event.what,
        event.said,
        event.note,
        str(event.article or ""),
        event.issue.label if event.issue else "",
        str(event.version or ""),
    ]


class _Line:
    """A file whose `write` gives back what was written."""

    def write(self, text):
        return text

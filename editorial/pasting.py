"""A block of cells from a spreadsheet: read, laid over the table, and written only as it was shown."""

import csv
import hashlib
import io
import json
import re
from copy import copy
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import grid, planning
from .countries import Countries
from .grid import COLUMNS, CellForm
from .keywords import split
from .models import Article, Keyword
from .workflow import NotPossible

LONGEST = 100_000  # of a pasted text; below the csv module's own limit for one cell

# A whole cell in quotes. Spreadsheets put quotes around what holds a tab or a line end, and double those inside.
QUOTED = re.compile(r'"(?:[^"]|"")*"(?=[\t\r\n]|\Z)')
NEXT_CELL = re.compile(r"[^\t\r\n]*")


def parse(text: str) -> list[list[str]]:
    """The cells of a copied block, row by row; a row without any is one empty cell.

    A cell that merely begins with a quotation mark is not a quoted one: no spreadsheet would have doubled it.
    """
    cells = csv.reader(io.StringIO(_requoted(text), newline=""), dialect="excel-tab")
    return [row or [""] for row in cells]


def _requoted(text):
    """The text with every cell that stands there bare, yet begins with a quotation mark, in quotes of its own."""
    parts, at = [], 0
    while at < len(text):
        match = _quoted_at(text, at) or NEXT_CELL.match(text, at)
        cell = match[0]
        bare = cell.startswith('"') and not _is_quoted(cell)
        parts.append('"' + cell.replace('"', '""') + '"' if bare else cell)
        at = match.end()
        parts.append(text[at : at + 1])
        at += 1
    return "".join(parts)


def _quoted_at(text, at):
    match = QUOTED.match(text, at)
    return match if match and _is_quoted(match[0]) else None


def _is_quoted(cell):
    """Whether the quotes around a cell are a spreadsheet's and not its own: only then was there a need for them."""
    return bool(QUOTED.fullmatch(cell)) and (cell == '""' or bool(re.search(r'[\t\r\n"]', cell[1:-1])))


class Cell(NamedTuple):
    column: str
    old: str
    new: str
    refused: str
    doubts: list  # sentences about what may be a slip

    @property
    def label(self):
        return COLUMNS[self.column]

    @property
    def was(self):
        return grid.shown(self.column, self.old)

    @property
    def becomes(self):
        return self.new if self.refused else grid.shown(self.column, self.new)


class Row(NamedTuple):
    article: Article
    cells: list  # those that would change, and those that are refused

    @property
    def changes(self):
        return {cell.column: cell.new for cell in self.cells if not cell.refused}

    @property
    def withdraws(self):
        return self.article.status == Article.Status.APPROVED and bool(self.changes)


class Paste(NamedTuple):
    rows: list
    beyond: int  # rows below the end of the table
    outside: int  # columns right of its edge
    seen: str  # names everything that the preview was made from

    @property
    def changes(self):
        return sum(len(row.changes) for row in self.rows)

    @property
    def refusals(self):
        return sum(len(row.cells) - len(row.changes) for row in self.rows)


def lay(issue, text, article, column, *, by) -> Paste:
    """What the pasted text would do from this cell on; nothing is written. NotPossible if there is no such cell."""
    block, articles = parse(text), list(grid.rows(issue))
    ids = [each.pk for each in articles]
    if article not in ids or column not in COLUMNS:
        raise NotPossible(_("There is no such cell any more. Choose where to begin."))
    below, columns = articles[ids.index(article) :], [*COLUMNS][[*COLUMNS].index(column) :]
    pairs = list(zip(below, block, strict=False))
    state = [[each.pk, each.status, grid.values_of(each)] for each, _cells in pairs]
    found = list(_rows(pairs, columns, by, Countries(issue.bulletin.language)))
    return Paste(
        rows=[row for row in found if row.cells],
        beyond=len(block) - len(pairs),
        outside=max(0, max(map(len, block), default=0) - len(columns)),
        seen=hashlib.sha256(json.dumps([state, column, block]).encode()).hexdigest(),
    )


@transaction.atomic
def apply(issue, text, article, column, *, by, seen) -> list:
    """Write all that the preview showed, or nothing: NotPossible if anything is another by now. What changed."""
    planning.hold_bulletin(issue.bulletin_id)
    Article.objects.filter(pk__in=list(grid.rows(issue).values_list("pk", flat=True))).hold()
    paste = lay(issue, text, article, column, by=by)
    if paste.seen != seen:
        raise NotPossible(_("Something changed since this was shown. Nothing was written; look at it again."))
    return [grid.change(row.article, row.changes, by=by) for row in paste.rows if row.changes]


def _rows(pairs, columns, by, countries):
    filled = [
        (article, *_filled(article, dict(zip(columns, cells, strict=False)), countries)) for article, cells in pairs
    ]
    words = [name for _article, values, *_said in filled for name in split(values.get("keywords", ""))]
    present, doubts = Keyword.objects.present(words), grid.doubts_about(words)
    for article, values, reasons, about in filled:
        names = split(values.get("keywords", ""))
        if "keywords" in values and "keywords" not in reasons:
            values["keywords"] = ", ".join(dict.fromkeys(present[name] for name in names))
        about["keywords"] = [doubts[name] for name in names if name in doubts]
        yield _row(article, values, reasons, about, by)


def _filled(article, typed, countries):
    """What the cells would hold, as the article's form cleans it; why it refuses some, what it doubts of others."""
    form = CellForm(typed, instance=copy(article), countries=countries)
    reasons = form.reasons
    values = {name: text if name in reasons else _cleaned(form, name) for name, text in typed.items()}
    return values, reasons, form.doubts


def _row(article, values, reasons, doubts, by):
    old, why = grid.values_of(article), grid.why_not(by, article)
    cells = [
        Cell(name, old[name], new, str(reasons.get(name, "") or why), doubts.get(name, []))
        for name, new in values.items()
    ]
    return Row(article, [cell for cell in cells if cell.new != cell.old])


def _cleaned(form, name):
    value = form.cleaned_data[name]
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)

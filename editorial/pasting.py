"""A block of cells from a spreadsheet: laid over the table, and written only as it was shown."""

import hashlib
import json
from copy import copy
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import editing, grid, holding, taking_back
from .countries import Countries
from .grid import COLUMNS, CellForm
from .keyword_entry import Known
from .keywords import split
from .models import Article
from .spreadsheet import parse, placed
from .workflow import NotPossible


class Cell(NamedTuple):
    column: str
    old: str
    new: str
    refused: str
    questions: list  # what is asked back and not answered yet

    @property
    def label(self):
        return COLUMNS[self.column]

    @property
    def was(self):
        return grid.shown(self.column, self.old)

    @property
    def becomes(self):
        return self.new if self.refused or self.questions else grid.shown(self.column, self.new)


class Row(NamedTuple):
    article: Article
    cells: list  # those that would change, those that are refused, and those that something is asked about

    @property
    def changes(self):
        return {cell.column: cell.new for cell in self.cells if not (cell.refused or cell.questions)}

    @property
    def withdraws(self):
        return self.article.status == Article.Status.APPROVED and bool(self.changes)


class Paste(NamedTuple):
    rows: list
    beyond: int  # rows below the end of the table
    outside: int  # columns right of its edge
    seen: str  # names everything that the preview was made from
    headings: list  # the columns that the block's own first row names
    shared: dict  # what the forms of all its cells share
    questions: list  # all that is asked, answered or not; each once however many cells it is about

    @property
    def changes(self):
        return sum(len(row.changes) for row in self.rows)

    @property
    def refusals(self):
        return sum(bool(cell.refused) for row in self.rows for cell in row.cells)

    @property
    def with_answers(self):
        """Each question with what was answered, or an empty text."""
        answers = self.shared["answers"] or {}
        return [(question, question.answer(answers)) for question in self.questions]

    @property
    def asked(self):
        return sum(bool(cell.questions) and not cell.refused for row in self.rows for cell in row.cells)


def lay(issue, text, article, column, *, by, answers=None) -> Paste:
    """What the pasted text would do from this cell on; nothing is written. NotPossible if there is no such cell.

    With `answers` to what is asked back (see asking.py) the cells that were asked about are changed accordingly.
    """
    articles, rows = list(grid.rows(issue)), parse(text)
    ids = [each.pk for each in articles]
    if article not in ids or column not in COLUMNS:
        raise NotPossible(_("There is no such cell any more. Choose where to begin."))
    columns, block = placed(rows, column)
    pairs = list(zip(articles[ids.index(article) :], block, strict=False))
    shared = _shared(pairs, columns, issue)
    plain = [_laid(each, cells, columns, by, shared) for each, cells in pairs]
    questions, shared = _each_once(plain), {**shared, "answers": answers}
    laid = [_laid(each, cells, columns, by, shared) for each, cells in pairs] if answers else plain
    return Paste(
        rows=[row for row in laid if row.cells],
        beyond=len(block) - len(pairs),
        outside=columns.count(None) + max(0, max(map(len, block), default=0) - len(columns)),
        headings=[COLUMNS[name] for name in columns if name] if block is not rows else [],
        seen=_mark(pairs, column, rows, questions),
        shared=shared,
        questions=questions,
    )


def _shared(pairs, columns, issue):
    """What the forms of all cells ask the database for, asked once."""
    at = columns.index("keywords") if "keywords" in columns else None
    texts = [cells[at] for _article, cells in pairs if at is not None and at < len(cells)]
    words = [name for text in texts for name in split(text)]
    return {"countries": Countries(issue.bulletin.language), "known_keywords": Known(list(dict.fromkeys(words)))}


def _mark(pairs, column, rows, questions):
    state = [[each.pk, each.status, grid.values_of(each)] for each, _cells in pairs]
    asked = [question.as_json() for question in questions]
    return hashlib.sha256(json.dumps([state, column, rows, asked]).encode()).hexdigest()


def _each_once(rows):
    asked = [question for row in rows for cell in row.cells if not cell.refused for question in cell.questions]
    return list({question.field: question for question in asked}.values())


@transaction.atomic
def apply(issue, text, article, column, *, by, seen, answers=None) -> list:
    """Write all that the preview showed, or nothing: NotPossible if anything is another by now. What changed."""
    holding.hold_articles(grid.rows(issue).values_list("pk", flat=True))
    paste = lay(issue, text, article, column, by=by, answers=answers)
    if paste.seen != seen:
        raise NotPossible(_("Something changed since this was shown. Nothing was written; look at it again."))
    rows = [row for row in paste.rows if row.changes]
    changed = [grid.change(row.article, row.changes, by=by, **paste.shared) for row in rows]
    if rows:
        taking_back.keep(issue, zip([row.article for row in rows], map(_pairs, rows, changed), strict=True), by=by)
    return changed


def _pairs(row, changed):
    """What each of the row's cells was, and what it has become."""
    cells = [cell for cell in row.cells if cell.column in row.changes]
    return {cell.column: [cell.old, grid.value_of(changed.article, cell.column)] for cell in cells}


def _laid(article, cells, columns, by, shared) -> Row:
    """What the cells would hold, as the article's form cleans them; what it refuses or asks back as it was typed."""
    typed = {name: text for name, text in zip(columns, cells, strict=False) if name}
    form = CellForm(typed, instance=copy(article), **shared)
    reasons, questions, why = form.reasons, form.questions, editing.why_not(by, article)
    found = []
    for name, text in typed.items():
        new = text if name in reasons else grid.cleaned(form, name)
        asked = questions.get(name, [])
        refused = why or ("" if asked else str(reasons.get(name, "")))
        found.append(Cell(name, grid.value_of(article, name), new, refused, asked))
    return Row(article, [cell for cell in found if cell.new != cell.old])

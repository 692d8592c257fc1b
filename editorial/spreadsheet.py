"""A block of cells as a spreadsheet copies it: read, and laid under the table's columns."""

import csv
import io
import re

from django.conf import settings
from django.utils.translation import override

from .grid import COLUMNS

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


def placed(rows, column) -> tuple[list, list]:
    """The column that each of the block's is meant for, None where there is none, and the rows of the block.

    They are counted from `column` on, unless the block's own first row names them: then it is no row.
    """
    names = [*COLUMNS]
    headings = [_named(cell) for cell in rows[0]] if rows else []
    if len(rows) > 1 and _are_headings(headings, rows[0]):
        return headings, rows[1:]
    return names[names.index(column) :], rows


def _are_headings(named, cells):
    """Whether the row names at least two columns, or nothing else; and none of them twice."""
    found = [name for name in named if name]
    return bool(found) and len({*found}) == len(found) and (len(found) > 1 or not any(cells[1:]))


def _named(cell):
    return _labels().get(_folded(cell))


def _folded(text):
    return " ".join(text.split()).casefold().rstrip(":.")


def _labels():
    """Columns by what they are called, in each language of the desk."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {_folded(str(label)): name for name, label in COLUMNS.items()}
    return found

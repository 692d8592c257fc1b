"""Tables as a true grid: what browsers guess about crossing spans, checkers and screen readers do not."""

from bisect import bisect_left

from editorial.intake.document import Node

MOST_FILLED = 10_000  # cells; a larger table stays ragged


def square(table: Node) -> None:
    """Cut spans that leave the table's parts or run over others, drop columns in which nothing begins, fill short rows.

    No text moves; a table that is a grid already stays as it is.
    """
    parts = [_rows(part) for part in table.children if part.tag != "tr"]
    if loose := [row for row in table.children if row.tag == "tr"]:
        parts.append(loose)
    laid = [list(_laid(rows)) for rows in parts]
    columns = sorted({at for part in laid for _row, _cell, at, _width, _height in part})
    for rows, part in zip(parts, laid, strict=True):
        covered = [0] * len(rows)
        for number, cell, at, width, height in part:
            begun = bisect_left(columns, at + width) - bisect_left(columns, at)
            _span(cell, colspan=begun, rowspan=height)
            for row in range(number, number + height):
                covered[row] += begun
        _fill(rows, [len(columns) - count for count in covered])


def _rows(part):
    return [row for row in part.children if row.tag == "tr"]


def _laid(rows):
    """Each cell with its row and column, and the width and height it has room for."""
    taken = {}  # column: the row from which it is free again
    for number, row in enumerate(rows):
        at = 0
        for cell in row.children:
            while taken.get(at, 0) > number:
                at += 1
            wanted, width = int(cell.attributes.get("colspan", 1)), 1
            while width < wanted and taken.get(at + width, 0) <= number:
                width += 1
            height = min(int(cell.attributes.get("rowspan", 1)), len(rows) - number)
            taken.update(dict.fromkeys(range(at, at + width), number + height))
            yield number, cell, at, width, height
            at += width


def _span(cell, **spans):
    for name, size in spans.items():
        if size > 1:
            cell.attributes[name] = str(size)
        else:
            cell.attributes.pop(name, None)


def _fill(rows, missing):
    if sum(missing) > MOST_FILLED:
        return
    for row, count in zip(rows, missing, strict=True):
        row.children += [Node("td") for _cell in range(count)]

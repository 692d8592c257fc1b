import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.intake.building import parse
from editorial.intake.document import write
from exports.grid import square

spans = st.integers(1, 5)
cells = st.tuples(spans, spans)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5)


def squared(html):
    root = parse(html)
    square(root.children[0])
    return write(root)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ('<tr><td colspan="3">a</td></tr><tr><td>b</td></tr>', "<tr><td>a</td></tr><tr><td>b</td></tr>"),
        (
            '<tr><td rowspan="5">a</td><td>c</td></tr><tr><td>b</td></tr>',
            '<tr><td rowspan="2">a</td><td>c</td></tr><tr><td>b</td></tr>',
        ),
        (
            '<tr><td>a</td><td rowspan="2">x</td></tr><tr><td colspan="2">over</td></tr>',
            '<tr><td>a</td><td rowspan="2">x</td></tr><tr><td>over</td></tr>',
        ),
        (
            "<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>",
            "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr>",
        ),
        (
            '<tr><th colspan="2" scope="col">a</th></tr><tr><td>b</td><td>c</td></tr>',
            '<tr><th scope="col" colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr>',
        ),
    ],
)
def test_spans_are_cut_and_rows_filled(given, printed):
    assert squared(f"<table><tbody>{given}</tbody></table>") == f"<table><tbody>{printed}</tbody></table>"


def test_spans_stay_in_their_part():
    head = '<thead><tr><th rowspan="3">a</th></tr></thead>'
    assert squared(f"<table>{head}<tbody><tr><td>b</td></tr></tbody></table>").startswith(
        "<table><thead><tr><th>a</th></tr></thead>"
    )


@given(tables)
def test_any_table_becomes_a_grid_and_a_grid_stays(table):
    rows = ("".join(f'<td colspan="{w}" rowspan="{h}">x</td>' for w, h in row) for row in table)
    html = squared("<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>")
    covered = [0] * html.count("<tr>")
    for number, row in enumerate(parse(html).children[0].children[0].children):
        for cell in row.children:
            width, height = (int(cell.attributes.get(name, 1)) for name in ("colspan", "rowspan"))
            for at in range(number, number + height):
                covered[at] += width
    assert len(set(covered)) == 1
    assert squared(html) == html
    assert html.count("x") == sum(map(len, table))


def test_a_table_made_to_grow_does_not():
    rows = "<tr>" + "<td>x</td>" * 500 + "</tr>" + "<tr><td>y</td></tr>" * 500
    assert squared(f"<table><tbody>{rows}</tbody></table>").count("<td></td>") == 0

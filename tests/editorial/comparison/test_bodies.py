import pytest

from editorial.comparison import compare

from .reading import bare, body

FOX = "<p>The quick brown fox jumps over the lazy dog.</p>"
TABLE = "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>"
BOX = "<p>The quick brown fox jumps over the lazy box.</p>"


@pytest.mark.parametrize(
    ("before", "after", "inline"),
    [
        (FOX, BOX, "<p>The quick brown fox jumps over the lazy <del>dog</del><ins>box</ins>.</p>"),
        (FOX, FOX + "<p>New.</p>", FOX + "<p><ins>New.</ins></p>"),
        ("<p>Old.</p>" + FOX, FOX, "<p><del>Old.</del></p>" + FOX),
        (FOX, "<p>Nothing of this was here before.</p>", f"<p><del>{FOX[3:-4]}</del></p>"
         "<p><ins>Nothing of this was here before.</ins></p>"),
        ("<p>a link</p>", '<p>a <a href="https://a.example">link</a></p>',
         '<p>a <del>link</del><ins><a href="https://a.example">link</a></ins></p>'),
        ("<p><strong>bold text</strong> here</p>", "<p><strong>bold word</strong> here</p>",
         "<p><strong>bold </strong><del><strong>text</strong></del><ins><strong>word</strong></ins> here</p>"),
        ("<p>a<br>b</p>", "<p>a b</p>", "<p>a<del><br></del><ins> </ins>b</p>"),
        ("<ul><li>one</li><li>two</li></ul>", "<ul><li>one</li><li>three</li><li>two</li></ul>",
         "<ul><li>one</li><li><ins>three</ins></li><li>two</li></ul>"),
        ("<ul><li>one</li></ul>", "<ol><li>one</li></ol>", "<ol><li>one</li></ol>"),
        ("<blockquote><p>one two three</p></blockquote>", "<blockquote><p>one two four</p></blockquote>",
         "<blockquote><p>one two <del>three</del><ins>four</ins></p></blockquote>"),
        ("<table><tbody><tr><th>a</th><td>1</td></tr></tbody></table>",
         "<table><tbody><tr><th>a</th><td>2</td></tr><tr><th>b</th><td>3</td></tr></tbody></table>",
         "<table><tbody><tr><th>a</th><td><del>1</del><ins>2</ins></td></tr>"
         "<tr><th><ins>b</ins></th><td><ins>3</ins></td></tr></tbody></table>"),
        ("<p>a</p><hr>", "<p>a</p>", "<p>a</p><del><hr></del>"),
        ("", "<p>&lt;script&gt;</p>", "<p><ins>&lt;script&gt;</ins></p>"),
    ],
)  # fmt: skip
def test_blocks_pair_and_their_words_are_compared(before, after, inline):
    assert body(before, after) == inline


def test_a_changed_paragraph_pairs_with_the_one_it_was():
    after = "<p>A lead that was written today.</p>" + BOX + "<p>An end.</p>"
    assert body(FOX, after) == (
        "<p><ins>A lead that was written today.</ins></p>"
        "<p>The quick brown fox jumps over the lazy <del>dog</del><ins>box</ins>.</p>"
        "<p><ins>An end.</ins></p>"
    )


def test_a_paragraph_that_became_a_heading_says_so():
    html = compare({"body": "<p>Wages in ports</p>"}, {"body": "<h2>Wages in ports</h2>"})["body"].inline
    assert html == '<h2 data-note="Was a paragraph, is a heading">Wages in ports</h2>'


def test_a_moved_paragraph_is_told_from_an_added_one():
    others = "<p>One stays where it was.</p><p>Another stays as well.</p>"
    difference = compare({"body": FOX + others}, {"body": others + FOX})["body"]
    assert difference.inline.count('data-note="Moved away from here"') == 1
    assert difference.inline.count('data-note="Moved here"') == 1
    assert difference.count.phrases() == ["1 paragraph moved"]


def test_what_changed_on_the_way_stands_out():
    others = "<p>One stays where it was.</p><p>Another stays as well.</p>"
    html = compare({"body": FOX + others}, {"body": others + BOX})["body"].inline
    assert '<del class="fresh" data-said="removed:">dog</del>' in html
    assert '<ins class="fresh" data-said="added:">box</ins>' in html


def test_what_changed_on_the_way_is_counted_once():
    others = "<p>One stays where it was.</p><p>Another stays as well.</p>"
    assert compare({"body": FOX + others}, {"body": others + BOX}).said == "1 word, 1 paragraph moved"


def test_sides_stand_beside_each_other():
    rows = compare({"body": "<p>Old.</p>" + FOX}, {"body": BOX + "<p>New.</p>"})["body"].rows
    assert [(bare(row.left), bare(row.right)) for row in rows] == [
        ("<p><del>Old.</del></p>", ""),
        (
            "<p>The quick brown fox jumps over the lazy <del>dog</del>.</p>",
            "<p>The quick brown fox jumps over the lazy <ins>box</ins>.</p>",
        ),
        ("", "<p><ins>New.</ins></p>"),
    ]


def test_what_stayed_is_folded_but_for_the_neighbours_of_a_change():
    same = [f"<p>Paragraph {number} stays.</p>" for number in range(6)]
    difference = compare({"body": "".join(same)}, {"body": "".join([*same, "<p>New.</p>"])})["body"]
    assert [(len(stretch.rows), stretch.is_folded) for stretch in difference.stretches] == [(5, True), (2, False)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (FOX, BOX, "1 word"),
        (FOX, FOX + "<p>a</p><ul><li>b</li><li>c</li></ul>", "1 paragraph added, 2 list items added"),
        ("<ul><li>a b c</li></ul>", "<ul><li><p>d</p><p>e</p></li><li>a b c</li></ul>", "1 list item added"),
        (FOX, "<h2>On foxes</h2>" + FOX, "1 heading added"),
        (TABLE, TABLE.replace("<tr><td>c</td><td>d</td></tr>", ""), "1 table row removed"),
        (FOX, FOX + TABLE, "2 table rows added"),
        (FOX + "<p>a</p>", FOX, "1 paragraph removed"),
        ("<p>a b</p>", "<h2>a b</h2>", "1 paragraph restyled"),
        ("<ol><li>a</li></ol>", '<ol start="3"><li>a</li></ol>', "1 paragraph restyled"),
        (FOX + "<hr>", FOX, "1 paragraph restyled"),
        (FOX, FOX.replace("brown", "<em>brown</em>"), "1 word"),
    ],
)
def test_how_much(before, after, said):
    assert compare({"body": before}, {"body": after}).said == said


def test_texts_that_repeat_themselves_do_not_take_for_ever():
    """Thousands of the same thing, which is where comparing gets quadratic; a test that hangs has failed."""
    before, after = "<p>a</p>" * 3000, "<p>a</p><p>b</p>" * 2000
    assert compare({"body": before}, {"body": after})["body"].count.added > 0
    words = "a b " * 7000
    assert compare({"body": f"<p>{words}</p>"}, {"body": f"<p>b {words}c</p>"})

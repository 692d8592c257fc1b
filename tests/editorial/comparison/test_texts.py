import pytest

from .reading import bare, line


@pytest.mark.parametrize(
    ("before", "after", "inline"),
    [
        ("the duo went", "the two leaders went", "the <del>duo</del><ins>two leaders</ins> went"),
        ("", "All new", "<ins>All new</ins>"),
        ("All gone", "", "<del>All gone</del>"),
        ("It is.", "It is. More of it is.", "It is.<ins> More of it is.</ins>"),
        ("Sino-Russian ties", "Sino-Indian ties", "<del>Sino-Russian</del><ins>Sino-Indian</ins> ties"),
        ("a, b", "a; b", "a<del>,</del><ins>;</ins> b"),
        ("one two", "one  two", "one<del> </del><ins>  </ins>two"),
        ("<b> & c", "<i> & c", "&lt;<del>b</del><ins>i</ins>&gt; &amp; c"),
        ("О работе порта", "О смене порта", "О <del>работе</del><ins>смене</ins> порта"),
    ],
)
def test_word_by_word(before, after, inline):
    assert bare(line(before, after).inline) == inline


def test_changes_with_next_to_nothing_between_them_are_one():
    difference = line("so red apples grow", "so blue plums grow")
    assert bare(difference.inline) == "so <del>red apples</del><ins>blue plums</ins> grow"


def test_each_side_alone():
    row = line("the duo went", "the two went").rows[0]
    assert (bare(row.left), bare(row.right)) == ("the <del>duo</del> went", "the <ins>two</ins> went")


def test_a_change_says_what_it_is_to_those_who_do_not_see_it():
    html = line("a", "b").inline
    assert html == '<del data-said="removed:">a</del><ins data-said="added:">b</ins>'


def test_another_blank_is_marked_as_no_more_than_that():
    html = line("a b", "a\u00a0b").inline
    assert html == 'a<del class="blank" data-said="removed:"> </del><ins class="blank" data-said="added:">\u00a0</ins>b'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("a", "a", ""),
        ("the duo went", "the two leaders went", "2 words"),
        ("It is.", "It is. More of it is.", "1 sentence"),
        ("It is. More of it is. Less of it is!", "It is.", "2 sentences"),
        ("It is and more of it.", "It is.", "4 words"),
        ("a, b", "a b", "1 word"),
        ("a b", "a\u00a0b", "1 space"),
        ("a b c", "a  b\u00a0c d", "1 word, 2 spaces"),
    ],
)
def test_how_much(before, after, said):
    assert ", ".join(line(before, after).count.phrases()) == said

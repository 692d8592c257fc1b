import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.intake.building import parse
from editorial.intake.document import plain, text_blocks
from editorial.marking import marked
from editorial.models import Remark
from editorial.passages import Found, Text
from editorial.threads import Thread

FIRST = "In their messages the two leaders exuded confidence that they would overcome what the year had wrought."
SECOND = "The figure for the first ten months stood at 88 billion. The leaders met in the harbour."


def words_of(blocks, found):
    return " ".join(" ".join(blocks[block][start:end].split()) for block, start, end in found.ranges)


def find(blocks, passage, before="", after=""):
    found = Text(blocks).find(passage, before, after)
    return found and (words_of(blocks, found), found.changed)


class TestFinding:
    def test_the_very_words(self):
        assert find([FIRST, SECOND], "ten months stood") == ("ten months stood", False)

    def test_the_place_is_told_by_its_neighbours(self):
        text = Text([FIRST, SECOND])
        assert text.find("leaders", "88 billion. The", "met in the").ranges == ((1, 61, 68),)
        assert text.find("leaders", "messages the two", "exuded").ranges == ((0, 26, 33),)

    def test_over_two_paragraphs_and_any_blanks(self):
        found = find(["One  ends\nhere.", "Two begins."], " ends here.\n\nTwo ")
        assert found == ("ends here. Two", False)

    def test_words_that_were_edited(self):
        blocks = [SECOND, FIRST.replace("exuded confidence", "showed great confidence")]
        found = find(blocks, "the two leaders exuded confidence", "In their messages", "that they would")
        assert found == ("the two leaders showed great confidence", True)

    def test_one_word_that_was_replaced_is_told_by_its_neighbours(self):
        blocks = [FIRST.replace("wrought", "brought"), SECOND]
        assert find(blocks, "wrought", "overcome what the year had", ".") == ("brought", True)
        found = find(
            [FIRST.replace("exuded", "had"), SECOND], "exuded", "messages the two leaders", "confidence that they"
        )
        assert found == ("had", True)

    @pytest.mark.parametrize(
        ("blocks", "passage", "before", "after"),
        [
            ([SECOND], "messages the two leaders exuded confidence", "In their", "that they would"),
            ([], "anything", "", ""),
            ([FIRST], "  ", "", ""),
            ([FIRST], "", "In", "their"),
        ],
    )
    def test_what_is_not_there(self, blocks, passage, before, after):
        assert find(blocks, passage, before, after) is None

    def test_a_common_word_is_not_found_just_anywhere(self):
        assert find([SECOND], "the", "In their messages all of", "two leaders exuded") is None


texts = st.text(st.sampled_from("abc аб\n\u00a0.,<&>"), max_size=40)


@given(st.lists(texts, max_size=5), st.data())
def test_what_is_cut_out_of_the_text_is_found_where_it_was(blocks, data):
    whole = " ".join(" ".join(blocks).split())
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    passage = whole[start:end]
    found = Text(blocks).find(passage, whole[:start], whole[end:])
    if passage.strip():
        assert "".join(words_of(blocks, found).split()) == "".join(passage.split())
        assert not found.changed


@given(st.lists(texts, max_size=5), texts, texts, texts)
def test_whatever_is_sought_the_place_is_in_the_text(blocks, passage, before, after):
    found = Text(blocks).find(passage, before, after)
    for block, start, end in found.ranges if found else ():
        assert 0 <= start < end <= len(blocks[block])


runs = st.lists(
    st.sampled_from(
        ["<b>bold</b>", "plain ", "<i>x</i>", "&lt;script&gt;", "<br>", "<a href='https://a.example'>l</a>"]
    )
)
edges = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda pair: pair[0] < pair[1]), max_size=4)


@given(runs, edges)
def test_marking_loses_no_text_and_adds_none(parts, pairs):
    block = next(text_blocks(parse(f"<p>{''.join(parts)}</p>")), None)
    if block is None:
        return
    ranges = [(start, end, Thread(Remark(pk=7)), False) for start, end in pairs]
    html = marked(block.children, ranges)
    again = "\n".join(plain(each) for each in text_blocks(parse(html)))
    assert " ".join(again.split()) == " ".join(plain(block).split())
    assert "<script" not in html


def test_each_place_is_marked_once_and_leads_to_its_remark():
    thread = Thread(Remark(pk=7), number=1)
    block = next(text_blocks(parse("<p>One <b>two three</b> four</p>")))
    html = marked(block.children, [(4, 7, thread, True)])
    link = '<a class="spoken__link" id="passage-7" href="#remark-7" aria-label="Remark 1">1</a>'
    assert html == f'One <mark class="spoken"><strong>two</strong></mark>{link}<strong> three</strong> four'


def test_a_text_is_compared_as_it_is_shown():
    assert Text(["a\u00a0b"]).find("a b") == Found(((0, 0, 3),))

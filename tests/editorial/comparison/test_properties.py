"""What holds for every two texts, looked for by Hypothesis."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from editorial.comparison import compare
from editorial.comparison.sequences import longest_rising, stretches
from editorial.intake.cleaning import clean_body, plain_text

from .reading import bare, line, without

TAGS = ["p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "br", "hr", "table", "tr", "td", "th", "div"]
words = st.text(alphabet="ab c.\n&<>'\"Ж", max_size=8).map(lambda text: text.replace("<", "&lt;"))
tags = st.builds("<{}{}>".format, st.sampled_from(["", "/"]), st.sampled_from(TAGS))
links = st.sampled_from(['<a href="https://a.example/?a=1&amp;b=2">', '<a href="javascript:x">', "</a>", "<script>"])
bodies = st.lists(words | tags | links, max_size=25).map("".join).map(clean_body)
KNOWN = re.compile(
    r"</?(?:p|h2|h3|ul|ol|li|blockquote|strong|em|a|table|thead|tbody|tr|th|td|ins|del)>|<br>|<hr>"
    r'|<a href="(?:https?://|mailto:)[^"]*">'
)


@st.composite
def edited(draw):
    """A body, and the same with some of its parts gone, carried elsewhere or written anew."""
    parts = draw(st.lists(bodies, min_size=1, max_size=5))
    kept = draw(st.lists(st.sampled_from(parts) | bodies, max_size=6))
    return clean_body("".join(parts)), clean_body("".join(kept))


def lines(html):
    return [line for line in plain_text(html).split("\n") if line.strip()]


def joined(html):
    """What stands in the same marks on either side of a change is one again."""
    return clean_body(html)


@given(edited() | st.tuples(bodies, bodies))
def test_each_side_is_the_text_it_was(pair):
    before, after = pair
    body = compare({"body": before}, {"body": after})["body"]
    left, right = "".join(row.left for row in body.rows), "".join(row.right for row in body.rows)
    assert (joined(without(left, "ins")), joined(without(right, "del"))) == (before, after)


@given(edited() | st.tuples(bodies, bodies))
def test_without_what_came_it_is_the_text_before_and_without_what_went_the_text_after(pair):
    before, after = pair
    inline = compare({"body": before}, {"body": after})["body"].inline
    assert lines(without(inline, "ins")) == lines(before)
    assert lines(without(inline, "del")) == lines(after)


@given(edited())
def test_nothing_but_known_tags_and_all_of_them_closed(pair):
    html = bare(compare({"body": pair[0]}, {"body": pair[1]})["body"].inline)
    assert [tag for tag in re.findall("<[^>]*>", html) if not KNOWN.fullmatch(tag)] == []
    plain = re.sub("</?(?:ins|del)>", "", html)
    assert lines(clean_body(plain)) == lines(plain)
    assert html.count("<ins>") + html.count("<del>") == html.count("</ins>") + html.count("</del>")


@given(edited())
def test_a_text_is_equal_to_itself(pair):
    assert compare({"body": pair[0]}, {"body": pair[0]})["body"].inline == pair[0]


@given(st.text(), st.text())
def test_plain_text_stays_text(before, after):
    html = bare(line(before, after).inline)
    assert set(re.findall("<[^>]*>", html)) <= {"<ins>", "</ins>", "<del>", "</del>", "<br>"}


@given(st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60))
def test_stretches_are_both_sequences(before, after):
    found = list(stretches(before, after))
    assert [thing for went, _came, _same in found for thing in went] == before
    assert [thing for _went, came, _same in found for thing in came] == after
    assert all(went == came for went, came, same in found if same)
    assert all(one[2] != other[2] for one, other in pairwise(found))


@given(st.lists(st.integers(), unique=True, max_size=40))
def test_the_longest_rising_part_rises(numbers):
    places = longest_rising(numbers)
    rising = [numbers[place] for place in places]
    assert places == sorted(places)
    assert rising == sorted(rising)
    assert bool(places) == bool(numbers)

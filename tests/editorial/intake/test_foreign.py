"""Word processors' HTML on the server, for all that does not come through the rich field."""

import pytest

from editorial.intake.cleaning import clean_body
from tests.editorial.pastes import NAMES, kept, pasted


def item(level, marker, text):
    style = f"mso-list:l0 level{level} lfo1"
    return f"<p style='{style}'><span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span>{text}</p>"


@pytest.mark.parametrize("name", NAMES)
def test_what_an_office_copies(name):
    assert clean_body(pasted(name)) == kept(name)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        (item(1, "1.", "a") + item(1, "2.", "b"), "<ol><li>a</li><li>b</li></ol>"),
        (item(1, "a)", "a") + item(1, "b)", "b"), "<ol><li>a</li><li>b</li></ol>"),
        (item(1, "1.", "a") + item(1, "1.", "b"), "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        (item(1, "–", "a") + item(1, "1.", "b"), "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        (item(1, "4.", "a"), '<ol start="4"><li>a</li></ol>'),
        (
            item(1, "1.", "a") + item(2, "1.1.", "b") + item(2, "1.2.", "c") + item(1, "2.", "d"),
            "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ol>",
        ),
        (item(3, "·", "deep"), "<ul><li>deep</li></ul>"),
        ("<table><tr><td>" + item(1, "·", "a") + "</td></tr></table>",
         "<table><tbody><tr><td><ul><li>a</li></ul></td></tr></tbody></table>"),
        ("<p>a<br><br>b<br>c</p>", "<p>a</p><p>b<br>c</p>"),
        ("<p><b>a<br> <br>b</b></p>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<b style='font-weight: normal'>a <b>b</b></b> c", "<p>a <strong>b</strong> c</p>"),
        ("<p class=MsoQuote>a</p><p class=MsoQuote>b</p>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<p>kept <del>struck</del></p>", "<p>kept</p>"),
    ],
)  # fmt: skip
def test_styles_that_mean_something(html, clean):
    assert clean_body(html) == clean
    assert clean_body(clean) == clean


def test_a_list_of_nine_levels_is_no_deeper_than_a_renderer_bears():
    clean = clean_body("".join(item(level, "·", f"item {level}") for level in range(1, 10)))
    assert clean_body(clean) == clean
    assert [f"item {level}" in clean for level in range(1, 10)] == [True] * 9

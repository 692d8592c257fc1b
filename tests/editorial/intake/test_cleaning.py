import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.intake.cleaning import clean_body, cleaned, plain_text

TAGS = [
    "p", "h1", "h2", "h3", "h5", "ul", "ol", "li", "blockquote", "strong", "b", "em", "i", "sub", "sup", "br",
    "hr", "a", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "span", "script",
    "style", "svg", "math", "textarea", "title", "iframe", "select", "template", "noscript", "pre", "img",
    "form", "button", "font",
]  # fmt: skip
ATTRIBUTES = [
    "", ' onclick="x()"', ' style="color:red"', ' href="javascript:x"', ' href="https://a.example/?a=1&amp;b=2"',
    ' start="3"', ' start="x"', ' colspan="2"', ' rowspan="99999"', ' scope="col"', ' class="a" id=b',
    " style='mso-list:l0 level2 lfo1'", " style='mso-list:l1 level9 lfo1'", " style='mso-list:Ignore'",
    " style='font-weight:normal'", " style='font-weight:700;font-style:italic'", " class=MsoQuote", " class=MsoTitle",
]  # fmt: skip
KNOWN = re.compile(
    r'</?(?:p|h2|h3|ul|ol|li|blockquote|strong|em|sub|sup|a|table|thead|tbody|tr|th|td)>|<br>|<hr>|<ol start="\d+">'
    r'|<a href="(?:https?://|mailto:)[^"]*">|<t[hd](?: (?:scope="\w+"|(?:col|row)span="\d+"))+>',
    re.IGNORECASE,
)
words = st.text(alphabet="ab c\n\t\u00a0\u00ad&<>'\"Ж", max_size=8).map(lambda text: text.replace("<", "&lt;"))
tags = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
ends = st.builds("</{}>".format, st.sampled_from(TAGS))
markup = st.lists(words | tags | ends, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("text", "<p>text</p>"),
        ("<p>a</p> <p> </p><p>&nbsp;</p><p><br></p>", "<p>a</p>"),
        ("<div>a</div><div>b<p>c</p>d</div>", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("<h1>a</h1><h4>b</h4>", "<h2>a</h2><h3>b</h3>"),
        ("<p><b>a</b> <i>b</i></p>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("<p onclick=x style='y'>a<script>b</script><style>c</style></p>", "<p>a</p>"),
        ('<p><a href="javascript:x">a</a><a href="/b">b</a></p>', "<p>ab</p>"),
        ('<p><a href="https://a.example/">a</a></p>', '<p><a href="https://a.example/">a</a></p>'),
        ('<ol start="3"><li><p>a</p></li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("<ul>a<li>b</li></ul><li>c", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        (
            "<table><caption>c</caption><tr><th scope=col colspan=2>a<td><p>b</p></table>",
            '<p>c</p><table><tbody><tr><th scope="col" colspan="2">a</th><td>b</td></tr></tbody></table>',
        ),
        ("<table><tr><td></td></tr></table>", ""),
        ("<p>a</p><img src=x onerror=y><hr>", "<p>a</p><hr>"),
        ("<p>пере&shy;нос\u00ad и\u200b</p><p>&shy;</p>", "<p>перенос и</p>"),
        ("a &lt;b&gt; &amp; c", "<p>a &lt;b&gt; &amp; c</p>"),
    ],
)
def test_kept(given_html, kept):
    assert clean_body(given_html) == kept


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "table><tr><td", "b", "a href='http://x.example/'"])
def test_thousands_of_nested_elements_keep_their_text(tag):
    html = clean_body(f"<{tag}>" * 5000 + "text")
    assert plain_text(html) == "text"
    assert html.count("<") <= 2 * 20
    assert clean_body(html) == html


@given(markup)
def test_clean_is_clean(html):
    clean = clean_body(html)
    assert clean_body(clean) == clean
    assert "<" not in KNOWN.sub("", clean)


@given(st.text())
def test_any_text_is_cleaned(html):
    clean = clean_body(html)
    assert clean_body(clean) == clean


@given(st.lists(st.sampled_from(["<p>", "<div>", "<ul>", "<li>", "<td>", "<b>", "</b>", "<table>", "</table>", "w "])))
def test_no_word_is_lost(parts):
    assert plain_text("".join(parts)).split() == ["w"] * parts.count("w ")


def test_plain_text_has_a_line_for_each_block():
    assert plain_text("<h2>A</h2><p>b <em>c</em></p><ul><li>d</li><li>e</li></ul>") == "A\nb c\nd\ne"


def test_what_was_never_cleaned_is_cleaned_before_it_is_printed():
    assert cleaned("<p onclick=x>Text</p>") == cleaned("<p>Text</p>") == "<p>Text</p>"

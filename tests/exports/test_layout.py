import itertools
import re

from exports.flow import pieces
from exports.layout import article_html, issue_html
from exports.wording import language_of

from .snapshots import EVERYTHING, INTERVIEW, illustration, make_article, make_snapshot


def url(picture):
    return f"picture:{picture['file']}"


def html_of(snapshot, **options):
    return issue_html(snapshot, picture_url=url, **options)


def headings(html):
    return [(int(level), re.sub("<[^>]+>", "", text)) for level, text in re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", html)]


def test_the_document_speaks_the_language_of_the_bulletin():
    assert '<html lang="ru">' in html_of(make_snapshot(language="ru"))
    assert ">июль 2026<" in html_of(make_snapshot(make_article(month=7), language="ru"))


def test_the_layout_depends_on_the_snapshot_alone():
    assert html_of(make_snapshot()) == html_of(make_snapshot())


def test_headings_go_down_one_level_at_a_time():
    html = html_of(make_snapshot(make_article(body=EVERYTHING)))
    levels = [level for level, _text in headings(html)]
    assert levels == [1, 2, 2, 3, 4, 5, 2, 3, 3, 2]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_an_article_reads_in_the_order_of_the_format():
    html = article_html(
        make_snapshot(), make_article(illustrations=[illustration(caption="A quay", place=0)]), picture_url=url
    )
    parts = [
        "Title 1",
        "Заголовок 1",
        "Brazil",
        "December 2026",
        "wages",
        "A. Writer",
        "Delta Post",
        "A quay",
        "Text of",
    ]
    assert [html.index(part) for part in parts] == sorted(html.index(part) for part in parts)


def test_a_parallel_title_is_marked_with_its_language():
    assert '<p class="parallel" lang="ru">Заголовок 1</p>' in html_of(make_snapshot())
    assert language_of("Заголовок") == "ru"
    assert language_of("Title") == "en"
    assert language_of("Titre", "fr") == "fr"


def test_one_article_has_its_title_at_the_level_of_its_page():
    html = article_html(make_snapshot(), make_article(body=EVERYTHING), picture_url=url)
    assert [level for level, _text in headings(html)] == [1, 2, 3]


def test_keywords_are_links_where_the_page_has_somewhere_to_go():
    html = article_html(make_snapshot(), make_article(), picture_url=url, keyword_url=lambda word: f"/k/{word}/")
    assert '<a href="/k/wages/" rel="tag">wages</a>' in html
    assert "/k/" not in article_html(make_snapshot(), make_article(), picture_url=url)


class TestFlow:
    def flow(self, body, *illustrations):
        return [
            piece.picture["caption"] if piece.picture else str(piece.html) for piece in pieces(body, illustrations, 3)
        ]

    def test_pictures_stand_at_their_place_and_none_is_lost(self):
        pictures = [illustration(place=place, caption=f"at {place}") for place in (0, 1, 99)]
        assert self.flow("<p>One</p><p>Two</p>", *pictures) == ["at 0", "<p>One</p>", "at 1", "<p>Two</p>", "at 99"]

    def test_an_article_of_pictures_only_shows_them(self):
        assert self.flow("", illustration(caption="alone")) == ["alone"]

    def test_questions_and_answers_are_told_apart(self):
        classes = re.findall(r'class="(\w+)"', "".join(self.flow(INTERVIEW)))
        assert classes == ["question", "answer"]

    def test_a_bold_opening_is_no_turn_without_a_question(self):
        assert self.flow("<p><strong>Note:</strong> this</p>") == ["<p><strong>Note:</strong> this</p>"]

    def test_what_is_not_our_vocabulary_does_not_pass(self):
        body = '<p onclick="x()">Text<img src="http://evil.example/x.png"><script>x()</script></p><h1>Big</h1>'
        assert self.flow(body) == ["<p>Text</p>", '<h4 class="crosshead crosshead-1">Big</h4>']


def test_russian_lines_do_not_begin_with_a_dash():
    body = '<p>Он <a href="https://x.example/a">сказал</a> — «да», она — нет.</p>'
    assert 'class="bound"' not in html_of(make_snapshot(make_article(body=body)))
    html = html_of(make_snapshot(make_article(body=body), language="ru"))
    assert '</a> — «да», <span class="bound">она —</span> нет.' in html


def test_titles_are_escaped_everywhere():
    article = make_article(title="<b>T</b>", parallel_title="<i>", country="<u>", keywords=["<s>"], byline="<q>")
    html = html_of(make_snapshot(article, bulletin={"title": "<a>", "imprint": "<em>"}))
    for tag in ("<b>", "<i>", "<u>", "<s>", "<q>", "<a>", "<em>"):
        assert tag not in html


def test_a_caption_without_its_picture_is_printed_and_marked_in_a_proof():
    snapshot = make_snapshot(make_article(illustrations=[illustration(caption="The quay", credit="Meridian")]))
    assert "Picture to come" not in html_of(snapshot)
    assert 'The quay <span class="credit">Photo: Meridian</span>' in html_of(snapshot)
    assert "Picture to come" in html_of(snapshot, draft=True)


def test_a_correction_says_so():
    plain = html_of(make_snapshot())
    assert "Notice of correction" not in plain
    assert "corrected" not in plain
    corrected = html_of(make_snapshot(issue={"edition": 2, "notice": "A name was wrong."}))
    assert "Notice of correction" in corrected
    assert "A name was wrong." in corrected
    assert "Edition 2, corrected" in corrected


def test_the_index_names_a_page_once():
    snapshot = make_snapshot(make_article(1), make_article(2))
    one, two = (article["anchor"] for article in snapshot["sections"][0]["articles"])
    assert html_of(snapshot, pages={one: 3, two: 4}).count('class="repeat"') == 0
    assert html_of(snapshot, pages={one: 3, two: 3}).count('class="repeat"') == 3  # two keywords and the country


def test_the_logo_stands_on_the_cover_of_a_bulletin_that_has_one():
    logo = {"file": "pictures/logo.png", "sha256": "ab", "width": 90, "height": 30}
    html = html_of(make_snapshot(bulletin={"logo": logo}))
    assert '<img src="picture:pictures/logo.png" alt="Logo of Weekly Bulletin" width="90" height="30">' in html
    for bulletin in ({"logo": None}, {}):  # editions from before there were logos
        assert "cover-logo" not in html_of(make_snapshot(bulletin=bulletin))

import base64
import re

import pytest
from django.core.files.storage import default_storage

from exports import rendering
from tests.checkers import html_errors

from .nasty import snapshots
from .snapshots import EVERYTHING, illustration, make_article, make_picture, make_snapshot

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(31, 28, 26)"}


def html_of(snapshot):
    return rendering.render("html", snapshot).content.decode()


def test_it_stands_alone():
    picture = make_picture()
    html = html_of(make_snapshot(make_article(body=EVERYTHING, illustrations=[picture])))
    assert "<script" not in html
    assert "<link" not in html
    assert "@import" not in html
    assert "url(" not in html
    assert re.findall(r' style="| on\w+="', html) == []
    (source,) = re.findall(r'<img src="([^"]*)"', html)
    kind, content = source.split(";base64,")
    with default_storage.open(picture["file"]) as file:
        assert (kind, base64.b64decode(content)) == ("data:image/png", file.read())


def test_every_link_inside_leads_somewhere():
    html = html_of(make_snapshot())
    targets = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets
    assert len(re.findall(r'id="([^"]+)"', html)) == len(targets)


def test_it_passes_the_checker_whatever_is_in_it(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, snapshot in snapshots().items():
        (folder / f"{name}.html").write_text(html_of(snapshot))
    assert html_errors(folder) == []


def test_the_checker_would_find_an_error(tmp_path):
    (tmp_path / "broken.html").write_text(html_of(make_snapshot()).replace("</main>", ""))
    assert html_errors(tmp_path) != []


def test_no_rank_of_headings_is_skipped():
    html = html_of(make_snapshot(make_article(body="<h3>Low</h3><h3>Low too</h3><h2>High</h2><h3>Low</h3>")))
    article = html.partition("<article")[2]
    assert re.findall(r"<h(\d)", article.partition("</article>")[0]) == ["3", "4", "4", "4", "5"]


def test_languages_are_marked():
    html = html_of(make_snapshot())
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert (
        re.findall(r'<p class="(?:contents-)?parallel" lang="ru">([^<]*)', html) == ["Заголовок 1", "Заголовок 2"] * 2
    )


@pytest.mark.services
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["everything", "wide-table", "long-word", "odd", "russian"])
def test_nothing_is_wider_than_a_telephone(page, tmp_path, name, scheme):
    (tmp_path / "issue.html").write_text(html_of(snapshots()[name]))
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=scheme)
    page.goto((tmp_path / "issue.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == PAPER[scheme]
    if name == "wide-table":
        assert page.evaluate("(f => f.scrollWidth > f.clientWidth)(document.querySelector('.frame'))")


@pytest.mark.services
def test_a_keyboard_skips_to_the_articles_and_paper_shows_no_such_link(page, tmp_path):
    (tmp_path / "issue.html").write_text(html_of(make_snapshot()))
    page.goto((tmp_path / "issue.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className + document.activeElement.getAttribute('href')") == (
        "skip#articles"
    )
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") == 0
    page.emulate_media(media="print")
    assert [page.is_visible(each) for each in (".skip", ".back", ".frame, .article")] == [False, False, True]


def test_the_same_snapshot_gives_the_same_bytes():
    assert html_of(make_snapshot()) == html_of(make_snapshot())


def test_a_missing_picture_fails_by_name():
    article = make_article(illustrations=[illustration(file="pictures/lost.png")])
    with pytest.raises(rendering.RenderingFailed, match=r"pictures/lost\.png"):
        html_of(make_snapshot(article))


def test_a_body_cannot_leave_its_place():
    body = '<p>Text</p></div></article><img src="http://evil.example/x.png"><style>*{display:none}</style>'
    html = html_of(make_snapshot(make_article(body=body)))
    assert "evil.example" not in html
    assert "display:none}" not in html
    assert html.count("</article>") == 1

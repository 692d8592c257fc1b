import re
from itertools import pairwise

import pytest
from django.urls import reverse

from bulletin.accent import accent_sheet
from editorial.models import Bulletin
from exports.colour import contrast
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_ready_issue, make_user

from .makers import (
    address,
    file_name,
    first_article,
    make_correction,
    make_counterparts,
    make_published,
    make_published_issue,
)

pytestmark = pytest.mark.django_db


def page(client, path, **options):
    response = client.get(path, **options)
    assert response.status_code == 200
    return response.content.decode()


def html_language(text):
    return re.search(r'<html lang="(\w+)"', text)[1]


def headings(text):
    return [int(level) for level in re.findall(r"<h([1-6])", text)]


def test_home_before_the_first_issue(client):
    make_ready_issue()
    assert "Nothing published yet" in page(client, "/")


def test_home_shows_the_newest_issue_and_the_way_on(client):
    bulletin = make_bulletin("Harbour Weekly", slug="harbour")
    older = make_published_issue(bulletin, number=45)
    newest = make_published_issue(bulletin, number=46)
    make_issue(bulletin, number=47)
    text = page(client, "/")
    assert first_article(newest).title in text
    assert first_article(older).title not in text
    assert address("issue", older) in text
    assert address("download", newest, file_name(newest)) in text
    assert "47.2026" not in text


def test_home_opens_with_the_readers_language(client):
    english, russian = (make_published_issue(each) for each in make_counterparts())
    first = {
        language: page(client, "/", headers={"Accept-Language": language}).index(first_article(issue).title)
        for language, issue in (("en", english), ("ru", russian))
    }
    assert set(first) == {"en", "ru"}
    assert address("issue", russian) in page(client, "/")


def test_issue_page_has_contents_files_and_languages(client):
    issue = make_published_issue(make_bulletin("Harbour Weekly", slug="harbour", tagline="From the quays"))
    text = page(client, address("issue", issue))
    article = first_article(issue)
    assert article.title in text
    assert f'lang="ru">{article.parallel_title}' in text
    assert "9 — 15 November 2026" in text
    assert "2 articles from Brazil" in text
    assert "From the quays" in text
    assert [address("download", issue, file_name(issue, ending)) in text for ending in ("pdf", "html")] == [True, True]
    assert "Edition" not in text


def test_corrected_issue_says_so_and_keeps_what_it_replaced(client):
    issue = make_correction(make_published_issue(), notice="A figure was wrong.")
    text = page(client, address("issue", issue))
    assert "Edition 2" in text
    assert "A figure was wrong." in text
    assert address("download", issue, file_name(issue)) in text
    assert address("download", issue, file_name(issue).replace(".pdf", "-2.pdf")) in text


def test_counterparts_lead_to_each_other_once_both_are_out(client):
    english, russian = make_counterparts()
    issue = make_published_issue(english)
    other = make_ready_issue(bulletin=russian)
    assert address("issue", other) not in page(client, address("issue", issue))
    make_published(other)
    assert f'href="{address("issue", other)}" lang="ru" hreflang="ru"' in page(client, address("issue", issue))
    assert f'href="{address("issue", issue)}" lang="en" hreflang="en"' in page(client, address("issue", other))


def test_issues_are_turned_like_pages(client):
    bulletin = make_bulletin("Harbour Weekly", slug="harbour")
    first, second, third = (make_published_issue(bulletin, number=number, articles=1) for number in (8, 9, 10))
    text = page(client, address("issue", second))
    assert f'rel="prev" href="{address("issue", first)}"' in text
    assert f'rel="next" href="{address("issue", third)}"' in text
    assert 'rel="next"' not in page(client, address("issue", third))


def test_article_page_is_the_article_as_printed(client):
    issue = make_published_issue(
        articles=1,
        byline="A. Writer",
        source_name="Delta Post",
        source_url="https://delta.example/1",
        keywords=["wages", "brics+"],
        body="<p>Text &amp; more.</p><h2>Then</h2><p>End.</p>",
    )
    article = first_article(issue)
    text = page(client, address("article", issue, article.anchor))
    words = [reverse("bulletin:keyword", args=[issue.bulletin.slug, slug]) for slug in ("wages", "brics-plus")]
    assert all(f'href="{word}"' in text for word in words)
    assert "<p>Text &amp; more.</p>" in text
    assert 'href="https://delta.example/1"' in text
    assert 'content="Text &amp; more. Then End."' in text
    assert f'rel="canonical" href="http://localhost:8000{address("article", issue, article.anchor)}"' in text
    assert headings(text) == [1, 2]


def test_articles_are_turned_like_pages(client):
    issue = make_published_issue(articles=3)
    first, second, third = (each.anchor for each in issue.sections.first().articles.order_by("position"))
    text = page(client, address("article", issue, second))
    assert f'rel="prev" href="{address("article", issue, first)}"' in text
    assert f'rel="next" href="{address("article", issue, third)}"' in text


def test_page_speaks_its_bulletins_language_until_the_reader_chooses(client):
    _english, russian = make_counterparts()
    path = address("issue", make_published_issue(russian))
    response = client.get(path, headers={"Accept-Language": "en"})
    assert (html_language(response.content.decode()), response["Content-Language"]) == ("ru", "ru")
    client.cookies["django_language"] = "en"
    text = page(client, path)
    assert html_language(text) == "en"
    assert '<p class="masthead__title">Портовый вестник</p>' in text
    client.cookies["django_language"] = "junk"
    assert html_language(page(client, path)) == "ru"


def test_page_speaks_the_language_of_who_is_signed_in(client):
    _english, russian = make_counterparts()
    client.force_login(make_user("editor", language="en"))
    assert html_language(page(client, address("issue", make_published_issue(russian)))) == "en"


def test_language_of_one_page_does_not_stick_to_the_next(client):
    english, russian = make_counterparts()
    page(client, address("issue", make_published_issue(russian)))
    assert html_language(page(client, address("issue", make_published_issue(english)))) == "en"
    assert html_language(page(client, "/")) == "en"


def test_archive_goes_by_year(client):
    bulletin = make_bulletin("Harbour Weekly", slug="harbour")
    for year, number in ((2025, 51), (2025, 52), (2026, 1)):
        issue = make_issue(bulletin, year=year, number=number)
        make_approved(make_article(issue.sections.first()))
        make_published(issue)
    newest = page(client, "/harbour/")
    assert re.findall(r"</span> (\d+\.\d{4})</a>", newest) == ["1.2026"]
    assert re.findall(r'href="/harbour/(\d{4})/"', newest) == ["2026", "2025"]
    assert re.findall(r"</span> (\d+\.\d{4})</a>", page(client, "/harbour/2025/")) == ["52.2025", "51.2025"]
    assert client.get("/harbour/2024/").status_code == 404
    assert client.get("/harbour").headers["Location"] == "/harbour/"


def test_latest_moves_on(client):
    bulletin = make_bulletin("Harbour Weekly", slug="harbour")
    found = []
    for number in (9, 10):
        make_published_issue(bulletin, number=number, articles=1)
        response = client.get("/harbour/latest/")
        found.append((response.status_code, response["Location"], "no-cache" in response["Cache-Control"]))
    assert found == [(302, "/harbour/2026/9/", True), (302, "/harbour/2026/10/", True)]


def test_keywords_count_the_articles_of_current_editions(client):
    issue = make_correction(make_published_issue(articles=2, keywords=["wages", "порты"]))
    slug = issue.bulletin.slug
    text = page(client, f"/{slug}/keywords/")
    assert re.findall(r'">([^<]+)</a> <span class="soft small numbers">(\d+)', text) == [("wages", "2"), ("порты", "2")]
    assert "2 articles" in page(client, reverse("bulletin:keyword", args=[slug, "порты"]))


def test_keywords_stand_under_their_letters(client):
    words = ["wages", "Chairmanship", "covid-19", "9_may", "Ёлки", "единство", "ежегодник"]
    text = page(client, f"/{make_published_issue(articles=1, keywords=words).bulletin.slug}/keywords/")
    assert re.findall(r"<h2>(.)</h2>", text) == ["#", "C", "W", "Е"]


def test_keyword_page_is_newest_first_and_paged(client):
    bulletin = make_bulletin("Harbour Weekly", slug="harbour")
    for number in (8, 9, 10):
        make_published_issue(bulletin, number=number, articles=7)
    path = "/harbour/keywords/wages/"
    shown = [re.findall(r">Issue (\d+)\.2026<", page(client, f"{path}?page={each}")) for each in (1, 2)]
    assert shown == [["10"] * 7 + ["9"] * 7 + ["8"] * 6, ["8"]]
    assert 'rel="canonical" href="http://localhost:8000/harbour/keywords/wages/?page=2"' in page(
        client, f"{path}?page=2"
    )


def test_accent_sheet_is_kept_until_the_colour_changes(client):
    issue = make_published_issue(make_bulletin(slug="harbour", accent="#0A5C36"))
    text = page(client, address("issue", issue))
    (path,) = re.findall(r'href="(/harbour/accent\.css\?v=\w+)"', text)
    sheet = client.get(path)
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert sheet["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--cover: #0a5c36;" in sheet.content.decode()
    assert client.get("/harbour/accent.css")["Cache-Control"] == "no-cache"
    assert client.get("/harbour/accent.css", headers={"If-None-Match": sheet["ETag"]}).status_code == 304
    Bulletin.objects.update(accent="#123456")
    assert path not in page(client, address("issue", issue))


@pytest.mark.parametrize("accent", ["#9c1f2e", "#ffff00", "#000000", "#ffffff", "#777777"])
def test_accent_can_be_read_on_every_ground(accent):
    sheet = accent_sheet(Bulletin(slug="harbour", accent=accent))
    colours = re.findall(r"#[0-9a-f]{6}", sheet)
    cover, cover_ink, light, dark, light_ink, dark_ink = colours
    pairs = [(cover, cover_ink), (light, "#f7f4f0"), (light, "#ffffff"), (dark, "#1f1c1a"), (dark, "#171514")]
    assert [pair for pair in [*pairs, (light, light_ink), (dark, dark_ink)] if contrast(*pair) < 4.5] == []


def test_accent_that_is_no_colour_breaks_out_of_nothing():
    sheet = accent_sheet(Bulletin(slug="harbour", accent="#fff}*{}"))
    assert "--cover: #9c1f2e;" in sheet
    assert sheet.count("}") == 1


def test_every_page_has_one_main_heading_and_no_inline_style(client):
    issue = make_correction(make_published_issue())
    slug, article = issue.bulletin.slug, first_article(issue)
    paths = ["/", f"/{slug}/", f"/{slug}/keywords/", f"/{slug}/keywords/wages/", address("issue", issue)]
    for path in [*paths, address("article", issue, article.anchor)]:
        text = page(client, path)
        levels = headings(text)
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert not re.search(r"<style|\sstyle=|<script|\son\w+=", text)
        assert text.count("<main") == 1

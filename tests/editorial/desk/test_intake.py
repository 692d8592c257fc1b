import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editorial.models import Article, Bulletin, Issue

pytestmark = pytest.mark.django_db

TEXT = """Harbour Bulletin

Issue 46.2026
2026.11.09 — 2026.11.15

World of Work
Wages and safety

Dockers Win a Pause (Докеры добились перерыва) / Brazil, November, 2026
Keywords: wages, ports
2026-11-10

The dockers of an invented harbour have won a pause of ten minutes.

A Second Title (Второй заголовок) / India, November, 2026
Keywords: mining

Another text, also invented.
"""
ADDRESS = "/desk/intake/"


@pytest.fixture
def browser(sign_in, editor):
    return sign_in(editor)


def post(browser, **given):
    return browser.post(ADDRESS, {"text": TEXT, **given})


def test_preview_writes_nothing(browser):
    response = post(browser, preview="1")
    text = response.content.decode()
    assert [article.title for article in response.context["preview"].parsed.articles] == [
        "Dockers Win a Pause",
        "A Second Title",
    ]
    for part in ("46.2026", "World of Work", "Докеры добились перерыва", "There is no bulletin “Harbour Bulletin”"):
        assert part in text
    assert not Bulletin.objects.exists()


def test_an_unknown_bulletin_is_asked_about(browser):
    response = post(browser, **{"import": "1"})
    assert response.status_code == 422
    assert "There is no bulletin “Harbour Bulletin” in this language." in response.content.decode()
    assert "The dockers of an invented harbour" in response.content.decode()
    assert not Issue.objects.exists()


def test_import(browser, editor):
    response = post(browser, **{"import": "1", "create_bulletin": "on"})
    issue = Issue.objects.get()
    assert response["Location"] == reverse("desk:issue", args=[issue.pk])
    assert Article.objects.filter(section__issue=issue, editor=editor).count() == 2


def test_a_second_import_asks_before_it_replaces(browser):
    post(browser, **{"import": "1", "create_bulletin": "on"})
    assert "Replace it" in post(browser, preview="1").content.decode()
    response = post(browser, **{"import": "1"})
    assert "Issue 46.2026 of “Harbour Bulletin” is there already." in response.content.decode()
    before = set(Article.objects.values_list("pk", flat=True))
    assert post(browser, **{"import": "1", "replace": "on"}).status_code == 302
    assert before.isdisjoint(Article.objects.values_list("pk", flat=True))


def test_a_file_stays_in_the_form(browser):
    upload = SimpleUploadedFile("46.txt", TEXT.encode())
    response = browser.post(ADDRESS, {"text": "", "file": upload, "preview": "1"})
    assert len(response.context["preview"].parsed.articles) == 2
    assert response.context["form"]["text"].value() == TEXT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\x00", "not text"),
        ("Выпуск".encode("cp1251"), "not in UTF-8"),
        (b"x" * (10 * 1024 * 1024 + 1), "too large"),
        (b"", "Paste the text of an issue"),
        (b"Just a note.", "No article heading found"),
    ],
)
def test_files_that_are_no_bulletin(browser, data, message):
    response = browser.post(ADDRESS, {"text": "", "file": SimpleUploadedFile("x.txt", data), "preview": "1"})
    assert (response.status_code, message in response.content.decode()) == (422, True)
    assert not Issue.objects.exists()


def test_nothing_given(browser):
    assert "Paste the text of an issue, or choose its file." in browser.post(ADDRESS, {"preview": "1"}).content.decode()


def test_text_that_cannot_be_read_stays(browser):
    assert "My half-typed text" in browser.post(ADDRESS, {"text": "My half-typed text"}).content.decode()

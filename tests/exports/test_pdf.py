import hashlib
import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from pypdf import PdfReader

from editorial.intake.cleaning import plain_text
from exports import rendering
from exports.rendering.fetching import OwnFilesOnly
from exports.rendering.setting import set_part

from .snapshots import EVERYTHING, INTERVIEW, illustration, make_article, make_picture, make_snapshot

CYRILLIC = (
    "<p>Правительство утвердило программу, <em>рассчитанную</em> на <strong>десять</strong> лет: "
    + "предприятиям предоставляется возможность переобучения. " * 12
    + "</p>"
)


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def rich(media):
    """A snapshot with everything and its PDF, made once."""
    with override_settings(MEDIA_ROOT=media):
        article = make_article(
            1,
            title="The Port and the Quay",
            body=EVERYTHING,
            illustrations=[
                {**make_picture(), "place": 1, "caption": "Night on the quay", "credit": "Meridian", "alt": "A quay"},
                illustration(place=2, caption="A picture still to come", credit="Nobody"),
            ],
        )
        others = [make_article(2, body=INTERVIEW), make_article(3, body=CYRILLIC, keywords=["зарплата", "wages"])]
        snapshot = make_snapshot(article, *others, issue={"edition": 2, "notice": "A name was wrong."})
        return snapshot, rendering.render("pdf", snapshot)


@pytest.fixture(scope="module")
def reader(rich):
    return PdfReader(io.BytesIO(rich[1].content))


@pytest.fixture(scope="module")
def printed(reader):
    """All the text of all the pages, without the marks that lines are broken at."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def squeezed(text):
    return "".join(text.translate({ord(mark): None for mark in "-‐\xad"}).split())


def test_every_paragraph_is_printed(rich, printed):
    for article in rich[0]["sections"][0]["articles"]:
        for line in plain_text(article["body"]).splitlines():
            assert squeezed(line) in printed


@pytest.mark.parametrize(
    "text",
    [
        "Weekly Bulletin",
        "Of work and wages",
        "Issue 53.2026",
        "28 December 2026 — 3 January 2027",
        "3 articles from Brazil",
        "Edition 2, corrected",
        "A name was wrong.",
        "What happened",
        "Заголовок 2",
        "Night on the quay",
        "Photo: Meridian",
        "A picture still to come",
        "зарплата",
        "Compiled by the office.",
    ],
)
def test_the_parts_of_the_layout_are_printed(printed, text):
    assert squeezed(text) in printed


def test_it_is_tagged_and_says_who_it_is(reader, rich):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Weekly Bulletin, Issue 53.2026"
    assert reader.metadata["/Keywords"] == "brics+, wages, зарплата"
    assert "20270104" in reader.metadata["/CreationDate"]
    assert rich[1].pages == len(reader.pages)


def structure(element):
    """Tags under a structure element with their attributes, in reading order."""
    element = element.get_object()
    if "/S" in element:
        yield element
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if hasattr(child.get_object(), "keys") and "/S" in child.get_object():
            yield from structure(child)


def test_the_tags_are_in_reading_order_with_languages_and_texts_for_pictures(reader):
    tags = list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))
    names = [tag["/S"] for tag in tags]
    assert {"/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(names)
    assert [tag.get("/Alt") for tag in tags if tag["/S"] == "/Figure"] == ["A quay"]
    assert {tag["/S"] for tag in tags if tag.get("/Lang") == "ru"} == {"/P"}


def test_a_list_keeps_its_printed_numbers(printed):
    assert "4." in printed


def test_pictures_stand_where_every_reader_finds_them(rich, reader):
    assert [image.image.size for page in reader.pages for image in page.images] == [(80, 50)]
    assert b"/Subtype /Image" in rich[1].content  # not inside a stream of small objects


def test_outlines_lead_to_sections_and_articles(reader):
    assert titles(reader.outline) == [
        "Notice of correction",
        "Contents",
        "World of Work",
        ["The Port and the Quay", ["A sub-heading", ["A lower one"]], "Title 2", "Title 3"],
        "Index",
        ["Keywords", "Countries"],
        "Imprint",
    ]


def titles(outline):
    return [titles(each) if isinstance(each, list) else each.title for each in outline]


def test_every_font_is_embedded_and_ours(reader):
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            fonts[descendant["/BaseFont"]] = any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
    assert fonts
    assert all(fonts.values())
    assert {name.split("+")[-1].split("-")[0] for name in fonts} == {"Bulletin"}


def test_the_same_snapshot_gives_the_same_bytes_in_another_process(rich, media, tmp_path):
    snapshot, document = rich
    script = (
        "import django, hashlib, json, sys; django.setup()\n"
        "from exports.rendering import render\n"
        "print(hashlib.sha256(render('pdf', json.load(sys.stdin)).content).hexdigest())"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "DATA_DIR": str(tmp_path),  # nothing kept there: every part is set again
        "MEDIA_ROOT": str(media),
        "PYTHONHASHSEED": "77",
        "TZ": "Asia/Vladivostok",
    }
    other = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(snapshot),
        capture_output=True,
        text=True,
        env=environment,
        cwd=settings.BASE_DIR,
        check=True,
    )
    assert other.stdout.strip() == hashlib.sha256(document.content).hexdigest()


class TestFetching:
    @pytest.mark.parametrize(
        "url",
        [
            "http://example.org/x.png",
            "https://example.org/x.png",
            "file:///etc/passwd",
            "ftp://example.org/x",
            "//example.org/x.png",
            "data:text/plain,x",
            "none:x.png",
            "font:../../../../etc/passwd",
            "font:%2e%2e/__init__.py",
            "font:SourceSansPro-Regular.otf",
            "picture:../../etc/passwd",
            "picture:%2e%2e/%2e%2e/secret.png",
            "picture:page.svg",
            "picture:missing.png",
        ],
    )
    def test_nothing_is_read_but_our_pictures_and_fonts(self, url):
        fetcher = OwnFilesOnly()
        with pytest.raises((ValueError, OSError, SuspiciousOperation)):
            fetcher.fetch(url)
        assert len(fetcher.missing) == 1

    def test_our_own_files_are_read(self):
        picture = make_picture("pictures/мой причал.png")
        fetcher = OwnFilesOnly()
        assert fetcher.fetch(f"picture:{picture['file']}").content_type == "image/png"
        assert fetcher.fetch("font:SourceSerifPro-Regular.ttf").read(4) == b"\x00\x01\x00\x00"


@pytest.mark.parametrize("content", [None, b"not a picture"])
def test_a_picture_that_cannot_be_read_fails_by_name(content):
    name = "pictures/lost.png"
    if content:
        name = default_storage.save(name, ContentFile(content))
    article = make_article(illustrations=[illustration(file=name, width=5, height=5)])
    with pytest.raises(rendering.RenderingFailed, match=r"pictures/lost\.png"):
        rendering.render("pdf", make_snapshot(article))


@pytest.mark.parametrize("error", [RecursionError(), MemoryError()])
def test_known_deaths_become_a_sentence_where_no_press_keeps_them_away(error, monkeypatch):
    def dies(*args, **options):
        raise error

    monkeypatch.setattr("exports.rendering.assembly.Assembly.write", dies)
    with pytest.raises(rendering.RenderingFailed):
        rendering.render("pdf", make_snapshot())


def test_a_fatal_fetching_error_does_not_end_the_press(monkeypatch):
    from weasyprint.urls import FatalURLFetchingError

    def dies(*args, **options):
        raise FatalURLFetchingError("no")

    monkeypatch.setattr("weasyprint.HTML.render", dies)
    with pytest.raises(rendering.RenderingFailed, match="could not be read"):
        set_part("<p>x</p>", "")


def test_a_character_that_no_font_has_is_named_with_its_page():
    document = rendering.render("pdf", make_snapshot(make_article(1, body="<p>Unassigned: \u0378.</p>")))
    assert [(fault.kind, fault.page, fault.text) for fault in document.faults if fault.kind == "missing character"] == [
        ("missing character", 3, "\u0378 U+0378")
    ]


def test_a_last_page_with_next_to_nothing_on_it_is_named():
    full = "<p>" + "Wages, safety and skills. " * 3 + "</p>"
    found = set()
    for paragraphs in range(30, 46):
        document = rendering.render("pdf", make_snapshot(make_article(1, body=full * paragraphs)))
        found |= {(fault.kind, fault.page) for fault in document.faults if fault.kind == "empty page"}
    assert found == {("empty page", 4)}

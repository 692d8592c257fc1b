"""What a program reads out of the printed file is the edition's text: paragraph by paragraph, nothing between."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from editorial.intake.formats import read_issue
from editorial.intake.issues import import_issue
from editorial.intake.markup import parsed_of
from exports import rendering
from exports.snapshot import freeze
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TEXTS = Path(settings.BASE_DIR, "bulletin", "demo", "texts")
SAMPLE = Path(settings.BASE_DIR).parent / "shared" / "samples" / "en-2020-53.txt"
# The text's column on A4, in points: margin column, running heads and folios are left out.
COLUMN = {"x": 170, "y": 64, "W": 366, "H": 712}


WITHOUT_SAMPLES = pytest.mark.skipif(not SAMPLE.exists(), reason="the samples are not here")
ISSUES = [TEXTS / name for name in ("en-46.2026.txt", "en-47.2026.txt", "ru-46.2026.txt")]


@pytest.mark.parametrize("path", [*ISSUES, pytest.param(SAMPLE, marks=WITHOUT_SAMPLES)], ids=lambda path: path.stem)
def test_the_text_of_the_file_is_the_text_of_the_edition(path, tmp_path):
    parsed = read_issue(path.read_text(encoding="utf-8"))
    snapshot = freeze(import_issue(parsed, by=make_user("editor"), create_bulletin=True))
    file = tmp_path / "issue.pdf"
    file.write_bytes(rendering.render("pdf", snapshot).content)
    printed, paragraphs = squeezed(column_of(file)), list(paragraphs_of(snapshot))
    at = printed.index(squeezed("".join(paragraphs[:4])))  # cover and contents stand before
    for paragraph in paragraphs:
        expected = squeezed(paragraph)
        assert printed[at : at + len(expected)] == expected
        at += len(expected)
    assert printed[at:].startswith(squeezed(last_heading(snapshot)))


def column_of(file):
    """The text of the articles' column, in the order in which it was drawn."""
    area = [option for name, points in COLUMN.items() for option in (f"-{name}", str(points))]
    done = subprocess.run(["pdftotext", "-raw", *area, file, "-"], capture_output=True, check=True)
    assert not done.stderr
    return done.stdout.decode()


def squeezed(text):
    """Without white space, and without the marks that lines are broken at."""
    return "".join(text.translate({ord(mark): None for mark in "-‐\xad"}).split())


def paragraphs_of(snapshot):
    with translation.override(snapshot["bulletin"]["language"]):
        for section in parsed_of(snapshot).sections:
            yield section.title
            yield section.subtitle
            for article in section.articles:
                yield article.title
                yield article.parallel_title
                yield from map(printed_form, article.blocks)


def printed_form(block):
    if block.kind == "item":
        return f"{block.number}. {block.text}" if block.number else f"– {block.text}"
    credit = translation.gettext("Photo: %(credit)s") % {"credit": block.credit} if block.credit else ""
    return f"{block.lead} {block.text} {credit}"


def last_heading(snapshot):
    with translation.override(snapshot["bulletin"]["language"]):
        return translation.gettext("Index")

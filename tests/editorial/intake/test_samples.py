"""The real issues in ../shared/samples, where they are at hand."""

import json
from pathlib import Path

import pytest

from editorial.intake.formats import as_dict, read_file, read_issue, write_issue
from editorial.intake.markup import blocks_of, body_of

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
NAMES = ("en-2019-42", "en-2020-53", "en-2021-34", "en-2023-42", "ru-2023-28")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside the project")


def expected(name):
    return json.loads((SAMPLES / f"{name}.json").read_text())


def text(name):
    return (SAMPLES / f"{name}.txt").read_text()


def yielded(issue):
    return {key: value for key, value in as_dict(issue).items() if key != "warnings"}


@pytest.mark.parametrize("name", NAMES)
def test_sample_reads_as_it_should(name):
    assert yielded(read_file((SAMPLES / f"{name}.txt").read_bytes())) == expected(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", " \t\u00a0\n"),
        lambda text: text.replace("— ", "-").replace("Keywords:", "KEYWORDS :"),
        lambda text: text.replace("Issue ", "Выпуск №"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace(" / ", "/").replace(", October, ", ", October "),
    ],
)  # fmt: skip
def test_sample_printed_another_way_reads_the_same(name, change):
    changed = text(name)
    start, end = changed[:400], changed[400:]
    assert yielded(read_issue(change(start + end))) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_sample_is_written_as_it_was_read(name):
    issue = read_issue(text(name))
    assert read_issue(write_issue(issue)) == issue
    written = write_issue(issue).splitlines()
    lost = [line for line in text(name).splitlines() if line not in written]
    assert [line for line in lost if len(line) > 60] == []


@pytest.mark.parametrize("name", NAMES)
def test_bodies_survive_their_html(name):
    for article in read_issue(text(name)).articles:
        html, captions = body_of(article.blocks)
        assert blocks_of(html, captions) == article.blocks


def test_the_whole_issue_keeps_its_captions_lists_and_turns():
    blocks = [block for article in read_issue(text("en-2020-53")).articles for block in article.blocks]
    assert [block.credit for block in blocks if block.kind == "caption"] == ["Xinhua"] * 4
    assert [block.number for block in blocks if block.kind == "item"] == [1, 2, 3, 4]
    assert len([block for block in blocks if block.lead]) == 31


def test_only_the_footer_is_reported():
    assert [warned["line"] for warned in as_dict(read_issue(text("en-2020-53")))["warnings"]] == [515]

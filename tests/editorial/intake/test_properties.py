"""What holds for every bulletin and every text, looked for by Hypothesis."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editorial.intake.cleaning import clean_body
from editorial.intake.formats import FormatError, as_dict, read_file, read_issue, write_issue
from editorial.intake.markup import blocks_of, body_of

from .texts import LINES, issues, soups

HEADER = "Harbour Bulletin\nIssue 20.2024\n2024.05.13 — 2024.05.19\nHarbour Life\n"
FIRST = "Ships (Корабли) / Russia, May, 2024\n"


def read_or_refuse(data, read=read_issue):
    """The issue, or None if it is refused with words; any other exception fails the test."""
    try:
        return read(data)
    except FormatError as error:
        return None if str(error) else pytest.fail("refused without a word")


@given(issues())
def test_what_is_written_reads_back_equal(issue):
    assert read_issue(write_issue(issue)) == issue


@given(soups)
def test_whatever_was_read_can_be_written_and_read_again(lines):
    issue = read_issue(HEADER + FIRST + "\n".join(lines))
    assert read_issue(write_issue(issue)) == issue


@given(soups)
def test_no_word_of_a_body_is_lost(lines):
    kept = [line for line in lines if line in LINES and line.startswith(("A ", "1.", "Frequent", "So", "Question"))]
    written = write_issue(read_issue(HEADER + FIRST + "\n".join(lines)))
    assert [line for line in kept if line not in written] == []


@given(soups)
@example(["\xad"])
def test_a_body_survives_its_html(lines):
    for article in read_issue(HEADER + FIRST + "\n".join(lines)).articles:
        html, captions = body_of(article.blocks)
        assert blocks_of(html, captions) == article.blocks
        assert clean_body(html) == html


@given(st.text() | soups.map("\n".join))
def test_no_text_raises_anything_but_a_format_error(text):
    read_or_refuse(text)


@given(st.text(), soups)
def test_nor_does_text_with_a_heading_in_it(text, lines):
    if issue := read_or_refuse(f"{text}\n{FIRST}" + "\n".join(lines)):
        as_dict(issue)
        write_issue(issue)


@given(st.binary())
def test_no_bytes_raise_anything_but_a_format_error(data):
    read_or_refuse(data, read_file)

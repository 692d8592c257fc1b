import pytest

from exports import selectors
from exports.models import Edition
from tests.factories import make_bulletin, make_ready_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(publish, run_mill):
    return run_mill(publish(make_ready_issue(bulletin=make_bulletin(slug="meridian"), articles=3)))


def test_current_editions_come_newest_first_in_one_query(published, publish, run_mill, django_assert_num_queries):
    newer = run_mill(publish(make_ready_issue(bulletin=published.issue.bulletin, number=47)))
    publish(make_ready_issue(bulletin=published.issue.bulletin, number=48))  # not ready yet
    other = run_mill(publish(make_ready_issue(number=45)))
    with django_assert_num_queries(1):
        labels = [(edition.issue.bulletin.slug, edition.issue.label) for edition in selectors.current_editions()]
    assert labels == [("meridian", "47.2026"), ("meridian", "46.2026"), (other.issue.bulletin.slug, "45.2026")]
    assert list(selectors.current_editions(published.issue.bulletin)) == [newer, published]


def test_an_article_knows_its_place_and_its_neighbours(published):
    first, second, third = published.snapshot["sections"][0]["articles"]
    found = selectors.article_in(published.snapshot, second["anchor"])
    assert (found.article, found.position, found.previous, found.next) == (second, 2, first, third)
    assert selectors.article_in(published.snapshot, first["anchor"]).previous is None
    assert selectors.article_in(published.snapshot, third["anchor"]).next is None
    assert selectors.article_in(published.snapshot, "a-00000000") is None


def test_files_have_names_that_say_what_they_are(published):
    assert [(file.format, file.name) for file in selectors.files_of(published)] == [
        ("pdf", "meridian-46.2026.pdf"),
        ("html", "meridian-46.2026.html"),
        ("epub", "meridian-46.2026.epub"),
        ("text", "meridian-46.2026.txt"),
    ]
    assert selectors.download_name(Edition(issue=published.issue, number=2), "pdf") == "meridian-46.2026-2.pdf"


def test_an_unfinished_edition_has_no_files(publish):
    assert selectors.files_of(publish()) == []


def test_a_list_of_printed_articles_takes_one_query(published, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert {row.edition.issue.bulletin.slug for row in selectors.printed_articles()} == {"meridian"}

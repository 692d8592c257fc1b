"""As many queries for thirty rows as for three, and no texts loaded for a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_bulletin, make_ready_issue

from .makers import address, first_article, make_published, make_published_issue

pytestmark = pytest.mark.django_db


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in found.captured_queries]


@pytest.fixture
def lists():
    """A bulletin's list pages with three rows, then with many: a function that adds the others."""
    bulletin = make_bulletin("Harbour Weekly", slug="harbour")
    newest = make_published_issue(bulletin, number=50, articles=3, keywords=["wages"])
    for number in (2, 3):
        make_published_issue(bulletin, number=number, articles=1)

    def grow():
        for number in range(4, 16):
            issue = make_ready_issue(bulletin=bulletin, number=number, articles=2, keywords=["wages", f"word_{number}"])
            make_published(issue)

    return newest, grow


def test_lists_take_as_many_queries_for_thirty_rows_as_for_three(client, lists):
    newest, grow = lists
    article = address("article", newest, first_article(newest).anchor)
    paths = ["/", "/harbour/", "/harbour/keywords/", "/harbour/keywords/wages/", address("issue", newest), article]
    few = {path: len(queries(client, path)) for path in paths}
    grow()
    assert {path: len(queries(client, path)) for path in paths} == few
    assert max(few.values()) <= 10


@pytest.mark.parametrize("path", ["/harbour/", "/harbour/2026/", "/harbour/keywords/", "/harbour/keywords/wages/"])
def test_lists_load_no_texts(client, lists, path):
    assert [sql for sql in queries(client, path) if "snapshot" in sql] == []

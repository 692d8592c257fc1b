from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(browser, url):
    """How many queries the page takes, once whatever is read once has been read."""
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def assert_same_queries(browser, url, make_rows):
    """The page takes as many queries for 30 rows as for 3; `make_rows(n)` adds n of them."""
    make_rows(3)
    few = queries_of(browser, url)
    make_rows(27)
    assert queries_of(browser, url) == few

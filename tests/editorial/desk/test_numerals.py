import pytest
from django.urls import reverse

from editorial.numerals import whole
from tests.bulletin.makers import make_published
from tests.factories import make_article, make_bulletin, make_ready_issue

MANY = "9" * 5000


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("042", 42), ("٣", 3), ("999999999", 999_999_999)]
    + [(text, None) for text in ("", None, "-1", "1.0", "²", " 1", "1" * 10, MANY)],
)
def test_whole(text, number):
    assert whole(text) == number


def test_more_digits_than_python_reads_break_nothing(sign_in, editor, client):
    article = make_article(by=editor)
    browser = sign_in(editor)
    rows = {"illustrations-TOTAL_FORMS": MANY, "illustrations-INITIAL_FORMS": MANY}
    assert browser.post(reverse("desk:edit-article", args=[article.pk]), {"title": "T", **rows}).status_code == 409
    restored = browser.post(reverse("desk:restore", args=[article.pk]), {"revision": "1", "base": MANY})
    assert restored.status_code == 302
    issue = make_published(make_ready_issue(bulletin=make_bulletin(slug="meridian")))
    page = reverse("bulletin:issue", args=["meridian", issue.year, issue.number])
    assert client.get(f"{page}?page={MANY}").status_code == 200

import datetime

import pytest

from editorial.models import Illustration
from exports.snapshot import fingerprint, freeze
from tests.factories import make_article, make_bulletin, make_issue

pytestmark = pytest.mark.django_db


def test_holds_everything_printed_in_printing_order():
    issue = make_issue()
    section = issue.sections.first()
    first = make_article(section, keywords=("zeta", "alpha"))
    second = make_article(section)
    Illustration.objects.create(article=first, place=1, caption="The quay", credit="Meridian")
    snapshot = freeze(issue, published_on=datetime.date(2026, 11, 16))
    assert snapshot["issue"] == {
        "number": 46,
        "year": 2026,
        "date_from": "2026-11-09",
        "date_to": "2026-11-15",
        "edition": 1,
        "notice": "",
        "published_on": "2026-11-16",
    }
    (only,) = snapshot["sections"]
    assert (only["title"], only["subtitle"]) == (section.title, section.subtitle)
    assert [article["uid"] for article in only["articles"]] == [first.uid.hex, second.uid.hex]
    assert only["articles"][0] == {
        "uid": first.uid.hex,
        "anchor": f"a-{first.uid.hex[:8]}",
        "title": first.title,
        "parallel_title": first.parallel_title,
        "country": "Brazil",
        "month": 11,
        "year": 2026,
        "published_on": "2026-11-10",
        "keywords": ["zeta", "alpha"],
        "byline": "A. Writer",
        "source_name": "Delta Post",
        "source_url": "",
        "body": first.body,
        "illustrations": [
            {
                "place": 1,
                "caption": "The quay",
                "credit": "Meridian",
                "alt": "",
                "file": "",
                "sha256": "",
                "width": 0,
                "height": 0,
            }
        ],
    }


def test_holds_the_settings_of_the_page():
    issue = make_issue(make_bulletin(paper="A5", run_on=False))
    assert {name: freeze(issue)["bulletin"][name] for name in ("paper", "run_on", "logo")} == {
        "paper": "A5",
        "run_on": False,
        "logo": None,
    }
    bulletin = issue.bulletin
    bulletin.logo, bulletin.logo_sha256, bulletin.logo_width, bulletin.logo_height = "pictures/x.png", "ab", 60, 20
    assert freeze(issue)["bulletin"]["logo"] == {"file": "pictures/x.png", "sha256": "ab", "width": 60, "height": 20}


def test_leaves_empty_sections_out():
    issue = make_issue()
    issue.sections.create(title="Nothing here", position=99)
    make_article(issue.sections.first())
    assert [section["title"] for section in freeze(issue)["sections"]] == ["World of Work"]


def test_takes_as_many_queries_for_ten_articles_as_for_one(django_assert_num_queries):
    small, large = make_issue(), make_issue()
    make_article(small.sections.first())
    for _index in range(10):
        make_article(large.sections.first())
    for issue in (small, large):
        with django_assert_num_queries(4):
            freeze(issue)


def test_the_fingerprint_is_of_the_content_not_of_the_order_of_keys():
    issue = make_issue()
    make_article(issue.sections.first())
    snapshot = freeze(issue)
    assert fingerprint(snapshot) == fingerprint(dict(reversed(snapshot.items())))
    assert fingerprint(snapshot) != fingerprint(freeze(issue, edition=2))

import time

import pytest
from django.utils.translation import override

from editorial.content import printed
from editorial.intake.formats import read_issue
from editorial.intake.issues import AlreadyThere, UnknownBulletin, find_bulletin, import_issue, read_for
from editorial.models import Article, Bulletin, Issue, Keyword, Record
from editorial.permissions import COMMAND_LINE
from editorial.workflow import NotPossible
from tests.factories import make_approved, make_bulletin, make_published_at, make_user

from .test_samples import SAMPLES

TEXT = """Harbour Bulletin

All of the quays
Выпуск 42.2023
2023.10.16 — 2023.10.22

Harbour Life
Work on the quays
Ships (Корабли) / Russia, October, 2023
Keywords: ships, Vietnam, b+
2023-10-19
Source: Port
Source: https://port.example/1
Author: A Name

Question: Why?

A ship.Photo:Delta

1. One
2. Two

Cranes (Краны) / Elbonia, October, 2023
Keywords: ships

Text.
World of Work
Wages (Оплата) / India, October 2023

Text.
"""
pytestmark = pytest.mark.django_db


def take(text=TEXT, **options):
    options = {"by": COMMAND_LINE, "create_bulletin": True, **options}
    return import_issue(read_issue(text), **options)


def test_everything_becomes_rows(editor):
    issue = take(by=editor)
    assert (issue.label, issue.status, str(issue.date_from)) == ("42.2023", "planned", "2023-10-16")
    rows = [(section.title, section.subtitle, section.position) for section in issue.sections.all()]
    assert rows == [("Harbour Life", "Work on the quays", 1), ("World of Work", "", 2)]
    places = issue.sections.values_list("title", "articles__title", "articles__position", "articles__status")
    assert list(places.order_by("position", "articles__position")) == [
        ("Harbour Life", "Ships", 1, "draft"),
        ("Harbour Life", "Cranes", 2, "draft"),
        ("World of Work", "Wages", 1, "draft"),
    ]
    article = Article.objects.get(title="Ships")
    assert article.editor == editor
    content = printed(article)
    assert content == {
        "title": "Ships", "parallel_title": "Корабли", "country": "Russia", "month": 10, "year": 2023,
        "published_on": "2023-10-19", "byline": "A Name", "source_name": "Port", "source_url": "https://port.example/1",
        "body": "<p><strong>Question:</strong> Why?</p><ol><li>One</li><li>Two</li></ol>",
        "keywords": ["ships", "Vietnam", "b+"],
        "illustrations": [{"place": 1, "caption": "A ship.", "credit": "Delta", "alt": "", "file": "", "sha256": "",
                           "width": 0, "height": 0}],
    }  # fmt: skip
    (revision,) = article.revisions.all()
    assert (revision.number, revision.by, revision.content) == (1, editor, content)
    record = Record.objects.get(issue=issue)
    assert (record.verb, record.by, record.to_status, record.article) == ("import", editor, "planned", None)


def test_a_new_bulletin_takes_after_its_text():
    bulletin = take().bulletin
    assert (bulletin.slug, bulletin.title, bulletin.tagline, bulletin.language, bulletin.parallel_language) == (
        "harbour-bulletin", "Harbour Bulletin", "All of the quays", "en", "ru",
    )  # fmt: skip
    assert bulletin.label == "Issue"
    assert list(bulletin.standing_sections.values_list("title", "subtitle")) == [
        ("Harbour Life", "Work on the quays"), ("World of Work", ""),
    ]  # fmt: skip


def test_a_cyrillic_title_makes_an_address_that_can_be_typed():
    issue = take("Вестник Щучьей гавани\nВыпуск 42.2023\nНОВОСТИ\n\nСуда (NDB) / Россия, октябрь 2023\n\nТекст.\n")
    assert (issue.bulletin.slug, issue.bulletin.language) == ("vestnik-shchuchey-gavani", "ru")


def test_the_bulletin_is_found_by_title_and_language():
    other = make_bulletin(title="Harbour Bulletin", language="ru")
    bulletin = make_bulletin(title="HARBOUR  bulletin")
    assert find_bulletin(read_issue(TEXT)) == bulletin
    assert take(create_bulletin=False).bulletin == bulletin
    assert other.issues.count() == 0


def test_an_unknown_bulletin_is_made_only_if_asked():
    with pytest.raises(UnknownBulletin, match="Harbour Bulletin"):
        take(create_bulletin=False)
    assert Bulletin.objects.count() == 0


def test_a_named_bulletin_wins_over_the_title():
    bulletin = make_bulletin()
    assert take(bulletin=bulletin, create_bulletin=False).bulletin == bulletin


def test_the_same_issue_is_refused_and_named():
    issue = take()
    with pytest.raises(AlreadyThere, match=r"42\.2023") as refusal:
        take()
    assert (refusal.value.issue, refusal.value.can_replace) == (issue, True)
    assert Article.objects.count() == 3


def test_a_planned_issue_can_be_replaced(editor):
    issue = take()
    again = take(TEXT.replace("Cranes", "Lifts"), replace=True, by=editor)
    assert again == issue
    assert sorted(Article.objects.values_list("title", flat=True)) == ["Lifts", "Ships", "Wages"]
    assert list(issue.records.order_by("pk").values_list("verb", flat=True)) == ["import", "replace"]
    with override("ru"):
        assert issue.records.last().note == "Статей: 3, рубрик: 2."


def test_reviewed_articles_can_be_replaced_too(editor):
    take(by=editor)
    make_approved(Article.objects.get(title="Ships"))
    take(replace=True)
    assert Article.objects.filter(status="draft").count() == 3


@pytest.mark.parametrize("status", ["published", "scheduled", "publishing"])
def test_an_issue_that_is_further_than_planned_cannot(status):
    issue = take()
    if status == "published":
        make_published_at(issue)
    else:
        Issue.objects.filter(pk=issue.pk).update(status=status, publish_at="2030-01-01T00:00Z")
    with pytest.raises(AlreadyThere, match="only a planned issue") as refusal:
        take(replace=True)
    assert not refusal.value.can_replace
    assert Article.objects.count() == 3


def test_what_no_field_holds_leaves_no_row():
    with pytest.raises(NotPossible, match=r"501 characters, 500 at most \(line 23\)"):
        take(TEXT.replace("Cranes", "C" * 501))
    with pytest.raises(NotPossible, match="too long"):
        take(TEXT.replace("Vietnam", "V" * 101))
    assert (Bulletin.objects.count(), Article.objects.count(), Keyword.objects.count()) == (0, 0, 0)


def test_keywords_that_differ_in_case_are_one():
    take(TEXT.replace("ships, Vietnam", "ships, Ships, SHIPS"))
    assert Article.objects.get(title="Ships").keyword_names() == ["ships", "b+"]


def test_an_address_no_browser_knows_is_a_name():
    take(TEXT.replace("Source: Port\n", "").replace("https://port.example/1", "https://nowhere"))
    assert Article.objects.get(title="Ships").source_name == "https://nowhere"


def test_standing_sections_help_to_read():
    text = TEXT.replace("Text.\nWorld of Work\n", "Text.\n\nIvan Petrov\n\n")
    assert len(read_issue(text).sections) == 1
    bulletin = make_bulletin(title="Harbour Bulletin", sections=("Harbour Life", "Ivan Petrov"))
    assert len(read_for(text, bulletin).sections) == 2


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside the project")
def test_a_whole_issue_is_imported_quickly():
    text = (SAMPLES / "en-2020-53.txt").read_text()
    by = make_user("editor")
    start = time.perf_counter()
    issue = import_issue(read_issue(text), by=by, create_bulletin=True)
    assert time.perf_counter() - start < 2
    assert (issue.sections.count(), Article.objects.count()) == (3, 12)


def test_an_article_costs_the_same_in_any_company(django_assert_max_num_queries):
    articles = "".join(f"\nNews {n} (Новость) / Russia, October, 2023\nKeywords: ships\n\nText.\n" for n in range(30))
    with django_assert_max_num_queries(30 + 25 * 33):
        take(TEXT + articles)

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from editorial import inviting, revisions, telling, versions, workflow
from editorial.models import Article, Notification, Record, Remark
from editorial.story_file import COLUMNS, MARK, harmless, lines
from exports import proofs
from tests.factories import make_approved, make_article, make_issue, make_user

from .counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor, reviewer):
    """Written, changed, submitted, approved, changed and returned."""
    section = make_issue().sections.first()
    article = make_article(section, by=editor, title="Ports are busy")
    edit(article, editor, title="Ports are very busy")
    make_approved(article, by=reviewer)
    edit(article, editor, byline="B. Writer")
    return workflow.move(article, "return", by=reviewer, note="Check the figure.")


def edit(article, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return revisions.keep(Article.objects.get(pk=article.pk), by=by)


def url(name, thing, **query):
    address = reverse(f"desk:{name}", args=[thing.pk])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def events(browser, name, thing, **query):
    response = browser.get(url(name, thing, **query))
    assert response.status_code == 200
    return response.context["events"]


def said(found):
    return [f"{event.who} {event.said}" for event in found]


def test_the_story_of_an_article_newest_first(sign_in, article, editor):
    found = events(sign_in(editor), "article-story", article, who="e")
    told = [sentence for sentence in said(found) if "was told" not in sentence]
    assert [sentence for sentence in told if "placed" not in sentence] == [
        "Rolf Reviewer wrote a remark",
        "Rolf Reviewer returned version 3",
        "Edith Editor changed it after its approval",
        "Edith Editor ended the approval of version 2 by Rolf Reviewer",
        "Edith Editor saved version 3",
        "Rolf Reviewer approved version 2",
        "Edith Editor submitted it",
        "Edith Editor saved version 2",
        "Edith Editor saved version 1",
    ]
    assert sorted(found, key=lambda event: event.at, reverse=True) == found


def test_a_save_leads_to_what_changed(sign_in, article, editor):
    found = events(sign_in(editor), "article-story", article, what="text")
    assert [event.url for event in found] == [
        reverse("desk:compare", args=[article.pk]) + "?from=2&to=3",
        reverse("desk:compare", args=[article.pk]) + "?from=1&to=2",
        "",
    ]


def test_remarks_versions_invitations_and_who_was_told(sign_in, article, editor, publisher):
    remark = Remark.objects.get()
    Remark.objects.create(article=article, author=editor, answers=remark, text="Done.")
    Remark.objects.filter(pk=remark.pk).update(resolved_at=timezone.now(), resolved_by=editor)
    versions.keep_on_request(article, by=editor, name="Before the holidays")
    board = {"name": "Berta Board", "email": "b@example.org", "language": "en", "days": 7}
    invitation, _token = inviting.ask(workflow.move(article, "submit", by=editor), **board, by=publisher)
    inviting.withdraw(invitation, by=make_user("publisher", name="Paul Publisher"))
    Notification.objects.all().delete()
    telling.tell("mentioned", [editor], by=publisher, subject=article)
    browser = sign_in(editor)
    assert said(events(browser, "article-story", article, what="remark")) == [
        "Edith Editor resolved a remark",
        "Edith Editor answered a remark",
        "Rolf Reviewer wrote a remark",
    ]
    assert said(events(browser, "article-story", article, what="invitation")) == [
        "Paul Publisher withdrew what was asked outside",
        "Paula Publisher asked somebody outside about it",
    ]
    assert events(browser, "article-story", article, who="Berta") == events(
        browser, "article-story", article, what="invitation"
    )
    assert said(events(browser, "article-story", article, what="told")) == [
        "Edith Editor was told: somebody named you in a remark"
    ]
    assert "Edith Editor kept version 3" in said(events(browser, "article-story", article, what="text"))


def test_an_answer_that_was_taken_back(sign_in, editor, reviewer):
    article = make_approved(make_article(by=editor), by=reviewer)
    workflow.move(article, "undo", by=reviewer)
    assert said(events(sign_in(editor), "article-story", article, what="answer")) == [
        "Rolf Reviewer took the answer back",
        "Rolf Reviewer approved version 1",
    ]


def test_the_story_of_an_issue_has_its_articles_and_its_own_acts(sign_in, article, editor):
    issue = article.issue
    make_article(by=editor, title="Of another issue")
    proofs.ask(issue, by=editor)
    browser = sign_in(editor)
    found = events(browser, "issue-story", issue)
    assert "Edith Editor asked for a proof" in said(found)
    assert "Rolf Reviewer approved version 2" in said(found)
    assert {event.article.title for event in found if event.article} == {"Ports are very busy"}
    other = make_article(issue.sections.first(), by=editor)
    assert {each.article for each in events(browser, "issue-story", issue, article=other.pk)} == {other}


def test_who_what_and_when_narrow_it_down(sign_in, article, editor):
    browser = sign_in(editor)
    assert {event.who for event in events(browser, "article-story", article, who="ROLF")} == {"Rolf Reviewer"}
    old = timezone.now() - datetime.timedelta(days=40)
    article.revisions.filter(number=1).update(at=old)
    day = timezone.localdate(old)
    assert said(events(browser, "article-story", article, until=day)) == ["Edith Editor saved version 1"]
    since = day + datetime.timedelta(days=1)
    assert "Edith Editor saved version 1" not in said(events(browser, "article-story", article, since=since))


@pytest.mark.parametrize("query", ["since=x", "what=nothing", "article=x", "until=9999-12-31", "page=99", "who=%00%5B"])
def test_a_filter_that_makes_no_sense_breaks_nothing(sign_in, article, editor, query):
    browser = sign_in(editor)
    for address in (url("article-story", article), url("issue-story", article.issue)):
        assert browser.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("name", ["article-story", "issue-story"])
def test_the_story_takes_the_same_queries_for_any_length(sign_in, article, editor, name):
    def rows(count):
        for number in range(count):
            edit(article, editor, title=f"Title {number} of {count}")
            Remark.objects.create(article=article, author=editor, text="Once more.")
            Record.objects.write(article, "place", by=editor)
            telling.tell("mentioned", [make_user("editor")], by=editor, subject=article)

    browser, address = sign_in(editor), url(name, article if name == "article-story" else article.issue)
    rows(3)
    few = queries_of(browser, address)
    rows(27)
    assert queries_of(browser, address) <= few  # one for each kind on the page, of which there may be fewer now


def file(browser, name, thing, **query):
    response = browser.get(url(name, thing, **query))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response).decode()
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_file_has_every_row_and_not_the_page_alone(sign_in, article, editor):
    for number in range(60):
        Remark.objects.create(article=article, author=editor, text=f'Of "{number}",\nand more')
    rows = file(sign_in(editor), "article-story-file", article, what="remark")
    assert len(rows) == 61
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["note"] == 'Of "59",\nand more'
    assert (rows[0]["who"], rows[0]["what"], rows[0]["article"]) == (
        "Edith Editor",
        "wrote a remark",
        "Ports are very busy",
    )
    assert datetime.datetime.fromisoformat(rows[0]["time"]).tzinfo


def test_the_file_is_named_after_what_it_is_about(sign_in, article, editor):
    answer = sign_in(editor).get(url("issue-story-file", article.issue))
    assert answer["Content-Disposition"].endswith('-46.2026-story.csv"')
    b"".join(answer)


def test_a_cell_works_nothing_out(sign_in, article, editor):
    Remark.objects.create(article=article, author=editor, text="=1+1")
    notes = [row["note"] for row in file(sign_in(editor), "issue-story-file", article.issue, what="remark")]
    assert notes[0] == "'=1+1"


def test_between_cells_stands_what_the_tables_of_the_language_expect(sign_in, article):
    reader = make_user("editor", language="ru")
    text = b"".join(sign_in(reader).get(url("article-story-file", article))).decode()
    first, second = text.splitlines()[:2]
    assert first == MARK + ";".join(COLUMNS)
    assert ";Ports are very busy;" in second


@given(st.text())
def test_what_is_harmless_begins_no_formula_and_loses_nothing(text):
    safe = harmless(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in (text, f"'{text}")


def test_a_file_of_nothing_names_its_columns():
    with override("en"):
        assert "".join(lines([])) == f"{MARK}{','.join(COLUMNS)}\r\n"

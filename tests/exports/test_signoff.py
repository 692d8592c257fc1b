import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from editorial import revisions, workflow
from editorial.content import fingerprint, printed
from editorial.models import Article, Invitation, Review, User
from exports.models import Edition
from exports.rendering import signoff as rendering
from exports.signoff import sheet_of
from tests.factories import make_approved, make_article, make_issue, make_ready_issue, make_user

from .structure import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(editor, reviewer):
    """An issue of one article that two people wrote and one approved."""
    issue = make_issue()
    article = make_article(issue.sections.first(), by=editor, title="Ports are busy")
    edit(article, make_user("editor", name="Otto Other"), byline="B. Writer")
    make_approved(article, by=reviewer)
    return issue


def edit(article, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return revisions.keep(article, by=by)


def only(sheet):
    return sheet["sections"][0]["articles"][0]


def names(people):
    return [person["name"] for person in people]


def test_who_wrote_approved_and_published_which_text(issue, publish, run_mill):
    edition = run_mill(publish(issue))
    sheet, article = sheet_of(edition), Article.objects.get()
    assert only(sheet)["fingerprint"] == fingerprint(printed(article))
    assert names(only(sheet)["wrote"]) == ["Edith Editor", "Otto Other"]
    assert [(each["name"], each["is_outside"], each["revision"]) for each in only(sheet)["answers"]] == [
        ("Rolf Reviewer", False, 2)
    ]
    assert (sheet["frozen_by"], sheet["fingerprint"]) == ("Paula Publisher", edition.fingerprint)
    assert sheet["published_at"] == edition.published_at.isoformat()
    assert [record["verb"] for record in sheet["records"]] == ["plan", "publish", "complete"]
    assert {file["format"]: (file["sha256"], file["size"]) for file in sheet["files"]} == {
        each.format: (each.sha256, each.size) for each in edition.renditions.all()
    }


def test_whoever_wrote_after_the_approved_text_came_back_is_no_writer_of_it_twice(issue, publish, editor):
    article = Article.objects.get()
    edit(article, make_user("editor", name="Passing Person"), title="Another")
    edit(article, editor, title="Ports are busy")
    wrote = only(sheet_of(publish(issue)))["wrote"]
    assert [(each["name"], each["saves"]) for each in wrote] == [
        ("Edith Editor", 2),
        ("Otto Other", 1),
        ("Passing Person", 1),
    ]


def test_an_answer_from_outside_is_named_so(issue, publish, publisher):
    article = Article.objects.get()
    invitation = Invitation.objects.create(
        article=article, name="Berta Board", email="b@example.org", by=publisher, expires_at=timezone.now(), digest="x"
    )
    values = {"verdict": "approved", "content": {}, "fingerprint": fingerprint(printed(article))}
    Review.objects.create(article=article, invitation=invitation, **values)
    answers = only(sheet_of(publish(issue)))["answers"]
    assert [(each["name"], each["is_outside"]) for each in answers] == [("Rolf Reviewer", False), ("Berta Board", True)]


def test_nothing_done_later_changes_the_sheet(issue, publish, run_mill, publisher):
    edition = run_mill(publish(issue))
    before = json.dumps(sheet_of(edition))
    issue = workflow.move(issue, "correct", by=publisher)
    article = Article.objects.get()
    edit(article, publisher, title="Corrected")
    User.objects.update(name="Somebody Else")
    Review.objects.update(undone_at=timezone.now())
    run_mill(publish_again(issue, publisher))
    edition.refresh_from_db()
    assert json.dumps(sheet_of(edition)) == before
    newer = sheet_of(Edition.objects.get(number=2))
    assert [record["verb"] for record in newer["records"]] == ["correct", "publish", "complete"]


def publish_again(issue, publisher):
    article = Article.objects.get()
    workflow.move(article, "approve", by=make_user("reviewer"))
    workflow.move(issue, "publish", by=publisher, note="A title.")
    return Edition.objects.latest("pk")


def test_an_older_edition_gets_a_sheet_of_what_is_known(issue, publish, run_mill):
    edition = run_mill(publish(issue))
    kept = sheet_of(edition)
    edition.signoff = {}
    made = sheet_of(edition)
    assert (kept["is_kept"], made["is_kept"]) == (True, False)
    assert {**made, "is_kept": True} == kept


def test_a_sheet_takes_the_same_queries_for_any_number_of_articles(publish, django_assert_num_queries):
    for count in (2, 20):
        edition = publish(make_ready_issue(articles=count))
        edition = Edition.objects.select_related("issue").get(pk=edition.pk)
        edition.signoff = {}
        with django_assert_num_queries(6):
            sheet_of(edition)


@pytest.fixture
def file(publish):
    """A sheet of many articles, in Russian, and its PDF."""
    issue = make_ready_issue(articles=30, title="О заработной плате портовых рабочих <b> & «кавычки»")
    issue.bulletin.language = "ru"
    issue.bulletin.save()
    sheet = sheet_of(publish(issue))
    return sheet, rendering.render(sheet)


def test_the_pdf_keeps_the_rules_and_says_it_all(file):
    sheet, pdf = file
    assert faults(pdf) == []
    reader = PdfReader(io.BytesIO(pdf))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
    for article in sheet["sections"][0]["articles"]:
        assert article["fingerprint"] in text
        assert article["answers"][0]["name"].replace(" ", "") in text
    assert reader.metadata.title.startswith("Лист")
    assert len(reader.pages) > 1


def test_the_same_sheet_is_the_same_bytes(file, monkeypatch):
    sheet, pdf = file
    monkeypatch.setattr(rendering, "store", Forgetful)
    assert rendering.render(json.loads(json.dumps(sheet))) == pdf


class Forgetful:
    def get(self, key):
        return None

    def set(self, key, value):
        pass


@pytest.mark.parametrize("name", ["sign-off", "sign-off-pdf"])
def test_the_sheet_is_for_those_who_work_here(name, issue, publish, reviewer):
    address = reverse(f"mill:{name}", args=[publish(issue).pk])
    browser = Client()
    assert browser.get(address).status_code == 302
    browser.force_login(make_user())
    assert browser.get(address).status_code == 404
    browser.force_login(reviewer)
    answer = browser.get(address)
    assert answer.status_code == 200
    if name == "sign-off-pdf":
        assert answer["Content-Disposition"].endswith('46.2026-1-sign-off.pdf"')
        assert browser.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    else:
        assert "Rolf Reviewer" in answer.content.decode()


def test_the_plan_and_the_panel_lead_to_it(issue, publish, run_mill, editor):
    edition = run_mill(publish(issue))
    browser = Client()
    browser.force_login(editor)
    address = reverse("mill:sign-off", args=[edition.pk])
    assert address in browser.get(reverse("desk:issue", args=[issue.pk])).content.decode()

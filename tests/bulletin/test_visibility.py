"""Readers see published editions and nothing else, by whatever address they try."""

import pytest
from django.urls import reverse

from editorial import planning, workflow
from editorial.models import Issue
from editorial.permissions import MILL
from tests.factories import make_article, make_issue, make_ready_issue, make_user

from .makers import (
    address,
    file_name,
    first_article,
    make_correction,
    make_published,
    make_published_issue,
    make_withdrawn,
    status,
)

pytestmark = pytest.mark.django_db


def addresses(issue):
    slug = issue.bulletin.slug
    return {
        "archive": reverse("bulletin:archive", args=[slug]),
        "archive-year": reverse("bulletin:archive-year", args=[slug, issue.year]),
        "latest": reverse("bulletin:latest", args=[slug]),
        "accent": reverse("bulletin:accent", args=[slug]),
        "keywords": reverse("bulletin:keywords", args=[slug]),
        "keyword": reverse("bulletin:keyword", args=[slug, "wages"]),
        "issue": address("issue", issue),
        "article": address("article", issue, first_article(issue).anchor),
        "pdf": address("download", issue, file_name(issue)),
        "html": address("download", issue, file_name(issue, "html")),
    }


def answers(client, issue):
    return {name: status(client, path) for name, path in addresses(issue).items()}


PAGES = ("archive", "archive-year", "accent", "keywords", "keyword", "issue", "article", "pdf", "html")
ALL = {name: 200 for name in PAGES} | {"latest": 302}
NONE = dict.fromkeys(ALL, 404)
WITHDRAWN = dict.fromkeys(("issue", "article", "pdf", "html"), 410)


def set_status(issue, status, **fields):
    Issue.objects.filter(pk=issue.pk).update(status=status, **fields)


def test_planned_issue_is_not_there(client):
    assert answers(client, make_ready_issue()) == NONE


def test_scheduled_issue_is_not_there(client):
    issue = make_ready_issue()
    set_status(issue, "scheduled", publish_at="2026-12-01T09:00Z")
    assert answers(client, issue) == NONE


def test_issue_being_published_is_not_there(client):
    issue = workflow.move(make_ready_issue(), "publish", by=make_user("publisher"))
    assert issue.status == "publishing"
    assert answers(client, issue) == NONE


def test_issue_whose_publishing_failed_is_not_there(client):
    issue = workflow.move(make_ready_issue(), "publish", by=make_user("publisher"))
    issue.editions.update(status="failed")
    issue = workflow.move(issue, "fail", by=MILL, note="no paper")
    assert answers(client, issue) == NONE


def test_published_issue_is_there(client):
    assert answers(client, make_published_issue()) == ALL


@pytest.mark.parametrize("again", [False, True])
def test_issue_being_corrected_keeps_its_old_edition(client, again):
    publisher = make_user("publisher")
    issue = workflow.move(make_published_issue(), "correct", by=publisher)
    if again:
        issue = workflow.move(issue, "publish", by=publisher, note="Soon.")
        assert issue.editions.first().number == 2
    assert answers(client, issue) == ALL
    assert b"Soon." not in client.get(address("issue", issue)).content


def test_withdrawn_issue_says_so_at_all_its_addresses(client):
    issue = make_withdrawn(make_published_issue())
    article = first_article(issue)
    found = answers(client, issue)
    assert {name: found[name] for name in WITHDRAWN} == WITHDRAWN
    assert (found["archive"], found["archive-year"], found["latest"], found["keyword"]) == (200, 404, 404, 404)
    for path in (address("issue", issue), address("article", issue, article.anchor)):
        page = client.get(path).content.decode()
        assert "the source was invented" in page
        assert article.title not in page


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_those_of_the_desk_see_what_readers_see(client, role):
    client.force_login(make_user(role))
    assert answers(client, make_ready_issue()) == NONE
    assert answers(client, make_published_issue()) == ALL


def test_keyword_of_drafts_alone_is_not_there(client):
    issue = make_published_issue(keywords=["wages"])
    draft = make_issue(issue.bulletin, number=47)
    make_article(draft.sections.first(), keywords=["secret_plan"])
    slug = issue.bulletin.slug
    assert client.get(reverse("bulletin:keyword", args=[slug, "secret_plan"])).status_code == 404
    assert "secret_plan" not in client.get(reverse("bulletin:keywords", args=[slug])).content.decode()


def test_keyword_of_another_bulletin_is_not_there(client):
    issue, other = make_published_issue(keywords=["wages"]), make_published_issue(keywords=["ports"])
    assert client.get(reverse("bulletin:keyword", args=[issue.bulletin.slug, "ports"])).status_code == 404
    assert client.get(reverse("bulletin:keyword", args=[other.bulletin.slug, "ports"])).status_code == 200


def test_draft_text_never_reaches_a_published_page(client):
    issue = make_published_issue()
    article = first_article(issue)
    type(article).objects.filter(pk=article.pk).update(title="Changed later", body="<p>Changed later.</p>")
    for path in (address("issue", issue), address("article", issue, article.anchor), "/"):
        assert "Changed later" not in client.get(path).content.decode()


def test_article_that_a_correction_took_out_says_so(client):
    issue = make_published_issue()
    article = first_article(issue)
    issue = workflow.move(issue, "correct", by=make_user("publisher"))
    planning.place(article, None, by=make_user("editor"))
    issue = make_published(issue, notice="One article was taken out.")
    response = client.get(address("article", issue, article.anchor))
    assert response.status_code == 410
    assert "One article was taken out." in response.content.decode()
    assert article.title not in response.content.decode()


def test_old_edition_keeps_its_files_and_new_one_gets_its_own(client):
    issue = make_correction(make_published_issue())
    names = [file_name(issue), file_name(issue).replace(".pdf", "-2.pdf"), file_name(issue).replace(".pdf", "-3.pdf")]
    found = [status(client, address("download", issue, name)) for name in names]
    assert found == [200, 200, 404]


@pytest.mark.parametrize(
    "path",
    [
        "{slug}/0/",
        "{slug}/0000/46/",
        "{slug}/2026/0/",
        "{slug}/2026/99/",
        "{slug}/2026/046/",
        "{slug}/02026/46/",
        "{slug}/2026/9999999999999999999999/",
        "{slug}/9999/9999/",
        "{slug}/" + "9" * 5000 + "/46/",
        "{slug}/2026/46/nothing/",
        "{slug}/2026/46/a-00000000/",
        "{slug}/2026/46/%00/",
        "{slug}/2026/46/..%2f..%2fsecret_key",
        "{slug}/2026/46/pictures/0000000000000000.jpg",
        "{slug}/2026/46/pictures/x.",
        "{slug}/2026/46/{slug}-46.2026.exe",
        "{slug}/2026/46/{slug}-47.2026.pdf",
        "{slug}/2026/46/other-46.2026.pdf",
        "{slug}/2026/46/{slug}-46.2026-0.pdf",
        "{slug}/2026/46/.pdf",
        "{slug}/keywords/%00/",
        "{slug}/keywords/%ED%A0%80/",
        "{slug}/keywords/nothing/",
        "{slug}/keywords/?page=0",
        "{slug}/keywords/?page=abc",
        "{slug}/keywords/wages/?page=2",
        "{slug}/keywords/wages/?page=" + "9" * 5000,
        "{slug}/keywords/wages/?page=%00",
        "nothing/",
        "%00/",
        "nothing/2026/46/",
        "%F0%9F%93%B0/",
    ],
)
def test_junk_is_not_found(client, path):
    slug = make_published_issue(keywords=["wages"]).bulletin.slug
    assert client.get("/" + path.replace("{slug}", slug)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client, method):
    issue = make_published_issue()
    assert {getattr(client, method)(path).status_code for path in [*addresses(issue).values(), "/"]} == {405}

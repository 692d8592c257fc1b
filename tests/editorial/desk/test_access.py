"""Who gets in where. Addresses are taken from the table of addresses, so that a new one is asked about here."""

import pytest
from django.urls import reverse

from editorial import remarks, versions
from editorial.models import SavedFilter
from editorial.urls import urlpatterns
from editorial.workflow import open_moves
from tests.factories import make_article, make_invitation, make_issue, make_user

pytestmark = pytest.mark.django_db

EVERYBODY = {"sign-in", "sign-out", "language"}
SIGNED_IN = {"password"}
# What each role gets on a GET: 200, 403 (says why), 404 (not there for them), 405 (a POST).
LISTS = {"home", "articles", "review", "keywords", "complete-keywords", "records", "search"}
LISTS |= {"keyword-twins", "check-keywords", "complete-people", "review-state", "notifications", "mail-choices"}
READING = {"issue", "article", "issue-state", "grid", "keyword", "versions", "compare", "remarks"}
READING |= {"article-story", "issue-story", "article-story-file", "issue-story-file"}
PICTURES = {"picture", "kept-picture", "earlier-picture"}  # there is none
OBJECTS = READING | PICTURES
WRITING = {"edit-article", "new-article", "restore"}
ASSEMBLING = {"add-section", "edit-section", "remove-section", "issue-settings", "roll-over"}
PUBLISHING = {"publish", "schedule", "withdraw", "ask-about-issue", "ask-about-article"}
TAKING_IN = {"intake"}
CURATING = {"rename-keyword", "merge-keywords"}
POSTS = {"plan-issue", "unschedule", "stop", "correct", "move-section", "place-article", "move-article"}
POSTS |= {"keep-version", "name-version"}
POSTS |= {"keep-copy", "keep-new-copy", "discard-copy", "discard-new-copy", "be-present"}
POSTS |= {"grid-cell", "grid-paste", "grid-take-back", "bulk", "assign-reviewer"}
POSTS |= {"keep-picture", "read-notifications"}
POSTS |= {"save-filter", "delete-filter"}
POSTS |= {"answer-review", "approve-selected", "hand-on", "set-deadline"}
POSTS |= {"withdraw-invitation", "ask-again"}
POSTS |= {"remove-keyword", "distinguish-keywords"}
POSTS |= {"resolve-remark", "reopen-remark"}


@pytest.fixture
def addresses(settings):
    issue = make_issue()
    article = make_article(issue.sections.first())
    picture = article.illustrations.create(caption="x", file="pictures/none.jpg")
    subjects = {"article": article, "section": issue.sections.first(), "issue": issue, "picture": picture}
    subjects["version"] = versions.keep_on_request(article, by=article.editor)
    subjects["invitation"] = make_invitation(article)
    subjects["remark"] = remarks.write(article, by=article.editor, text="x")
    subjects["keyword"] = article.keywords.first()
    subjects["filter"] = SavedFilter.objects.create(person=article.editor, list="articles", name="Mine", query="q=a")

    def address(pattern):
        if "<slug:verb>" in str(pattern.pattern):
            return reverse("desk:move-article", args=[article.pk, "submit"])
        if "<slug:sha256>" in str(pattern.pattern):
            return reverse(f"desk:{pattern.name}", args=["0" * 64])
        if "<int:pk>" not in str(pattern.pattern):
            return reverse(f"desk:{pattern.name}")
        kind = str(pattern.pattern).partition("s/")[0]
        kind = "article" if kind.startswith("review/") else kind
        return reverse(f"desk:{pattern.name}", args=[subjects[kind].pk])

    return {pattern.name: address(pattern) for pattern in urlpatterns}


def test_every_address_is_in_the_table(addresses):
    known = LISTS | OBJECTS | WRITING | ASSEMBLING | PUBLISHING | TAKING_IN | CURATING | POSTS | EVERYBODY | SIGNED_IN
    assert set(addresses) == known


def test_strangers_are_asked_to_sign_in(client, addresses):
    for name in set(addresses) - EVERYBODY:
        for method in ("get", "post"):
            response = getattr(client, method)(addresses[name])
            if response.status_code != 405:
                assert response.status_code == 302, name
                assert response["Location"] == f"/desk/sign-in/?next={addresses[name]}", name


def test_people_without_a_role_find_nothing(sign_in, addresses):
    browser = sign_in(make_user())
    for name in set(addresses) - EVERYBODY - SIGNED_IN:
        get, post = browser.get(addresses[name]).status_code, browser.post(addresses[name]).status_code
        assert {get, post} <= {403, 404, 405}, name
        assert {get, post} != {405}, name
    assert b"The desk is for those who work here." in browser.get(addresses["home"]).content


EXPECTED = {
    "editor": LISTS | READING | WRITING | ASSEMBLING | TAKING_IN | CURATING,
    "reviewer": LISTS | READING,
    "publisher": LISTS | READING | WRITING | ASSEMBLING | PUBLISHING | TAKING_IN | CURATING,
    "administrator": LISTS | READING,
}


@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_opens_its_own_pages(role, sign_in, addresses):
    browser = sign_in(make_user(role))
    pages = set(addresses) - EVERYBODY - SIGNED_IN - POSTS - PICTURES
    opened = {name for name in pages if browser.get(addresses[name]).status_code == 200}
    assert opened == EXPECTED[role]
    refused = {browser.get(addresses[name]).status_code for name in pages - opened}
    assert refused <= {403}


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher", "administrator"])
def test_buttons_of_the_article_page_are_the_open_moves(role, sign_in):
    user = make_user(role)
    article = make_article()
    page = sign_in(user).get(reverse("desk:article", args=[article.pk])).content.decode()
    for verb in ("submit", "recall", "approve", "return", "spike", "revive"):
        offered = reverse("desk:move-article", args=[article.pk, verb]) in page
        assert offered == (verb in dict(open_moves(article, user)))


def test_objects_that_are_not_there(sign_in, editor):
    browser = sign_in(editor)
    for name in ("issue", "article", "edit-article", "edit-section", "picture"):
        assert browser.get(reverse(f"desk:{name}", args=[999_999])).status_code == 404


def test_a_move_nobody_is_offered_has_no_address(sign_in, editor):
    article = make_article(by=editor)
    for verb in ("amend", "conquer"):
        assert sign_in(editor).post(reverse("desk:move-article", args=[article.pk, verb])).status_code == 404

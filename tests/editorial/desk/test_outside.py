"""The page behind an invitation's link, and the desk's page that makes it."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import guests, inviting, letters, workflow
from editorial.models import Article, Invitation, Notification, Record, Review
from tests.editorial.desk.counting import assert_same_queries, queries_of
from tests.editorial.test_inviting import ENDINGS, NADIA, edit, waiting
from tests.factories import make_article, make_invitation, make_issue, make_user
from tests.mail import running_sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return waiting(title="Dockers win", body="<p>They <strong>won</strong>.</p>")


@pytest.fixture
def token(article, publisher):
    _invitation, token = inviting.ask(article, **NADIA, by=publisher)
    return token


def link(token):
    return reverse("answer:door", args=[token])


def address(token):
    """Of the page that the link leads on to."""
    return reverse("answer:page", args=[guests.find(token).pk])


def look(browser, token, **more):
    return browser.get(link(token), follow=True, **more)


def say(browser, token, verb, *articles, **fields):
    browser.get(link(token))
    return browser.post(address(token), {"verb": verb, "article": [article.pk for article in articles], **fields})


def page(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_page_shows_who_asks_and_the_text_to_anybody_who_has_the_link(client, token):
    shown = page(look(client, token))
    for words in ("Paula Publisher asks you, Nadia Outside, to approve this article", "Dockers win", "They won ."):
        assert words in shown


def test_it_is_kept_by_nobody_and_told_to_nobody(client, token):
    opened, shown = client.get(link(token)), look(client, token)
    picture = client.get(f"{address(token)}pictures/1/")
    for response in (opened, client.get(link("unknown")), shown, picture):
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"].startswith("noindex")
        has_secret = response in (opened,) or response.request["PATH_INFO"] == link("unknown")
        assert response["Referrer-Policy"] == ("no-referrer" if has_secret else "same-origin")
        assert "script-src 'none'" in response["Content-Security-Policy"]


def everything():
    models = (Article, Invitation, Notification, Record, Review)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "patch", "delete"])
def test_scanners_change_nothing(client, token, method):
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        for each in (link(token), address(token)):
            getattr(client, method)(each)
            getattr(client, method)(each, {"verb": "approve"})
    assert everything() == before
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_approving_leads_back_to_a_page_that_says_what_was_recorded(client, token, article):
    response = say(client, token, "approve", article)
    assert (response.status_code, response["Location"]) == (302, address(token))
    shown = look(client, token)
    assert shown.status_code == 200
    assert "Thank you This was recorded under the name Nadia Outside: Dockers win approved" in page(shown)
    assert b"<form" not in shown.content
    assert Review.objects.get().giver == "Nadia Outside"


def test_returning_needs_a_remark_and_keeps_it(client, token, article):
    refused = say(client, token, "return", article)
    assert (refused.status_code, Review.objects.count()) == (409, 0)
    say(client, token, "return", article, note="Who says <so>?")
    shown = look(client, token).content
    assert b"Who says &lt;so&gt;?" in shown
    assert Article.objects.get(pk=article.pk).status == "returned"


def test_a_second_answer_is_refused(client, token, article):
    say(client, token, "approve", article)
    again = say(client, token, "return", article, note="No.")
    assert again.status_code == 409
    assert "You have answered this already." in page(again)
    assert Article.objects.get(pk=article.pk).status == "approved"


SAID = {
    "expired": "This link was good until",
    "withdrawn": "Paula Publisher has withdrawn this request.",
    "changed": "The text has changed since you were asked about it.",
    "keywords": "The text has changed since you were asked about it.",
    "taken back": "It waits for no answer now.",
    "approved": "Somebody else has approved it meanwhile.",
    "spiked": "It waits for no answer now.",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_link_that_ended_says_why_and_shows_no_text(client, token, article, ending):
    ENDINGS[ending](Invitation.objects.get(), article)
    shown, posted = look(client, token), say(client, token, "approve", article)
    assert (shown.status_code, posted.status_code) == (410, 409)
    for response in (shown, posted):
        assert SAID[ending] in page(response)
        assert b"<strong>won</strong>" not in response.content
        assert b"Another text" not in response.content
        assert b"<form" not in response.content


def test_the_secret_leaves_the_address_for_a_cookie_of_its_page_alone(client, token, settings):
    settings.SESSION_COOKIE_SECURE = True
    opened = client.get(link(token))
    assert (opened.status_code, opened["Location"]) == (302, address(token))
    (cookie,) = opened.cookies.values()
    assert (cookie.value, cookie["path"], cookie["max-age"]) == (token, address(token), "")
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    shown = client.get(address(token))
    assert token not in shown.content.decode() + str(shown.headers)
    assert client.post(link(token), {"verb": "approve"}).status_code == 405


def test_a_browser_that_keeps_nothing_is_told_so(token, article):
    browser = Client()
    for response in (browser.get(address(token)), browser.post(address(token), {"verb": "approve"})):
        assert response.status_code == 403
        assert "your browser keeps no cookies: allow them for this site" in page(response)
        assert "Dockers win" not in page(response)
    browser.cookies[f"answer-{guests.find(token).pk}"] = "A" * 43
    assert browser.get(address(token)).status_code == 403
    assert Review.objects.count() == 0


def test_several_links_in_one_browser_stay_apart(client, token, article, publisher):
    other = waiting(article.section, title="Teachers strike")
    _invitation, second = inviting.ask(other, **NADIA, by=publisher)
    look(client, token)
    look(client, second)
    assert "Dockers win" in page(client.get(address(token)))
    assert "Teachers strike" in page(client.get(address(second)))
    assert client.post(address(token), {"verb": "approve", "article": [other.pk]}).status_code == 422
    say(client, second, "approve", other)
    assert [each.article for each in Review.objects.all()] == [other]
    client.cookies[f"answer-{guests.find(token).pk}"] = second
    assert client.get(address(token)).status_code == 403, "a link opens its own page only"


def test_an_unknown_link_says_so(client):
    response = client.get(link("A" * 43))
    assert response.status_code == 404
    assert "This link is not known" in page(response)


def test_the_title_that_came_later_is_not_shown(client, token, article):
    edit(article, title="A secret title")
    shown = look(client, token).content
    assert b"Dockers win" in shown
    assert b"secret" not in shown


def test_it_speaks_the_language_of_the_invited(client, article, publisher):
    _invitation, token = inviting.ask(article, **{**NADIA, "language": "ru"}, by=publisher)
    shown = look(client, token, headers={"Accept-Language": "en"})
    assert "Paula Publisher просит вас, Nadia Outside, одобрить эту статью до печати." in page(shown)
    assert (shown["Content-Language"], b'<html lang="ru">' in shown.content) == ("ru", True)
    refused = say(client, token, "return", article)
    assert "Ничего не записано." in page(refused)


def test_forged_forms_are_refused(token, article):
    browser = Client(enforce_csrf_checks=True)
    assert say(browser, token, "approve", article).status_code == 403
    assert Review.objects.count() == 0
    form = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', look(browser, token).content)[1].decode()
    assert say(browser, token, "approve", article, csrfmiddlewaretoken=form).status_code == 302


def test_who_is_signed_in_as_somebody_else_only_reads(sign_in, token, article, publisher):
    response = say(sign_in(publisher), token, "approve", article)
    assert response.status_code == 403
    assert "You are signed in as Paula Publisher, and this link is for Nadia Outside." in page(response)
    assert Review.objects.count() == 0
    assert say(sign_in(make_user(email="Nadia@board.example")), token, "approve", article).status_code == 302


@pytest.mark.parametrize("fields", [{}, {"verb": "undo"}, {"verb": "approve"}, {"verb": "approve", "article": "x"}])
def test_senseless_answers_are_refused(client, token, fields):
    look(client, token)
    assert client.post(address(token), fields).status_code == 422
    assert Review.objects.count() == 0


def with_picture(article, name):
    picture = article.illustrations.create(place=0, caption=name, alt=name, width=2, height=2)
    picture.file.save(f"{name}.png", ContentFile(b"\x89PNG"))
    return picture


def test_a_link_opens_its_own_pictures_and_no_others(client, publisher):
    article, other = make_article(), make_article()
    mine, theirs = with_picture(article, "mine"), with_picture(other, "theirs")
    for each in (article, other):
        edit(each)
        workflow.move(each, "submit", by=each.editor)
    _invitation, token = inviting.ask(article, **NADIA, by=publisher)
    invitation, _secret = inviting.ask(other, **NADIA, by=publisher)
    page = look(client, token)
    own, foreign = (reverse("answer:picture", args=[guests.find(token).pk, each.pk]) for each in (mine, theirs))
    opened = client.get(own)
    assert (opened.status_code, b"".join(opened.streaming_content)) == (200, b"\x89PNG")
    assert "no-store" in opened["Cache-Control"]
    assert own in page.content.decode()
    assert b"/desk/" not in page.content
    assert client.get(foreign).status_code == 404
    assert client.get(reverse("answer:picture", args=[invitation.pk, theirs.pk])).status_code == 404, "not opened here"
    assert Client().get(own).status_code == 404
    edit(article, title="Another")
    assert client.get(own).status_code == 404


def test_a_link_names_no_other_article(client, token, article):
    other = waiting(article.section, title="Not yours")
    assert say(client, token, "approve", other).status_code == 422
    assert say(client, token, "approve_all", article, other).status_code == 422
    assert set(Article.objects.values_list("status", flat=True)) == {"in_review"}


def test_an_issue_is_approved_at_once_with_a_result_for_each(client, publisher):
    issue = make_issue()
    articles = [waiting(issue.sections.first(), title=title) for title in ("One", "Two", "Three")]
    _invitation, token = inviting.ask(issue, **NADIA, by=publisher)
    edit(articles[1], title="Two, changed")
    response = say(client, token, "approve_all", *articles)
    assert response.status_code == 409
    shown = page(response)
    assert "Two, changed" not in shown
    assert "Two: The text has changed since you were asked about it." in shown
    assert "Thank you" in shown
    assert [each.article.title for each in Review.objects.order_by("pk")] == ["One", "Three"]


def test_the_page_takes_as_many_queries_for_thirty_articles_as_for_three(client, publisher):
    section = make_issue().sections.first()

    def asked(number):
        for _ in range(number):
            article = waiting(section)
            with_picture(article, f"p{article.pk}")
            edit(article)
        _invitation, token = inviting.ask(section.issue, **NADIA, by=publisher)
        look(client, token)
        return address(token)

    few = queries_of(client, asked(2))
    assert queries_of(client, asked(20)) == few


def test_the_desk_shows_the_link_once(sign_in, publisher, article):
    browser = sign_in(publisher)
    address = reverse("desk:ask-about-article", args=[article.pk])
    made = browser.post(address, {**NADIA, "name": " Nadia  Outside "})
    [found] = re.findall(r"/answer/[\w-]{43}/", made.content.decode())
    assert found == link(found.split("/")[2])
    assert guests.find(found.split("/")[2]).name == "Nadia Outside"
    assert "no-store" in made["Cache-Control"]
    shown = browser.get(address).content.decode()
    assert "/answer/" not in shown
    assert "nadia@board.example" in shown


def test_who_asked_is_told_that_the_letter_was_refused(sign_in, publisher, article, token, settings):
    address = reverse("desk:ask-about-article", args=[article.pk])
    assert "The letter was refused" not in page(sign_in(publisher).get(address))
    with running_sink(settings) as sink:
        sink.fail("RCPT", "550 no such person")
        letters.send(Invitation.objects.get().letter_id)
    assert "The letter was refused: 550 no such person" in page(sign_in(publisher).get(address))


def test_who_wrote_the_text_never_sees_the_link(sign_in):
    both = make_user("editor", "publisher")
    made = sign_in(both).post(reverse("desk:ask-about-article", args=[waiting(by=both).pk]), NADIA)
    assert "so the link goes by mail only" in page(made)
    assert b"/answer/" not in made.content


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "nobody"}, {"language": "xx"}, {"days": 0}, {"days": 61}, {"days": "soon"}]
)
def test_wrong_forms_ask_nobody(sign_in, publisher, article, wrong):
    response = sign_in(publisher).post(reverse("desk:ask-about-article", args=[article.pk]), {**NADIA, **wrong})
    assert (response.status_code, Invitation.objects.count()) == (422, 0)


def test_asking_about_a_draft_says_why_not(sign_in, publisher):
    response = sign_in(publisher).post(reverse("desk:ask-about-article", args=[make_article().pk]), NADIA)
    assert response.status_code == 409
    assert "Nothing here waits for an answer." in page(response)


def test_the_desk_withdraws_and_asks_again(sign_in, publisher, article, token):
    browser, invitation = sign_in(publisher), Invitation.objects.get()
    edit(article, title="Another")
    shown = page(browser.get(reverse("desk:ask-about-article", args=[article.pk])))
    assert "The text has changed; ask again." in shown
    again = browser.post(reverse("desk:ask-again", args=[invitation.pk]))
    [path] = re.findall(r"/answer/[\w-]{43}/", again.content.decode())
    assert browser.get(path, follow=True).status_code == 200
    newest = Invitation.objects.first()
    browser.post(reverse("desk:withdraw-invitation", args=[newest.pk]))
    assert {each.state for each in Invitation.objects.all()} == {"withdrawn"}


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_others_of_the_desk_may_not(sign_in, role, token):
    browser, invitation = sign_in(make_user(role)), Invitation.objects.get()
    for name in ("withdraw-invitation", "ask-again"):
        assert browser.post(reverse(f"desk:{name}", args=[invitation.pk])).status_code == 403
    assert Invitation.objects.get().state == "open"


def test_the_article_page_tells_who_answered_from_outside(sign_in, editor, client, token, article):
    say(client, token, "return", article, note="Who says so?")
    shown = page(sign_in(editor).get(reverse("desk:article", args=[article.pk])))
    assert "From outside, asked by Paula Publisher" in shown
    assert "Nadia Outside returned version 1" in shown
    assert "Who says so?" in shown
    assert "nadia@board.example" in shown


def test_the_plan_shows_who_approved_from_outside(sign_in, editor, client, token, article):
    say(client, token, "approve", article)
    plan = sign_in(editor).get(reverse("desk:issue", args=[article.issue.pk])).content.decode()
    assert "approved by: Nadia Outside" in plan
    assert '<span aria-hidden="true">NO</span>' in plan


def test_the_list_of_the_asked_takes_the_same_queries(sign_in, publisher, article):
    mark = {str(article.pk): "0" * 64}

    def make_rows(number):
        for _ in range(number):
            row = make_invitation(article, fingerprints=mark)
            values = {"verdict": "returned", "fingerprint": "0" * 64, "content": {}}
            article.reviews.create(invitation=row, **values)

    address = reverse("desk:ask-about-article", args=[article.pk])
    assert_same_queries(sign_in(publisher), address, make_rows)


def test_the_article_page_takes_the_same_queries_for_answers_from_outside(sign_in, publisher, article):
    def make_rows(number):
        for _ in range(number):
            row = make_invitation(article)
            values = {"verdict": "returned", "fingerprint": "0" * 64, "content": {}}
            review = article.reviews.create(invitation=row, **values)
            article.remarks.create(review=review, text="A remark.")

    make_rows(9)  # of the short history they are all there is
    assert_same_queries(sign_in(publisher), reverse("desk:article", args=[article.pk]), make_rows)

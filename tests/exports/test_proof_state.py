"""What the plan says of its proof."""

import datetime

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.html import strip_tags

from editorial import planning, selectors
from editorial.models import Article, Issue
from exports import proofs
from exports.models import Proof
from exports.rendering import Document, RenderingFailed
from tests.factories import make_article, make_issue, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    issue = make_issue()
    for _article in range(3):
        make_article(issue.sections.first())
    return issue


@pytest.fixture
def ends(monkeypatch):
    """How the renderer ends: `ends(error)` or with pages 3, 4, 5 …"""
    outcome = []

    def render(name, snapshot, *, draft=False):
        if outcome:
            raise outcome[-1]
        anchors = [article["anchor"] for section in snapshot["sections"] for article in section["articles"]]
        return Document(b"%PDF", 9, (), {anchor: at for at, anchor in enumerate(anchors, 3)})

    monkeypatch.setattr(proofs.rendering, "render", render)
    return outcome.append


@pytest.fixture
def made(issue, ends):
    proofs.make(proofs.ask(issue, by=make_user("editor")).pk)
    return Proof.objects.get()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def plan(desk, issue):
    return desk.get(f"/desk/issues/{issue.pk}/").content.decode()


def text(html):
    return " ".join(strip_tags(html).split())


def pages(issue):
    """What stands in the rows' cells, in order."""
    issue = Issue.objects.select_related("bulletin").get(pk=issue.pk)
    template = Template("{% load mill %}{% page_in_proof issue article %}")
    articles = selectors.plan(issue, make_user("editor"))["sections"][0].rows
    return [text(template.render(Context({"issue": issue, "article": each}))) for each in articles]


def change(issue, number=1, **fields):
    article = Article.objects.filter(section__issue=issue).order_by("position")[number]
    Article.objects.filter(pk=article.pk).update(**(fields or {"body": "<p>Another text.</p>"}))
    return article


class TestPages:
    def test_before_the_first_proof_there_are_none(self, issue):
        assert pages(issue) == ["", "", ""]

    def test_each_article_has_its_page(self, issue, made):
        assert pages(issue) == ["page 3", "page 4", "page 5"]

    def test_one_that_changed_says_where_it_was(self, issue, made):
        change(issue)
        assert pages(issue) == ["page 3", "was 4", "page 5"]

    def test_what_is_not_printed_changes_nothing(self, issue, made):
        change(issue, due_at=timezone.now())
        assert pages(issue) == ["page 3", "page 4", "page 5"]

    def test_an_article_that_came_later_is_not_in_it(self, issue, made):
        make_article(issue.sections.first())
        assert pages(issue) == ["page 3", "page 4", "page 5", "–not in the proof"]


class TestMenu:
    def test_at_first_there_is_a_button(self, desk, issue):
        html = plan(desk, issue)
        assert f'action="/desk/mill/issues/{issue.pk}/proof/"' in html
        assert "Open the proof" not in html

    def test_whoever_may_not_ask_sees_none_but_may_open_it(self, client, issue, made):
        client.force_login(make_user("administrator"))
        html = plan(client, issue)
        assert f'action="/desk/mill/issues/{issue.pk}/proof/"' not in html
        assert f'href="/desk/mill/issues/{issue.pk}/proof/file/"' in html

    def test_it_says_when_it_was_made_and_whether_it_still_holds(self, desk, issue, made):
        hour = timezone.localtime(made.ready_at).strftime("%H:%M")
        assert f"Open the proof {hour}, up to date Make a new proof" in text(plan(desk, issue))
        change(issue)
        html = text(plan(desk, issue))
        assert f"Open the proof {hour}, something changed since" in html
        assert f"Something changed since the proof ({hour})" in html

    def test_another_order_is_a_change_too(self, desk, issue, made):
        last = Article.objects.order_by("position").last()
        planning.place(last, last.section, by=make_user("editor"), position=1)
        assert "something changed since" in plan(desk, issue)

    def test_an_older_one_says_the_day(self, desk, issue, made):
        Proof.objects.update(ready_at=timezone.make_aware(datetime.datetime(2026, 3, 5, 9, 7)))
        assert "Open the proof 5 March, 09:07, up to date" in text(plan(desk, issue))

    def test_while_it_works_the_page_asks_how_far_it_is(self, desk, issue, ends):
        proof = proofs.ask(issue, by=make_user("editor"))
        html = plan(desk, issue)
        assert f'data-proof="/desk/mill/issues/{issue.pk}/proof/status/"' in html
        assert "The proof is being made." in html
        status = f"/desk/mill/issues/{issue.pk}/proof/status/"
        assert desk.get(status).json()["is_working"]
        proofs.make(proof.pk)
        assert desk.get(status).json() == {"is_working": False, "said": "The proof is ready."}
        assert "data-proof=" not in plan(desk, issue)

    def test_a_failure_is_shown_with_its_reason_and_the_last_one_can_be_opened(self, desk, issue, made, ends):
        ends(RenderingFailed("A <text> is nested too deeply."))
        proofs.make(proofs.ask(issue, by=make_user("editor")).pk)
        html = plan(desk, issue)
        assert "The proof could not be made: A &lt;text&gt; is nested too deeply." in html
        assert "Open the proof" in html
        assert pages(issue) == ["page 3", "page 4", "page 5"]
        status = desk.get(f"/desk/mill/issues/{issue.pk}/proof/status/").json()
        assert status["said"] == "The proof could not be made: A <text> is nested too deeply."

    def test_what_there_is_to_look_at_is_listed(self, desk, issue, made):
        article = Article.objects.order_by("position").first()
        fault = {"kind": "short line", "page": 4, "anchor": article.anchor, "text": "so"}
        Proof.objects.update(faults=[fault])
        assert f"Page 4: a single short word on a last line, “so” {article.title}" in text(plan(desk, issue))


class TestAsking:
    def test_a_script_is_answered_a_sentence(self, desk, issue):
        url = f"/desk/mill/issues/{issue.pk}/proof/"
        answer = desk.post(url, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()) == (200, {"message": "The proof is being made."})

    def test_a_form_goes_back_to_the_plan(self, desk, issue):
        answer = desk.post(f"/desk/mill/issues/{issue.pk}/proof/")
        assert (answer.status_code, answer["Location"]) == (302, f"/desk/issues/{issue.pk}/")

    def test_of_nothing_there_is_none_and_it_says_so(self, desk):
        empty = make_issue()
        answer = desk.post(f"/desk/mill/issues/{empty.pk}/proof/", follow=True)
        assert "The issue has no article yet." in answer.content.decode()

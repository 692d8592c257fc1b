"""Two acts at once, on the real database: the second waits for the first, finds what it left, and is told so."""

import threading
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from editorial import (
    assigning,
    claims,
    curating,
    editing,
    grid,
    guests,
    inviting,
    planning,
    remarks,
    revisions,
    rollover,
    sections,
    workflow,
)
from editorial.content import fingerprint, printed
from editorial.models import Article, Issue, Keyword
from editorial.workflow import NotPossible
from tests.editorial.test_planning_together import together
from tests.factories import make_article, make_bulletin, make_issue, make_user

pytestmark = pytest.mark.django_db(transaction=True)


class Office:
    """One issue with one article, in review or approved, and those who work on it."""

    def __init__(self, status):
        bulletin = make_bulletin(sections=("One", "Two"))
        self.issue = make_issue(bulletin)
        self.one, self.two = self.issue.sections.order_by("position")
        self.publisher = make_user("publisher", name="Paula")
        self.reviewer, self.other = make_user("reviewer", name="Rolf"), make_user("reviewer", name="Sofia")
        self.editor = make_user("editor", name="Edith")
        made = make_article(self.one, title="As it was", keywords=("wages",))
        self.article = workflow.move(made, "submit", by=made.editor)
        self.mark = fingerprint(printed(self.article))
        self.invitation, _token = inviting.ask(
            self.article, name="Nadia", email="nadia@board.example", language="en", days=3, by=self.publisher
        )
        if status == "approved":
            self.article = workflow.move(self.article, "approve", by=self.reviewer)

    def move(self, verb, by, **more):
        return workflow.move(Article.objects.get(pk=self.article.pk), verb, by=by, **more)


ACTS = {
    "approve": lambda office: office.move("approve", office.other, seen=office.mark),
    "return": lambda office: office.move("return", office.other, note="Not yet.", seen=office.mark),
    "spike": lambda office: office.move("spike", office.editor),
    "edit": lambda office: grid.change(office.article, {"title": "As it is"}, by=office.editor),
    "rename keyword": lambda office: curating.rename(Keyword.objects.get(), "pay", by=office.editor),
    "publish": lambda office: workflow.move(office.issue, "publish", by=office.publisher),
    "move": lambda office: planning.place(office.article, office.two, by=office.editor),
    "roll over": lambda office: rollover.roll_over(office.issue, [office.article], by=office.editor),
    "rename section": lambda office: sections.rename_section(office.one, "Other", by=office.editor),
    "remove section": lambda office: sections.remove_section(office.two, by=office.editor),
    "answer": lambda office: guests.answer(office.invitation, office.article, "approve"),
    "withdraw link": lambda office: inviting.withdraw(office.invitation, by=office.publisher),
    "ask again": lambda office: inviting.ask_again(office.invitation, by=office.publisher),
    "claim": lambda office: claims.claim(office.article, by=office.other),
    "assign": lambda office: assigning.assign_reviewer(office.article, office.other, by=office.editor),
    "remark": lambda office: remarks.write(office.article, by=office.other, text="Look."),
}
# The status of the article, what comes first, what comes second, and what the second is told ("" if it is done too).
TURNS = [
    ("in_review", "edit", "approve", "has changed"),
    ("in_review", "approve", "edit", ""),
    ("in_review", "approve", "return", ""),
    ("in_review", "approve", "answer", "somebody else has approved it"),
    ("in_review", "answer", "approve", "is approved by now"),
    ("in_review", "rename keyword", "approve", "has changed"),
    ("in_review", "approve", "rename keyword", ""),
    ("in_review", "spike", "approve", "is spiked by now"),
    ("in_review", "approve", "spike", ""),
    ("in_review", "withdraw link", "answer", "has withdrawn"),
    ("in_review", "answer", "withdraw link", "has been answered"),
    ("in_review", "edit", "answer", "has changed"),
    ("in_review", "ask again", "answer", "has withdrawn"),
    ("in_review", "answer", "ask again", "waits for an answer"),
    ("in_review", "move", "assign", ""),
    ("in_review", "move", "remove section", "there are articles"),
    ("in_review", "remove section", "move", "was removed"),
    ("in_review", "claim", "assign", ""),
    ("approved", "publish", "edit", "cannot be changed"),
    ("approved", "publish", "return", "cannot be changed"),
    ("approved", "publish", "rename keyword", "about to be published"),
    ("approved", "publish", "rename section", "cannot be moved"),
    ("approved", "publish", "move", "cannot be moved"),
    ("approved", "publish", "roll over", "cannot be moved"),
    ("approved", "publish", "publish", "is publishing by now"),
    ("approved", "publish", "remark", ""),
    ("approved", "edit", "publish", "not approved"),
    ("approved", "return", "publish", "not approved"),
    ("approved", "rename keyword", "publish", "not approved"),
    ("approved", "move", "publish", ""),
    ("approved", "rename section", "publish", ""),
    ("approved", "roll over", "publish", "no article"),
    ("approved", "roll over", "move", ""),
    ("approved", "move", "roll over", ""),
]


@pytest.mark.parametrize(("status", "first", "second", "told"), TURNS)
def test_the_second_finds_what_the_first_has_left(status, first, second, told, database_on_disk):
    office = Office(status)
    begun = threading.Event()

    def come_first():
        with transaction.atomic():
            ACTS[first](office)
            begun.set()
            time.sleep(0.25)  # until the other one waits

    def come_second():
        begun.wait(10)
        return outcome(lambda: ACTS[second](office))

    _nothing, said = together(come_first, come_second)
    assert (told in said.lower()) if told else not said, said
    assert_approvals_are_true()


def outcome(act):
    try:
        act()
    except (NotPossible, PermissionDenied) as refusal:
        return str(refusal)
    return ""


def assert_approvals_are_true():
    """Whatever is approved in an open issue, or goes to print, is the very text that somebody approved."""
    for article in Article.objects.filter(status="approved").for_printing():
        standing = article.reviews.filter(verdict="approved", withdrawn_at=None, revoked=False)
        assert [each.fingerprint for each in standing] == [fingerprint(printed(article))]
    for issue in Issue.objects.filter(status="publishing"):
        assert set(Article.objects.filter(section__issue=issue).values_list("status", flat=True)) == {"approved"}


def test_what_is_typed_while_the_issue_is_published_is_shown_and_not_saved(database_on_disk, monkeypatch):
    office = Office("approved")
    page = {"section": office.one.pk, "illustrations-TOTAL_FORMS": "0", "illustrations-INITIAL_FORMS": "0"}
    ask = editing.why_not

    def and_then_it_is_published(user, article):
        answer = ask(user, article)
        if Issue.objects.get(pk=office.issue.pk).status == "planned":
            ACTS["publish"](office)
        return answer

    monkeypatch.setattr(editing, "why_not", and_then_it_is_published)
    browser = Client()
    browser.force_login(office.editor)
    address = reverse("desk:edit-article", args=[office.article.pk])
    sent = browser.post(address, {**page, "title": "Typed too late", "editor": office.article.editor_id, "base": "1"})
    assert "Typed too late" in (said := sent.content.decode())
    assert "its articles cannot be changed" in said
    assert Article.objects.get().title == "As it was"


def test_a_remark_does_not_wait_for_the_opening_of_an_issue(database_on_disk, monkeypatch):
    """It refers to rows that are held until the approvals are looked through, and has the article that comes next."""
    office = Office("approved")
    Issue.objects.update(status="published", published_at="2026-11-01T00:00Z")
    ACTS["rename keyword"](office)
    held, remarked = threading.Event(), threading.Event()
    reconsider = revisions.reconsider

    def look_through(issue, *, by):
        held.set()
        remarked.wait(2)
        reconsider(issue, by=by)

    def remark():
        held.wait(10)
        if connection.vendor == "postgresql":  # where whole transactions take turns it waits, and in no circle
            ACTS["remark"](office)
        remarked.set()

    monkeypatch.setattr(revisions, "reconsider", look_through)
    together(lambda: workflow.move(office.issue, "correct", by=office.publisher), remark)
    assert Article.objects.get().status == "in_review"

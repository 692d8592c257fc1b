"""Asking somebody outside: the link, what it is good for, and what ends it."""

import datetime
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from editorial import guests, inviting, letters, permissions, preflight, revisions, workflow
from editorial.models import Article, Invitation, Letter, Notification, Record, Review
from editorial.workflow import NotPossible
from tests.factories import make_approved, make_article, make_issue, make_user
from tests.mail import running_sink

pytestmark = pytest.mark.django_db

NADIA = {"name": "Nadia Outside", "email": "nadia@board.example", "language": "en", "days": 7}


def waiting(section=None, **fields):
    article = make_article(section or make_issue().sections.first(), **fields)
    return workflow.move(article, "submit", by=article.editor)


def edit(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    revisions.keep(article, by=article.editor)


def test_only_a_digest_of_the_link_is_kept(publisher):
    invitation, token = inviting.ask(waiting(), **NADIA, by=publisher)
    kept = Invitation.objects.values().get()
    assert len(token) == 43
    assert kept["digest"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(kept)
    assert guests.find(token) == invitation


@pytest.mark.parametrize(
    "forge", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.swapcase(), lambda t: "", str.upper]
)
def test_a_forged_link_finds_nothing(publisher, forge):
    _invitation, token = inviting.ask(waiting(), **NADIA, by=publisher)
    assert guests.find(forge(token)) is None
    assert guests.find(Invitation.objects.get().digest) is None


def test_asking_is_recorded_and_withdrawing_too(publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    inviting.withdraw(invitation, by=publisher)
    said = [(row.by, row.verb, row.note) for row in article.records.all()[:2]]
    note = "Nadia Outside, nadia@board.example"
    assert said == [(publisher, "withdraw invitation", note), (publisher, "invite", note)]


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_only_a_publisher_asks_and_withdraws(role, publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    for act in (
        lambda by: inviting.ask(article, **NADIA, by=by),
        lambda by: inviting.withdraw(invitation, by=by),
        lambda by: inviting.ask_again(invitation, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(make_user(role))
    assert (Invitation.objects.count(), invitation.state) == (1, "open")


def test_only_what_waits_for_an_answer_is_asked_about(publisher):
    issue = make_issue()
    section = issue.sections.first()
    make_article(section)
    make_approved(make_article(section))
    with pytest.raises(NotPossible):
        inviting.ask(issue, **NADIA, by=publisher)
    here = waiting(section)
    invitation, _token = inviting.ask(issue, **NADIA, by=publisher)
    assert list(invitation.fingerprints) == [str(here.pk)]


def test_an_answer_is_an_approval_under_that_name(publisher):
    article = waiting(title="Dockers win")
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    assert guests.answer(invitation, article, "approve").status == "approved"
    review = Review.objects.get()
    assert (review.giver, review.reviewer, review.invitation) == ("Nadia Outside", None, invitation)
    assert review.fingerprint == invitation.fingerprints[str(article.pk)]
    assert "<h1>Dockers win</h1>" in review.rendered
    record = article.records.first()
    assert (record.by, record.actor, record.verb) == (None, "Nadia Outside", "approve")
    assert Invitation.objects.get().state == "answered"
    assert not [found for found in preflight.blockers(article.issue) if found.article == article]


def test_the_editor_and_who_asked_are_told(publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    guests.answer(invitation, article, "return", "Who says so?")
    told = Notification.objects.filter(event="returned")
    assert {(row.person, row.actor, row.note) for row in told} == {
        (article.editor, "Nadia Outside", "Who says so?"),
        (publisher, "Nadia Outside", "Who says so?"),
    }
    remark = article.remarks.get()
    assert (remark.author, remark.giver, remark.text) == (None, "Nadia Outside", "Who says so?")


def test_a_return_needs_a_remark(publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    with pytest.raises(NotPossible):
        guests.answer(invitation, article, "return", " ")
    assert (Review.objects.count(), Invitation.objects.get().state) == (0, "open")


def test_a_later_edit_withdraws_the_approval_and_tells_who_asked(publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    guests.answer(invitation, article, "approve")
    edit(article, title="Another")
    assert Article.objects.get(pk=article.pk).status == "in_review"
    assert [row.person for row in Notification.objects.filter(event="withdrawn")] == [publisher]


ENDINGS = {
    "expired": lambda invitation, article: Invitation.objects.update(expires_at=timezone.now()),
    "withdrawn": lambda invitation, article: inviting.withdraw(invitation, by=invitation.by),
    "changed": lambda invitation, article: edit(article, body="<p>Another text.</p>"),
    "keywords": lambda invitation, article: (
        article.set_keywords(["other"]),
        revisions.keep(article, by=article.editor),
    ),
    "taken back": lambda invitation, article: workflow.move(article, "recall", by=article.editor),
    "approved": lambda invitation, article: workflow.move(article, "approve", by=make_user("reviewer")),
    "spiked": lambda invitation, article: workflow.move(article, "spike", by=article.editor),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("verb", ["approve", "return"])
def test_what_ends_a_link(publisher, ending, verb):
    article = waiting()
    invitation, token = inviting.ask(article, **NADIA, by=publisher)
    ENDINGS[ending](invitation, article)
    before = list(Record.objects.values_list("pk", flat=True))
    with pytest.raises(NotPossible):
        guests.answer(guests.find(token), article, verb, "A remark.")
    assert Review.objects.filter(invitation=invitation).count() == 0
    assert list(Record.objects.values_list("pk", flat=True)) == before


def test_a_link_answers_for_no_other_article(publisher):
    article = waiting()
    other = waiting(article.section)
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    with pytest.raises(NotPossible):
        guests.answer(invitation, other, "approve")
    assert Article.objects.get(pk=other.pk).status == "in_review"


def test_a_guest_can_make_no_other_move(publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    guest = guests.guest(invitation)
    for subject in (article, article.issue):
        for verb in workflow.MOVES[type(subject)]:
            if verb not in {"approve", "return"}:
                with pytest.raises((PermissionDenied, NotPossible)):
                    workflow.move(subject, verb, by=guest)
    guests.answer(invitation, article, "approve")
    for verb in ("undo", "return"):
        with pytest.raises(PermissionDenied):
            workflow.move(article, verb, by=guest, note="No.")


def test_the_machine_is_not_impersonated_by_a_name():
    assert not permissions.is_mill(permissions.Guest("mill", None))
    assert not permissions.is_clock(permissions.Guest("clock", None))


def test_nobody_approves_their_own_text_by_a_link(publisher):
    author = make_user("editor", email="wilma@office.example")
    article = waiting(by=author, title="Her text")
    with pytest.raises(NotPossible, match="wrote or edited “Her text”"):
        inviting.ask(article, **{**NADIA, "email": "Wilma@Office.example"}, by=publisher)
    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


def test_nor_one_who_came_to_write_it_later(publisher):
    article = waiting(title="As it was")
    colleague = make_user("editor", email=NADIA["email"])
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    for title in ("Hers", "As it was"):
        Article.objects.filter(pk=article.pk).update(title=title)
        revisions.keep(article, by=colleague)
    with pytest.raises(NotPossible, match="You wrote or edited this text"):
        guests.answer(invitation, article, "approve")


def test_a_publisher_who_wrote_it_may_ask_and_it_is_recorded():
    both = make_user("editor", "publisher")
    article = waiting(by=both)
    inviting.ask(article, **NADIA, by=both)
    assert article.records.first().note == "Nadia Outside, nadia@board.example. Asked by somebody who wrote the text."


def test_asking_the_same_person_again_replaces_the_link(publisher):
    article = waiting()
    _first, old = inviting.ask(article, **NADIA, by=publisher)
    second, new = inviting.ask(article, **{**NADIA, "email": "NADIA@board.example"}, by=publisher)
    assert [guests.find(old).state, guests.find(new).state] == ["withdrawn", "open"]
    edit(article, title="Another")
    third, _newest = inviting.ask_again(second, by=publisher)
    assert guests.answer(third, article, "approve").status == "approved"
    assert (third.expires_at - third.at).days == 7


def test_so_many_at_most(publisher):
    article = waiting()
    for number in range(inviting.MOST_OPEN):
        inviting.ask(article, **{**NADIA, "email": f"n{number}@board.example"}, by=publisher)
    with pytest.raises(NotPossible):
        inviting.ask(article, **NADIA, by=publisher)
    assert Invitation.objects.count() == inviting.MOST_OPEN


def test_an_issue_is_answered_article_by_article(publisher):
    issue = make_issue()
    one, two, three = (waiting(issue.sections.first(), title=title) for title in ("One", "Two", "Three"))
    invitation, _token = inviting.ask(issue, **NADIA, by=publisher)
    edit(two, title="Two, changed")
    guests.answer(invitation, one, "return", "Not yet.")
    refused = guests.approve_all(invitation, [two, three])
    assert [(article.title, reason) for article, reason in refused] == [
        ("Two", "The text has changed since you were asked about it.")
    ]
    statuses = issue.sections.first().articles.order_by("position").values_list("status", flat=True)
    assert list(statuses) == ["returned", "in_review", "approved"]
    assert Invitation.objects.get().state == "open"
    row = inviting.set_standings(list(issue.invitations.prefetch_related("reviews")), issue)[0]
    assert (row.standing, row.answers, row.number) == ("outdated", 2, 3)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_letter_brings_the_link_in_the_language_of_the_invited(publisher, language, settings):
    settings.SITE_URL = "https://bulletin.example"
    article = waiting(title="Bread & A\nB")
    _invitation, token = inviting.ask(article, **{**NADIA, "language": language}, by=publisher)
    with running_sink(settings) as sink:
        letters.send(Letter.objects.get().pk)
    [letter] = sink.messages
    text, html = (letter.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert letter["To"] == "nadia@board.example"
    assert (
        letter["Subject"].strip()
        == {
            "en": "Paula Publisher asks for your approval: Bread & A B",
            "ru": "Paula Publisher просит вашего одобрения: Bread & A B",
        }[language]
    )
    link = f"https://bulletin.example/answer/{token}/"
    assert re.findall(r"https://\S+/", text) == [link]
    assert ("Bread & A" in text, "Bread &amp; A" in html) == (True, True)
    assert f'href="{link}"' in html
    assert f'<html lang="{language}">' in html
    assert article.body not in text + html
    assert token not in str(Letter.objects.values().get())


def test_no_letter_goes_out_for_what_was_not_kept(publisher):
    with pytest.raises(NotPossible):
        inviting.ask(make_article(), **NADIA, by=publisher)
    assert Letter.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(publisher, database_on_disk):
    article = waiting()
    _invitation, token = inviting.ask(article, **NADIA, by=publisher)

    def say(verb):
        try:
            return guests.answer(guests.find(token), article, verb, "A remark.").status
        except NotPossible as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        said = list(people.map(say, ["approve", "return", "approve", "return"]))
    assert said.count("You have answered this already.") == 3
    assert Review.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answering_and_withdrawing_at_once(publisher, database_on_disk):
    article = waiting()
    invitation, token = inviting.ask(article, **NADIA, by=publisher)

    def attempt(act):
        try:
            act()
        except NotPossible:
            return False
        finally:
            connection.close()
        return True

    acts = [
        lambda: guests.answer(guests.find(token), article, "approve"),
        lambda: inviting.withdraw(invitation, by=publisher),
    ]
    with ThreadPoolExecutor(2) as people:
        answered, withdrawn = people.map(attempt, acts)
    assert answered != withdrawn
    assert Review.objects.exists() == answered
    assert Invitation.objects.get().state == ("answered" if answered else "withdrawn")


def test_the_link_holds_to_its_last_second(publisher):
    article = waiting()
    invitation, _token = inviting.ask(article, **NADIA, by=publisher)
    Invitation.objects.update(expires_at=timezone.now() + datetime.timedelta(seconds=30))
    invitation.refresh_from_db()
    assert guests.answer(invitation, article, "approve").status == "approved"

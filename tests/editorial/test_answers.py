"""What an answer holds, and how it is withdrawn by an edit, revived by a revert, and taken back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from editorial import answers, claims, remarks, revisions, sights, workflow
from editorial.models import Article, Notification, Remark, Review
from editorial.permissions import UNDO_SECONDS
from editorial.workflow import NotPossible
from tests.editorial.desk.counting import assert_same_queries
from tests.factories import make_approved, make_article, make_issue, make_ready_issue, make_user

pytestmark = pytest.mark.django_db


def edit(article, *, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    revisions.keep(article, by=by)
    return Article.objects.get(pk=article.pk)


def submitted(**fields):
    article = make_article(make_issue().sections.first(), **fields)
    return workflow.move(article, "submit", by=article.editor)


def told(event=None):
    rows = Notification.objects.order_by("pk")
    return [(row.person, row.event, row.note) for row in (rows.filter(event=event) if event else rows)]


def test_an_approval_holds_hash_reviewer_time_and_the_text_as_it_was_read(reviewer):
    article = submitted(title="Dockers win", body="<p>They <strong>won</strong>.</p>")
    workflow.move(article, "approve", by=reviewer)
    review = Review.objects.get()
    assert (review.giver, review.fingerprint) == (reviewer, article.revisions.first().fingerprint)
    assert "<h1>Dockers win</h1>" in review.rendered
    assert "<p>They <strong>won</strong>.</p>" in review.rendered


def test_reverting_the_change_revives_the_approval(reviewer, editor):
    article = make_approved(make_article(by=editor, title="As it was"), by=reviewer)
    changed = edit(article, by=editor, title="Changed")
    assert (changed.status, answers.approval_of(changed)) == ("in_review", None)
    reverted = edit(article, by=editor, title="As it was")
    assert (reverted.status, answers.approval_of(reverted).reviewer) == ("approved", reviewer)
    assert [record.verb for record in reverted.records.all()[:2]] == ["reinstate", "amend"]


def test_a_revoked_approval_is_not_revived(reviewer, editor):
    article = make_approved(make_article(by=editor, title="As it was"), by=reviewer)
    workflow.move(article, "return", by=reviewer, note="On second thoughts, no.")
    edit(article, by=editor, title="Changed")
    workflow.move(article, "submit", by=editor)
    assert edit(article, by=editor, title="As it was").status == "in_review"


def test_nobody_revives_a_text_that_was_never_approved(editor):
    article = submitted(by=editor)
    with pytest.raises(workflow.NotPossible):
        workflow.move(article, "reinstate", by=editor)


def test_who_changed_and_reverted_has_changed_nothing_since_the_approval(reviewer):
    both = make_user("editor", "reviewer")
    article = make_approved(make_article(title="As it was"), by=reviewer)
    edit(article, by=both, title="Changed")
    edit(article, by=both, title="As it was")
    article = edit(article, by=article.editor, title="Another")
    assert workflow.move(article, "approve", by=both).status == "approved"


def test_a_withdrawal_names_field_and_person_and_tells_the_reviewer(reviewer, editor):
    article = make_approved(make_article(by=editor), by=reviewer)
    edit(article, by=editor, byline="Somebody else")
    review = Review.objects.get()
    assert (review.withdrawn_by, review.withdrawn_because) == (editor, "Changed: Byline.")
    assert told("withdrawn") == [(reviewer, "withdrawn", "Changed: Byline.")]


def test_an_answer_is_taken_back_within_ten_seconds(reviewer):
    article = submitted()
    workflow.move(article, "approve", by=reviewer)
    article = workflow.move(article, "undo", by=reviewer)
    assert (article.status, answers.approval_of(article)) == ("in_review", None)
    assert told("approved") == []
    assert Review.objects.get().undone_at is not None
    assert article.records.first().verb == "undo"


def test_a_return_taken_back_leaves_no_remark_and_keeps_the_approvals_before(reviewer, editor):
    both = make_user("editor", "reviewer")
    article = make_approved(make_article(by=both), by=reviewer)
    article = edit(article, by=editor, title="Changed")
    workflow.move(article, "return", by=reviewer, note="No.")
    article = workflow.move(article, "undo", by=reviewer)
    assert Remark.objects.count() == 0
    assert workflow.move(article, "approve", by=both).status == "approved"


@pytest.mark.parametrize("late", [False, True])
def test_nobody_else_takes_it_back_and_nobody_later(reviewer, late):
    article = submitted()
    workflow.move(article, "approve", by=reviewer)
    if late:
        Review.objects.update(at=timezone.now() - datetime.timedelta(seconds=UNDO_SECONDS + 1))
    with pytest.raises(PermissionDenied):
        workflow.move(article, "undo", by=reviewer if late else make_user("reviewer"))


def test_a_return_is_not_taken_back_with_what_somebody_answered(reviewer, editor):
    article = submitted(by=editor)
    article = workflow.move(article, "return", by=reviewer, note="Which year?")
    answer = remarks.write(article, by=editor, text="The last one.", answers=article.remarks.get())
    with pytest.raises(NotPossible, match="answered your remark already"):
        workflow.move(article, "undo", by=reviewer)
    assert answer in article.remarks.all()


def test_words_to_a_remark_that_was_taken_back_meanwhile_stand_by_themselves(reviewer, editor):
    article = submitted(by=editor)
    article = workflow.move(article, "return", by=reviewer, note="Which year?")
    head = article.remarks.get()
    workflow.move(article, "undo", by=reviewer)
    assert remarks.write(article, by=editor, text="The last one.", answers=head).answers is None


def test_an_answer_is_sent_on_only_when_it_can_no_longer_be_undone(reviewer, editor):
    article = submitted(by=editor)
    workflow.move(article, "return", by=reviewer, note="Check the figure.")
    now = timezone.now()
    returned = Notification.objects.filter(event="returned")
    assert [row.note for row in returned] == ["Check the figure."]
    assert [len(returned.ripe(now + datetime.timedelta(seconds=late))) for late in (0, UNDO_SECONDS + 1)] == [0, 1]


def test_submitting_tells_the_reviewer_it_was_given_to_or_else_all_who_may_answer(editor):
    one, other, author = make_user("reviewer"), make_user("reviewer"), make_user("editor", "reviewer")
    article = submitted(by=author)
    assert {person for person, _event, _note in told("submitted")} == {one, other}
    workflow.move(article, "recall", by=author)
    Notification.objects.all().delete()
    Article.objects.update(reviewer=other)
    workflow.move(article, "submit", by=author)
    assert told("submitted") == [(other, "submitted", "")]


def test_nobody_is_told_of_an_act_of_their_own(reviewer):
    both = make_user("editor", "reviewer")
    article = submitted(by=both)
    Article.objects.update(editor=reviewer)
    workflow.move(article, "approve", by=reviewer)
    assert told("approved") == []


def test_what_changed_is_told_since_the_person_last_saw_it(reviewer, editor):
    article = submitted(by=editor, title="First")
    assert sights.since(article, reviewer).kind == "none"
    workflow.move(article, "return", by=reviewer, note="Another title, please.")
    article = edit(article, by=editor, title="Second")
    found = sights.since(article, reviewer)
    assert (found.kind, found.content["title"]) == ("seen", "First")


def test_else_since_the_last_approval(reviewer, editor):
    article = make_approved(make_article(by=editor, title="First"), by=reviewer)
    article = edit(article, by=editor, title="Second")
    found = sights.since(article, make_user("reviewer"))
    assert (found.kind, found.content["title"], found.by) == ("approved", "First", reviewer)


def test_an_answer_taken_back_was_not_seen(reviewer, editor):
    article = submitted(by=editor, title="First")
    sights.saw(article, reviewer)
    article = edit(article, by=editor, title="Second")
    workflow.move(article, "approve", by=reviewer)
    workflow.move(article, "undo", by=reviewer)
    assert sights.since(article, reviewer).content["title"] == "First"


def test_a_text_that_is_another_by_now_was_not_seen(reviewer, editor):
    article = submitted(by=editor)
    assert sights.saw(article, reviewer, seen="0" * 64) is False
    assert sights.since(article, reviewer).kind == "none"


def test_one_claims_and_the_other_is_told_who_has_it(reviewer):
    article = submitted()
    claims.claim(article, by=reviewer)
    with pytest.raises(workflow.NotPossible) as refused:
        claims.claim(Article.objects.get(pk=article.pk), by=make_user("reviewer"))
    assert str(refused.value) == "Rolf Reviewer has taken this article already."
    claims.let_go(Article.objects.get(pk=article.pk), by=reviewer)
    assert Article.objects.get(pk=article.pk).reviewer is None
    assert [record.verb for record in article.records.all()[:2]] == ["let go", "claim"]


def test_nobody_claims_their_own_text():
    both = make_user("editor", "reviewer")
    with pytest.raises(PermissionDenied):
        claims.claim(submitted(by=both), by=both)


def test_a_claim_of_another_is_not_let_go(reviewer):
    article = submitted()
    claims.claim(article, by=reviewer)
    with pytest.raises(PermissionDenied):
        claims.let_go(Article.objects.get(pk=article.pk), by=make_user("reviewer"))


def test_the_plan_asks_no_more_for_many_answers_than_for_few(client, reviewer):
    section = make_issue().sections.first()
    client.force_login(reviewer)

    def approved(count):
        for _index in range(count):
            make_approved(make_article(section), by=reviewer)

    assert_same_queries(client, f"/desk/issues/{section.issue_id}/", approved)


def test_publishing_checks_the_hash_of_the_very_text_it_freezes(publisher, monkeypatch):
    """An edit that was saved between the look through the issue and the freezing of it."""
    issue = make_ready_issue(articles=1)
    checked = workflow.preflight.blockers

    def slips_in(issue):
        found = checked(issue)
        Article.objects.update(title="Slipped in")
        return found

    monkeypatch.setattr(workflow.preflight, "blockers", slips_in)
    with pytest.raises(workflow.NotPossible) as refused:
        workflow.move(issue, "publish", by=publisher)
    assert refused.value.reasons == ["“Slipped in” is not the text that was approved."]
    issue.refresh_from_db()
    assert issue.status == "planned"

import pytest
from django.core.exceptions import PermissionDenied

from editorial import answers, revisions, workflow
from editorial.models import Article, Issue, Record
from editorial.permissions import CLOCK, COMMAND_LINE, MILL
from tests.factories import make_approved, make_article, make_issue, make_ready_issue, make_user

pytestmark = pytest.mark.django_db

ROLES = ["editor", "reviewer", "publisher", "administrator", "nobody"]
ACTORS = {"mill": MILL, "clock": CLOCK, "command line": COMMAND_LINE}

# verb: (from, to, roles that may). Written out again here on purpose: the table is law, and this is its witness.
ARTICLE_LAW = {
    "submit": ({"draft", "returned"}, "in_review", {"editor", "publisher"}),
    "recall": ({"in_review"}, "draft", {"editor", "publisher"}),
    "approve": ({"in_review"}, "approved", {"reviewer"}),
    "return": ({"in_review", "approved"}, "returned", {"reviewer"}),
    # Nobody has just answered, and no text was approved before: what these two do then is tested by itself.
    "undo": (set(), "in_review", set()),
    "amend": ({"approved"}, "in_review", {"editor", "publisher"}),
    "reinstate": (set(), "approved", {"editor", "publisher"}),
    "spike": ({"draft", "returned", "in_review", "approved"}, "spiked", {"editor", "publisher"}),
    "revive": ({"spiked"}, "draft", {"editor", "publisher"}),
}
ISSUE_LAW = {
    "publish": ({"planned", "correcting"}, "publishing", {"publisher"}),
    "schedule": ({"planned"}, "scheduled", {"publisher"}),
    "unschedule": ({"scheduled"}, "planned", {"publisher"}),
    "release": ({"scheduled"}, "publishing", {"clock"}),
    "complete": ({"publishing"}, "published", {"mill"}),
    "fail": ({"publishing"}, "planned", {"mill"}),
    "stop": ({"publishing"}, "planned", {"publisher"}),
    "correct": ({"published"}, "correcting", {"publisher"}),
    "withdraw": ({"published"}, "withdrawn", {"publisher"}),
}


def person(role):
    return ACTORS.get(role) or make_user(role)


def attempt(subject, verb, by):
    """Status after the attempt, or the name of the error."""
    try:
        return workflow.move(subject, verb, by=by, note="because").status
    except (PermissionDenied, workflow.NotPossible) as error:
        return type(error).__name__


def expected(law, verb, status, role):
    sources, target, roles = law[verb]
    if role not in roles:
        return "PermissionDenied"
    return target if status in sources else "NotPossible"


def test_the_law_names_every_verb():
    assert set(workflow.MOVES[Article]) == set(ARTICLE_LAW)
    assert set(workflow.MOVES[Issue]) == set(ISSUE_LAW)


@pytest.mark.parametrize("verb", ARTICLE_LAW)
@pytest.mark.parametrize("status", Article.Status.values)
@pytest.mark.parametrize("role", [*ROLES, *ACTORS])
def test_article_every_status_verb_and_role(verb, status, role):
    by = person(role)
    writes = role in {"editor", "publisher"}
    article = make_article(by=by if writes else make_user("editor"))
    Article.objects.filter(pk=article.pk).update(status=status)
    outcome = attempt(article, verb, by)
    assert outcome == expected(ARTICLE_LAW, verb, status, role)
    article.refresh_from_db()
    assert article.status == (outcome if outcome in Article.Status.values else status)


@pytest.mark.parametrize("verb", ISSUE_LAW)
@pytest.mark.parametrize("status", Issue.Status.values)
@pytest.mark.parametrize("role", [*ROLES, *ACTORS])
def test_issue_every_status_verb_and_role(verb, status, role, future, moment):
    issue = make_ready_issue(articles=1)
    dates = {"publish_at": future}
    if status in {"published", "correcting", "withdrawn"}:
        dates["published_at"] = moment
    Issue.objects.filter(pk=issue.pk).update(status=status, **dates)
    outcome = attempt(issue, verb, person(role))
    assert outcome == expected(ISSUE_LAW, verb, status, role)
    issue.refresh_from_db()
    assert issue.status == (outcome if outcome in Issue.Status.values else status)


@pytest.mark.parametrize("status", Article.Status.values)
@pytest.mark.parametrize("role", ROLES)
def test_buttons_are_exactly_the_moves_that_work(status, role):
    by = make_user(role)
    article = make_article(by=by if role in {"editor", "publisher"} else make_user("editor"))
    Article.objects.filter(pk=article.pk).update(status=status)
    article.refresh_from_db()
    buttons = {verb for verb, _move in workflow.open_moves(article, by)}
    assert buttons == {
        verb
        for verb in ARTICLE_LAW
        if workflow.MOVES[Article][verb].is_offered
        and expected(ARTICLE_LAW, verb, status, role) in Article.Status.values
    }


def test_every_move_leaves_a_record(editor):
    article = make_article(by=editor)
    workflow.move(article, "submit", by=editor, note="please")
    record = Record.objects.filter(article=article).latest("pk")
    assert (record.by, record.actor, record.verb, record.from_status, record.to_status, record.note) == (
        editor,
        "Edith Editor",
        "submit",
        "draft",
        "in_review",
        "please",
    )


def test_a_refused_move_leaves_no_record(reviewer):
    article = make_article()
    before = Record.objects.count()
    with pytest.raises(workflow.NotPossible):
        workflow.move(article, "approve", by=reviewer)
    assert Record.objects.count() == before


def test_return_needs_a_remark(reviewer, editor):
    article = workflow.move(make_article(by=editor), "submit", by=editor)
    with pytest.raises(workflow.NotPossible):
        workflow.move(article, "return", by=reviewer, note="  ")
    workflow.move(article, "return", by=reviewer, note="Check the figure.")
    assert [remark.text for remark in article.remarks.all()] == ["Check the figure."]


def test_nobody_approves_their_own_text_whatever_their_roles():
    both = make_user("editor", "reviewer", "publisher", "administrator")
    both.is_superuser = True
    both.save()
    article = workflow.move(make_article(by=both), "submit", by=both)
    with pytest.raises(PermissionDenied):
        workflow.move(article, "approve", by=both)


def test_an_earlier_writer_may_approve_what_another_changed_after_an_approval():
    writer, second = make_user("editor", "reviewer"), make_user("editor", "reviewer")
    article = make_approved(make_article(by=writer))
    edit(article, by=second, title="Another title")
    with pytest.raises(PermissionDenied):
        workflow.move(article, "approve", by=second)
    assert workflow.move(article, "approve", by=writer).status == "approved"


def test_a_returned_text_counts_as_unapproved_again():
    writer = make_user("editor", "reviewer")
    article = make_approved(make_article(by=writer))
    workflow.move(article, "return", by=make_user("reviewer"), note="No.")
    article = workflow.move(article, "submit", by=writer)
    with pytest.raises(PermissionDenied):
        workflow.move(article, "approve", by=writer)


def edit(article, *, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return revisions.keep(article, by=by)


CHANGES = {
    "title": "Other",
    "parallel_title": "Другой",
    "country": "India",
    "month": 10,
    "year": 2025,
    "published_on": "2026-11-11",
    "byline": "B. Writer",
    "source_name": "Other Post",
    "source_url": "https://post.example/1",
    "body": "<p>Other.</p>",
}


@pytest.mark.parametrize("field", CHANGES)
def test_an_edit_of_a_printed_field_withdraws_the_approval_and_names_it(field, editor):
    article = make_approved(make_article(by=editor))
    edit(article, by=editor, **{field: CHANGES[field]})
    article.refresh_from_db()
    record = article.records.latest("pk")
    label = str(Article._meta.get_field(field).verbose_name)
    assert article.status == "in_review"
    assert (record.verb, record.note) == ("amend", f"Changed: {label[:1].upper()}{label[1:]}.")
    assert answers.approval_of(article) is None


def test_keywords_and_illustrations_are_printed_too(editor):
    article = make_approved(make_article(by=editor))
    article.set_keywords(["pensions"])
    revisions.keep(article, by=editor)
    assert article.records.latest("pk").note == "Changed: Keywords."
    make_approved_again = workflow.move(article, "approve", by=make_user("reviewer"))
    make_approved_again.illustrations.create(caption="A ship")
    revisions.keep(article, by=editor)
    assert article.records.latest("pk").note == "Changed: Illustrations."


def test_an_edit_that_changes_nothing_withdraws_nothing(editor):
    article = make_approved(make_article(by=editor))
    assert edit(article, by=editor, title=article.title) is None
    article.refresh_from_db()
    assert article.status == "approved"


def test_an_answer_to_another_text_than_the_one_seen_is_refused(editor, reviewer):
    article = workflow.move(make_article(by=editor), "submit", by=editor)
    seen = article.revisions.first().fingerprint
    edit(article, by=editor, title="Changed meanwhile")
    with pytest.raises(workflow.NotPossible):
        workflow.move(article, "approve", by=reviewer, seen=seen)


def test_publishing_names_every_blocker(publisher):
    issue = make_issue()
    make_article(issue.sections.first(), title="One")
    make_article(issue.sections.first(), title="Two")
    with pytest.raises(workflow.NotPossible) as refused:
        workflow.move(issue, "publish", by=publisher)
    assert refused.value.reasons == ["“One” is draft, not approved.", "“Two” is draft, not approved."]


def test_publishing_checks_the_text_itself_not_the_status(publisher):
    issue = make_ready_issue(articles=1)
    Article.objects.update(title="Slipped in")
    with pytest.raises(workflow.NotPossible) as refused:
        workflow.move(issue, "publish", by=publisher)
    assert refused.value.reasons == ["“Slipped in” is not the text that was approved."]


def test_articles_of_a_frozen_issue_do_not_move(reviewer, moment):
    issue = make_ready_issue(articles=1)
    Issue.objects.filter(pk=issue.pk).update(status="published", published_at=moment)
    with pytest.raises(workflow.NotPossible):
        workflow.move(Article.objects.get(), "return", by=reviewer, note="Too late.")


def test_a_failed_correction_goes_back_to_correcting(moment):
    issue = make_ready_issue(articles=1)
    Issue.objects.filter(pk=issue.pk).update(status="publishing", published_at=moment)
    issue = workflow.move(issue, "fail", by=MILL, note="No space left.")
    assert (issue.status, issue.failure) == ("correcting", "No space left.")


@pytest.fixture
def moment():
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def future(moment):
    import datetime

    return moment + datetime.timedelta(hours=1)

import pytest
from django.core.exceptions import PermissionDenied

from editorial import answers, planning, preflight, rollover, sections, workflow
from editorial.models import Article, Issue
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_published_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(make_bulletin(sections=("Work", "Culture")))


def test_unapproved_ones_are_suggested(issue, editor):
    section = issue.sections.first()
    approved = make_approved(make_article(section, by=editor))
    draft, waiting = make_article(section, by=editor), make_article(section, by=editor)
    workflow.move(waiting, "submit", by=editor)
    make_article(bulletin=issue.bulletin)
    assert [(article, article.suggested) for article in rollover.candidates(issue)] == [
        (approved, False),
        (draft, True),
        (waiting, True),
    ]


def test_an_approval_goes_with_its_text(issue, editor):
    article = make_approved(make_article(issue.sections.first(), by=editor))
    result = rollover.roll_over(issue, [article], by=editor, note="No room")
    moved = Article.objects.for_printing().get(pk=article.pk)
    assert (moved.status, moved.issue, moved.section.title) == ("approved", result.issue, "Work")
    approval = answers.approval_of(moved)
    assert (approval.withdrawn_at, approval.fingerprint) == (None, moved.revisions.first().fingerprint)
    assert preflight.blockers(result.issue) == []
    assert moved.revisions.count() == 1


def test_into_the_planned_one_at_the_end_of_the_same_section(issue, editor):
    later = make_issue(issue.bulletin, number=48)
    there = make_article(later.sections.get(title="Culture"), by=editor)
    make_issue(issue.bulletin, number=50)
    culture = issue.sections.get(title="Culture")
    one, two = make_article(culture, by=editor), make_article(culture, by=editor)
    result = rollover.roll_over(issue, [one, two], by=editor)
    assert (result.issue, result.planned, result.loose) == (later, False, [])
    assert list(later.sections.get(title="Culture").articles.order_by("position")) == [there, one, two]
    assert not culture.articles.exists()


def test_the_next_is_planned_if_there_is_none(issue, editor):
    make_published_at(make_issue(issue.bulletin, number=47))
    result = rollover.roll_over(issue, [make_article(issue.sections.first(), by=editor)], by=editor)
    assert (result.issue.label, result.planned) == ("48.2026", True)


def test_without_such_a_section_it_waits_in_the_pool(issue, editor):
    section = sections.add_section(issue, "This week only", by=editor)
    article = make_article(section, by=editor)
    result = rollover.roll_over(issue, [article], by=editor)
    article.refresh_from_db()
    assert (result.loose, article.section) == ([article], None)


def test_the_reason_is_recorded_with_both_issues(issue, editor):
    articles = [make_article(issue.sections.first(), by=editor) for _each in range(2)]
    result = rollover.roll_over(issue, articles, by=editor, note="No room")
    assert issue.records.get(verb="roll over").note == "46.2026 → 47.2026: 2. No room"
    assert list(result.issue.records.filter(verb="roll over").values_list("note", flat=True)) == ["No room", "No room"]


def test_all_or_none(issue, editor):
    here, gone = (make_article(issue.sections.first(), by=editor) for _each in range(2))
    planning.place(gone, None, by=editor)
    with pytest.raises(workflow.NotPossible, match="no longer in this issue"):
        rollover.roll_over(issue, [here, gone], by=editor)
    here.refresh_from_db()
    assert (here.issue, Issue.objects.count()) == (issue, 1)


def test_who_may_and_from_where(issue, editor, reviewer):
    article = make_article(issue.sections.first(), by=editor)
    with pytest.raises(PermissionDenied):
        rollover.roll_over(issue, [article], by=reviewer)
    make_published_at(issue)
    with pytest.raises(workflow.NotPossible, match="is published"):
        rollover.roll_over(issue, [article], by=editor)
    assert Issue.objects.count() == 1

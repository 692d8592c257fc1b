import pytest

from editorial import assigning, bulk, workflow
from editorial.content import fingerprint, printed
from editorial.models import Article, Notification, Record, Review
from editorial.permissions import UNDO_SECONDS
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_published_at, make_user

pytestmark = pytest.mark.django_db


def told(outcome):
    return [article.title for article in outcome.done], {each.article.title: each.reason for each in outcome.refused}


@pytest.fixture
def issue():
    return make_issue(make_bulletin(sections=("One", "Two")))


@pytest.fixture
def section(issue):
    return issue.sections.first()


def test_submit_what_can_be_submitted(section, editor):
    mine, theirs = make_article(section, by=editor, title="Mine"), make_article(section, title="Theirs")
    done = make_approved(make_article(section, by=editor, title="Done"))
    assert told(bulk.submit([mine, theirs, done], by=editor)) == (
        ["Mine"],
        {
            "Theirs": "Only the article's own editor may do this.",
            "Done": "This is approved by now; somebody may have been faster than you.",
        },
    )
    assert list(Article.objects.order_by("pk").values_list("status", flat=True)) == ["in_review", "draft", "approved"]


def test_place_in_the_order_given(issue, section, editor):
    a, b = (make_article(section, by=editor, title=title) for title in "AB")
    spiked = workflow.move(make_article(bulletin=issue.bulletin, title="S"), "spike", by=editor)
    two = issue.sections.last()
    done, refused = told(bulk.place([b, a, spiked], two, by=editor))
    assert (done, refused) == (["B", "A"], {"S": "The article is spiked. Revive it before you place it."})
    assert list(two.articles.order_by("position")) == [b, a]
    assert told(bulk.place([a], None, by=make_user("reviewer"))) == ([], {"A": "Only editors may assemble issues."})


def test_keywords_are_added_and_removed_as_an_edit(section, editor):
    bare = make_article(section, by=editor, title="Bare", keywords=())
    has = make_approved(make_article(section, by=editor, title="Has", keywords=("Мир", "wages")))
    assert told(bulk.add_keyword([bare, has], "мир", by=editor)) == (["Bare"], {"Has": "It has this keyword already."})
    has.refresh_from_db()
    assert (has.status, bare.revisions.first().by) == ("approved", editor)
    assert told(bulk.remove_keyword([bare, has], "WAGES", by=editor)) == (
        ["Has"],
        {"Bare": "It does not have this keyword."},
    )
    has = Article.objects.get(pk=has.pk)
    assert (has.keyword_names(), has.status) == (["Мир"], "in_review")


def test_a_frozen_issue_refuses_every_act(issue, section, editor, reviewer):
    articles = [make_article(section, by=editor, title="A")]
    make_published_at(issue)
    acts = [
        bulk.submit(articles, by=editor),
        bulk.place(articles, None, by=editor),
        bulk.add_keyword(articles, "new", by=editor),
        bulk.assign_editor(articles, editor, by=editor),
        bulk.assign_reviewer(articles, reviewer, by=editor),
    ]
    for outcome in acts:
        done, refused = told(outcome)
        assert done == []
        assert "Issue 46.2026 is published" in refused["A"]


class TestAssigning:
    def test_is_recorded_once(self, section, editor, reviewer):
        article, other = make_article(section, by=editor), make_user("editor", name="Otto Other")
        for _again in range(2):
            assigning.assign_editor(article, other, by=editor)
            assigning.assign_reviewer(article, reviewer, by=editor)
        article.refresh_from_db()
        assert (article.editor, article.reviewer, article.revisions.count()) == (other, reviewer, 1)
        assert list(Record.objects.filter(verb__startswith="assign").order_by("pk").values_list("verb", "note")) == [
            ("assign editor", "Otto Other"),
            ("assign reviewer", "Rolf Reviewer"),
        ]
        assigning.assign_reviewer(article, None, by=editor)
        article.refresh_from_db()
        assert article.reviewer is None

    def test_only_who_may_answer_for_it(self, section, editor, reviewer):
        wrote = make_user("editor", "reviewer", name="Both")
        article = make_article(section, by=wrote, title="A")
        asleep = make_user("reviewer", is_active=False)
        reasons = [
            told(bulk.assign_reviewer([article], person, by=editor))[1]["A"] for person in (editor, asleep, wrote)
        ]
        assert reasons == [
            "Choose somebody who may approve articles.",
            "Choose somebody who may approve articles.",
            "Both wrote or edited this text; somebody else has to approve it.",
        ]
        assert told(bulk.assign_editor([article], reviewer, by=editor)) == (
            [],
            {"A": "Choose somebody who may write articles."},
        )

    def test_only_editors_assign_and_reviewers_hand_on_what_is_theirs(self, section, editor, reviewer):
        article, other = make_article(section, title="A"), make_user("reviewer")
        refused = {"A": "Only editors may assign articles, and reviewers hand on what is theirs."}
        assert told(bulk.assign_reviewer([article], reviewer, by=reviewer)) == ([], refused)
        assigning.assign_reviewer(article, reviewer, by=editor)
        assert told(bulk.assign_reviewer([article], other, by=reviewer)) == (["A"], {})
        assert told(bulk.assign_reviewer([article], reviewer, by=reviewer)) == ([], refused)
        assert told(bulk.assign_editor([article], editor, by=reviewer))[1] == {"A": "Only editors may assign articles."}

    def test_who_it_is_given_to_is_told_once(self, section, editor, reviewer):
        article = make_article(section, by=editor)
        for _again in range(2):
            assigning.assign_reviewer(article, reviewer, by=editor)
        assigning.assign_reviewer(article, None, by=editor)
        assert [(row.person, row.event, row.by) for row in Notification.objects.all()] == [
            (reviewer, "assigned", editor)
        ]


def test_an_act_that_breaks_off_approves_nothing(section, editor, reviewer, monkeypatch):
    articles = [workflow.move(make_article(section, by=editor), "submit", by=editor) for _each in range(3)]
    seen = {each.pk: fingerprint(printed(each)) for each in articles}
    move = workflow.move

    def break_off(article, *args, **fields):
        if article == articles[2]:
            raise ConnectionError
        return move(article, *args, **fields)

    monkeypatch.setattr(workflow, "move", break_off)
    with pytest.raises(ConnectionError):
        bulk.approve(articles, by=reviewer, seen=seen)
    assert set(Article.objects.values_list("status", flat=True)) == {"in_review"}


def test_what_was_approved_together_is_told_and_taken_back_by_one_clock(section, editor, reviewer):
    articles = [workflow.move(make_article(section, by=editor), "submit", by=editor) for _each in range(3)]
    bulk.approve(articles, by=reviewer, seen={each.pk: fingerprint(printed(each)) for each in articles})
    (moment,) = set(Review.objects.values_list("at", flat=True))
    (ready,) = set(Notification.objects.filter(event="approved").values_list("ready_at", flat=True))
    assert (ready - moment).total_seconds() == UNDO_SECONDS

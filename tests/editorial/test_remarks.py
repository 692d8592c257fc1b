import pytest
from django.core.exceptions import PermissionDenied

from editorial import preflight, remarks, threads, workflow
from editorial.models import Article, Notification
from editorial.revisions import keep
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_user

pytestmark = pytest.mark.django_db


def told():
    rows = Notification.objects.filter(remark__isnull=False).order_by("pk")
    return [(row.person.name, row.event) for row in rows]


def rewrite(article, body, *, by):
    article.body = body
    article.save()
    keep(article, by=by)


class TestWriting:
    def test_it_holds_what_it_is_about_and_says_so_in_the_history(self, editor, reviewer):
        article = make_article(by=editor, body="<p>What the year had wrought.</p>")
        remark = remarks.write(
            article, by=reviewer, text="brought?", field="body", passage="wrought", before="x" * 300, after="." * 300
        )
        assert (remark.revision, len(remark.before), len(remark.after)) == (1, 120, 120)
        record = article.records.get(verb="remark")
        assert (record.by, record.note) == (reviewer, "brought?")

    def test_an_answer_belongs_to_the_first_remark(self, editor, reviewer):
        article = make_article(by=editor)
        head = remarks.write(article, by=reviewer, text="Why?")
        answer = remarks.write(article, by=editor, text="Because.", answers=head)
        again = remarks.write(article, by=reviewer, text="Fine.", answers=answer)
        assert (answer.answers, again.answers) == (head, head)
        assert [each.text for each in threads.of(article, editor).open[0].answers] == ["Because.", "Fine."]

    def test_a_field_nobody_knows_is_the_whole_article(self, editor):
        assert remarks.write(make_article(), by=editor, text="x", field="nonsense").field == ""

    @pytest.mark.parametrize("role", ["administrator", None])
    def test_not_everybody_writes(self, role):
        with pytest.raises(PermissionDenied):
            remarks.write(make_article(), by=make_user(*filter(None, [role])), text="x")

    def test_an_approval_stays_and_a_frozen_issue_takes_remarks(self, reviewer):
        issue = make_issue()
        article = make_approved(make_article(issue.sections.first()))
        make_published_at(issue)
        remark = remarks.write(article, by=reviewer, text="For the correction.")
        assert remarks.resolve(remark, by=reviewer)
        article.refresh_from_db()
        assert (article.status, article.reviews.get().withdrawn_at) == ("approved", None)


class TestTelling:
    def test_the_editor_and_who_spoke_but_never_oneself(self, editor, reviewer, publisher):
        article = make_article(by=editor)
        head = remarks.write(article, by=reviewer, text="Why?")
        remarks.write(article, by=publisher, text="Indeed.", answers=head)
        remarks.write(article, by=editor, text="Because.", answers=head)
        assert told() == [
            ("Edith Editor", "remarked"),
            ("Edith Editor", "remarked"),
            ("Rolf Reviewer", "remarked"),
            ("Rolf Reviewer", "remarked"),
            ("Paula Publisher", "remarked"),
        ]

    def test_who_is_named_is_told_so_and_only_once(self, editor, reviewer, publisher):
        article = make_article(by=editor)
        remark = remarks.write(article, by=reviewer, text="@Edith Editor @Paula Publisher @Edith Editor @Rolf Reviewer")
        assert told() == [("Edith Editor", "mentioned"), ("Paula Publisher", "mentioned")]
        assert set(remark.mentions.all()) == {editor, publisher, reviewer}

    def test_a_return_names_people_too_once_it_stands(self, editor, reviewer, publisher):
        article = workflow.move(make_article(by=editor), "submit", by=editor)
        workflow.move(article, "return", by=reviewer, note="@Paula Publisher, @Edith Editor: see the figure")
        assert sorted(told()) == [("Edith Editor", "returned"), ("Paula Publisher", "mentioned")]
        ripe = Notification.objects.filter(remark__isnull=False).ripe()
        assert ripe.count() == 0
        workflow.move(Article.objects.get(pk=article.pk), "undo", by=reviewer)
        assert told() == []


class TestResolving:
    def test_resolved_and_reopened_once_each(self, editor, reviewer):
        article = make_article(by=editor)
        remark = remarks.write(article, by=reviewer, text="Why?")
        assert [remarks.resolve(remark, by=editor), remarks.resolve(remark, by=reviewer)] == [True, False]
        remark.refresh_from_db()
        assert remark.resolved_by == editor
        assert [remarks.reopen(remark, by=reviewer), remarks.reopen(remark, by=reviewer)] == [True, False]
        remark.refresh_from_db()
        assert (remark.resolved_at, remark.resolved_by) == (None, None)
        verbs = list(article.records.order_by("pk").values_list("verb", flat=True))
        assert verbs == ["remark", "resolve remark", "reopen remark"]

    def test_who_may(self, editor, reviewer, publisher):
        author, other = make_user("editor"), make_user("editor")
        article = make_article(by=editor)
        for person in (editor, author, reviewer, publisher):
            assert remarks.resolve(remarks.write(article, by=author, text="x"), by=person)
        remark = remarks.write(article, by=author, text="x")
        for person in (other, make_user("administrator"), make_user()):
            with pytest.raises(PermissionDenied):
                remarks.resolve(remark, by=person)

    def test_an_answer_is_settled_with_its_remark(self, editor, reviewer):
        article = make_article(by=editor)
        head = remarks.write(article, by=reviewer, text="Why?")
        assert remarks.resolve(remarks.write(article, by=editor, text="x", answers=head), by=reviewer) is False


class TestThreads:
    def test_the_words_are_kept_when_the_text_is_edited(self, editor, reviewer):
        article = make_article(by=editor, body="<p>The duo of leaders exuded confidence that day.</p><p>More.</p>")
        remark = {"by": reviewer, "text": "Who?", "field": "body", "passage": "The duo of leaders exuded confidence"}
        remarks.write(article, **remark, after="that day.")
        states = []
        for body in (article.body, "<p>Both leaders exuded confidence that day.</p>", "<p>Nothing.</p>"):
            rewrite(article, body, by=editor)
            thread = threads.of(article, editor).open[0]
            states.append((bool(thread.place), thread.is_changed, thread.is_gone, thread.head.passage))
        words = "The duo of leaders exuded confidence"
        assert states == [(True, False, False, words), (True, True, False, words), (False, False, True, words)]

    def test_open_ones_stand_in_the_order_of_the_text(self, editor, reviewer):
        article = make_article(by=editor, title="A title", body="<p>One two.</p><p>Three.</p>")
        for field, passage in (("body", "Three"), ("body", "One"), ("title", "title"), ("", "")):
            remarks.write(article, by=reviewer, text=passage or "all", field=field, passage=passage)
        resolved = remarks.write(article, by=reviewer, text="done")
        remarks.resolve(resolved, by=editor)
        found = threads.of(article, editor)
        assert [(each.head.text, each.number) for each in found.open] == [
            ("all", 0),
            ("title", 1),
            ("One", 2),
            ("Three", 3),
        ]
        assert [each.head.text for each in found.resolved] == ["done"]


class TestBeforePublishing:
    def test_open_remarks_are_a_warning_and_no_obstacle(self, editor, reviewer):
        issue = make_issue()
        section = issue.sections.first()
        two, one = make_article(section, title="Two", by=editor), make_article(section, title="One", by=editor)
        for article in (two, two, one):
            remark = remarks.write(article, by=reviewer, text="x")
        remarks.write(article, by=editor, text="an answer is none", answers=remark)
        make_article(section, title="None")
        found = [each for each in preflight.findings(issue) if each.field == "remarks"]
        assert [(each.message, each.article, each.blocks) for each in found] == [
            ("2 remarks on “Two” are open.", two, False),
            ("1 remark on “One” is open.", one, False),
        ]
        remarks.resolve(remark, by=reviewer)
        assert [each.article for each in preflight.findings(issue) if each.field == "remarks"] == [two]

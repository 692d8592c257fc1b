"""The reviewer's screen over HTTP, as it works without a script too."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial import claims, revisions, sights, workflow
from editorial.models import Article, Notification, Remark, Review
from tests.editorial.desk.counting import assert_same_queries
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_published_at, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(make_bulletin(sections=("One",)))


@pytest.fixture
def waiting(issue):
    """Make an article that waits for an answer."""

    def submitted(title="Title", *, due_in=None, **fields):
        article = make_article(issue.sections.first(), title=title, **fields)
        if due_in is not None:
            Article.objects.filter(pk=article.pk).update(due_at=timezone.now() + datetime.timedelta(days=due_in))
        return workflow.move(article, "submit", by=article.editor)

    return submitted


@pytest.fixture
def desk(sign_in, reviewer):
    return sign_in(reviewer)


def url(article=None):
    return reverse("desk:review", args=[article.pk] if article else [])


def answer(browser, article, verb, *, seen=None, follow=True, **more):
    if seen is None:
        seen = browser.get(url(article)).context["seen"]
    return browser.post(f"{url(article)}answer/", {"verb": verb, "seen": seen, **more}, follow=follow)


def edit(article, *, by=None, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    revisions.keep(article, by=by or article.editor)


def titles(browser):
    lines = browser.get(url()).context["lines"]
    return ["".join(article.title for article in rows) for rows in lines]


def status(article):
    return Article.objects.get(pk=article.pk).status


class TestTheList:
    def test_mine_then_what_nobody_has_then_what_others_have_and_what_is_barred(self, desk, waiting, reviewer):
        for title in "ABCD":
            waiting(title)
        claims.claim(Article.objects.get(title="C"), by=reviewer)
        claims.claim(Article.objects.get(title="B"), by=make_user("reviewer"))
        edit(Article.objects.get(title="D"), by=reviewer, byline="Me")
        assert titles(desk) == ["CA", "B", "D"]
        assert "You wrote or edited this text; somebody else has to approve it." in desk.get(url()).content.decode()

    def test_the_oldest_deadline_first_and_without_one_who_waits_longest(self, desk, waiting):
        for title, due_in in {"A": None, "B": 2, "C": -2, "D": None}.items():
            waiting(title, due_in=due_in)
        workflow.move(Article.objects.get(title="A"), "recall", by=Article.objects.get(title="A").editor)
        workflow.move(Article.objects.get(title="A"), "submit", by=Article.objects.get(title="A").editor)
        assert titles(desk)[0] == "CBDA"
        assert "overdue, 2 days late" in desk.get(url()).content.decode()

    def test_the_deadline_of_the_issue_counts_where_the_article_has_none(self, desk, waiting, issue):
        waiting("A", due_in=5)
        type(issue).objects.update(due_at=timezone.now() + datetime.timedelta(days=1))
        waiting("B")
        assert titles(desk)[0] == "BA"

    def test_who_does_not_review_sees_what_waits_and_that_nobody_may_approve_it(self, sign_in, editor, waiting):
        waiting("A")
        page = sign_in(editor).get(url())
        assert page.context["article"] is None
        assert "Nothing waits for your yes." in page.content.decode()
        assert "Nobody may approve it" in page.content.decode()

    def test_what_is_not_mine_has_pages_too(self, desk, waiting, reviewer, monkeypatch):
        monkeypatch.setattr("editorial.views.review.SIZE", 2)
        mine, sofia = waiting("Mine"), make_user("reviewer", name="Sofia Swift")
        rows = [waiting(f"T{number}") for number in range(5)]
        for row in rows:
            claims.claim(row, by=sofia)
        (fold,) = desk.get(url()).context["folds"]
        assert ([row.title for row in fold.page], fold.is_open, fold.before) == (["T0", "T1"], False, "")
        page = desk.get(url(mine) + fold.after)
        (fold,) = page.context["folds"]
        assert ([row.title for row in fold.page], fold.is_open) == (["T2", "T3"], True)
        assert page.context["article"] == mine
        assert 'href="?taken=1#review-taken"' in page.content.decode()
        (fold,) = desk.get(url(rows[4])).context["folds"]
        assert ([row.title for row in fold.page], fold.is_open) == (["T4"], True)

    def test_long_lists_have_pages_and_the_keys_walk_over_all(self, desk, waiting):
        rows = [waiting(f"T{number:02}") for number in range(52)]
        page = desk.get(url(rows[50]))
        assert [row.title for row in page.context["page"]] == ["T50", "T51"]
        assert (page.context["before"], page.context["after"]) == (rows[49].pk, rows[51].pk)

    def test_as_many_queries_for_many_as_for_few(self, desk, waiting, reviewer, issue):
        first = waiting("First")

        def more(count):
            other = make_user("reviewer", "editor")
            for index in range(count):
                article = waiting(str(index), keywords=(f"k{index}", "x"))
                if index % 3 == 1:
                    claims.claim(article, by=other)
                if index % 3 == 2:
                    edit(article, by=reviewer, byline="Me")

        assert_same_queries(desk, url(first), more)

    def test_its_mark_is_another_when_something_came(self, desk, waiting):
        waiting("A")
        address = reverse("desk:review-state")
        mark = desk.get(address)["ETag"]
        assert desk.get(address, headers={"If-None-Match": mark}).status_code == 304
        edit(Article.objects.get(), title="AA")
        assert (changed := desk.get(address, headers={"If-None-Match": mark})).status_code == 200
        assert changed["ETag"] != mark


class TestTheText:
    def test_what_changed_since_this_reviewer_saw_it(self, desk, waiting, reviewer):
        article = waiting(body="<p>Ten thousand came.</p><p>All went.</p>")
        sights.saw(article, reviewer)
        edit(article, body="<p>Twelve thousand came.</p><p>All went.</p>", byline="B. Other")
        page = desk.get(url(article))
        assert page.context["since_said"] == "What changed since you saw it " + (
            f"today at {timezone.localtime():%H:%M}: byline, 1 word"
        )
        assert '<del data-said="removed:">Ten</del><ins data-said="added:">Twelve</ins>' in page.content.decode()

    def test_else_in_full(self, desk, waiting):
        page = desk.get(url(waiting(title="All <new>", body="<p>Text</p>")))
        assert page.context["since_said"] == "New to you, and never approved: it is shown in full."
        text = page.content.decode()
        assert "All &lt;new&gt;" in text
        assert "<ins" not in text

    def test_else_since_the_last_approval(self, sign_in, waiting, reviewer):
        article = waiting(title="One")
        workflow.move(article, "approve", by=reviewer)
        edit(article, title="Two")
        said = sign_in(make_user("reviewer")).get(url(article)).context["since_said"]
        assert said.startswith("What changed since Rolf Reviewer approved it today at")
        assert said.endswith(": title")

    def test_pictures_stand_in_their_places_with_what_changed_in_them(self, desk, waiting, reviewer):
        article = waiting(body="<p>First.</p><p>Last.</p>")
        picture = article.illustrations.create(caption="A crane", place=1, position=0, file="pictures/none.jpg")
        revisions.keep(article, by=article.editor)
        sights.saw(article, reviewer)
        type(picture).objects.update(caption="A red crane")
        revisions.keep(article, by=article.editor)
        text = desk.get(url(article)).content.decode()
        shown = ("First.", "Changed: caption", 'A <ins data-said="added:">red </ins>crane', "Last.")
        places = [text.index(words) for words in shown]
        assert places == sorted(places)
        assert "Alternative text" not in text

    def test_what_stayed_over_many_paragraphs_is_folded(self, desk, waiting, reviewer):
        body = "".join(f"<p>Paragraph {number} stays.</p>" for number in range(9))
        article = waiting(body=body)
        sights.saw(article, reviewer)
        edit(article, body=body.replace("Paragraph 4", "The fourth"))
        text = " ".join(desk.get(url(article)).content.decode().split())
        assert text.count("<summary>3 paragraphs unchanged</summary>") == 2
        assert "</summary> <p>Paragraph 0 stays.</p><p>Paragraph 1 stays.</p><p>Paragraph 2 stays.</p> </d" in text

    def test_a_finding_of_this_very_article(self, desk, waiting):
        assert "has no keyword." in desk.get(url(waiting(keywords=()))).content.decode()

    def test_what_is_not_there(self, desk):
        assert desk.get(reverse("desk:review", args=[999_999])).status_code == 404


class TestAnswers:
    def test_approve_and_the_next_is_open(self, desk, waiting, reviewer):
        one, two = waiting("A"), waiting("B")
        page = answer(desk, one, "approve")
        assert (status(one), page.context["article"]) == ("approved", two)
        assert "“A” approved." in page.content.decode()
        assert f"{one.editor} is told in a few seconds." in page.content.decode()

    def test_after_the_last_comes_the_first_and_then_none(self, desk, waiting):
        one, two = waiting("A"), waiting("B")
        assert answer(desk, two, "approve").context["article"] == one
        assert answer(desk, one, "approve").context["article"] is None

    def test_return_with_a_remark(self, desk, waiting):
        article = waiting("A")
        assert "“A” returned." in answer(desk, article, "return", note="Check it.").content.decode()
        assert (status(article), Remark.objects.get().text) == ("returned", "Check it.")

    def test_a_return_needs_a_remark(self, desk, waiting):
        page = answer(desk, article := waiting(), "return", note=" ")
        assert page.status_code == 409
        assert "Say why" in page.content.decode()
        assert status(article) == "in_review"

    def test_skip_puts_it_last_and_remembers_what_was_seen(self, desk, waiting, reviewer):
        first = waiting("A")
        waiting("B"), waiting("C")
        assert answer(desk, first, "skip").context["article"].title == "B"
        assert titles(desk)[0] == "BCA"
        assert sights.since(first, reviewer).kind == "seen"

    @pytest.mark.parametrize("verb", ["approve", "return"])
    def test_a_text_that_changed_meanwhile_is_not_answered(self, desk, waiting, verb):
        article = waiting("Before")
        seen = desk.get(url(article)).context["seen"]
        edit(article, title="Behind")
        page = answer(desk, article, verb, seen=seen, note="A remark typed at length.")
        assert (page.status_code, status(article)) == (409, "in_review")
        assert "The text has changed since you opened it." in page.content.decode()
        assert page.context["since_said"] == "What changed since you opened it: title"
        assert "A remark typed at length.</textarea>" in page.content.decode()
        assert "A remark typed at length.</textarea>" in desk.get(url(article)).content.decode()

    def test_no_answer_without_saying_to_which_text(self, desk, waiting):
        assert answer(desk, article := waiting(), "approve", seen="").status_code == 409
        assert status(article) == "in_review"

    def test_somebody_was_faster_and_the_next_is_open(self, desk, waiting):
        one, two = waiting("A"), waiting("B")
        seen = desk.get(url(one)).context["seen"]
        workflow.move(one, "approve", by=make_user("reviewer", name="Sofia Swift"))
        page = answer(desk, one, "approve", seen=seen)
        assert page.context["article"] == two
        assert "Somebody was faster than you: Sofia Swift approved it: “A”." in page.content.decode()

    def test_a_remark_does_not_overrule_an_approval_nor_is_it_lost(self, desk, waiting):
        article = waiting("A")
        seen = desk.get(url(article)).context["seen"]
        workflow.move(article, "approve", by=make_user("reviewer", name="Sofia Swift"))
        page = answer(desk, article, "return", seen=seen, was="in_review", note="No, not so.")
        assert (page.status_code, status(article)) == (409, "approved")
        assert "Sofia Swift approved it: “A”. Your remark was not sent; it is kept here." in page.content.decode()
        assert "No, not so.</textarea>" in page.content.decode()
        answer(desk, article, "return", was="approved", note="No, not so.")
        assert status(article) == "returned"

    def test_the_author_is_refused_and_told_why(self, sign_in, waiting):
        both = make_user("editor", "reviewer")
        article = waiting(by=both)
        browser = sign_in(both)
        page = browser.get(url(article))
        assert 'value="approve"' not in page.content.decode()
        assert page.context["why_not_approve"] == "You wrote or edited this text; somebody else has to approve it."
        assert answer(browser, article, "approve").status_code == 403
        assert status(article) == "in_review"

    def test_nobody_else_answers(self, sign_in, editor, waiting):
        article = waiting()
        for verb in ("approve", "return", "claim"):
            assert answer(sign_in(editor), article, verb, note="x").status_code == 403
        assert (status(article), Review.objects.count()) == ("in_review", 0)

    def test_a_frozen_issue(self, desk, waiting, issue):
        article = waiting()
        make_published_at(issue)
        assert answer(desk, article, "approve").status_code == 409
        assert status(article) == "in_review"

    def test_an_act_that_is_none(self, desk, waiting):
        assert answer(desk, waiting(), "spike").status_code == 404


class TestUndo:
    def test_it_is_open_again_with_the_remark_in_its_field(self, desk, waiting):
        article = waiting("A")
        waiting("B")
        answer(desk, article, "return", note="Check the figure.")
        page = answer(desk, article, "undo", seen="")
        assert (page.context["article"], status(article)) == (article, "in_review")
        assert "Check the figure.</textarea>" in page.content.decode()
        assert not Remark.objects.exists()

    def test_not_after_ten_seconds(self, desk, waiting):
        article = waiting()
        answer(desk, article, "approve")
        Review.objects.update(at=timezone.now() - datetime.timedelta(seconds=11))
        assert "disabled>Undo" in desk.get(url()).content.decode()
        page = answer(desk, article, "undo", seen="")
        assert "The ten seconds are over" in page.content.decode()
        assert status(article) == "approved"

    def test_not_the_answer_of_another(self, desk, waiting):
        article = make_approved(make_article())
        assert "This is not your answer." in answer(desk, article, "undo", seen="").content.decode()
        assert status(article) == "approved"


class TestClaims:
    def test_take_and_let_go(self, desk, waiting, reviewer):
        article = waiting()
        answer(desk, article, "claim")
        assert Article.objects.get().reviewer == reviewer
        answer(desk, article, "let-go")
        assert Article.objects.get().reviewer is None

    def test_what_another_has_taken(self, desk, waiting):
        article = waiting()
        claims.claim(article, by=make_user("reviewer", name="Sofia Swift"))
        page = answer(desk, article, "claim")
        assert "Sofia Swift has taken this article already." in page.content.decode()

    def test_hand_to_a_colleague_who_is_told(self, desk, waiting, reviewer):
        article, other = waiting("A"), make_user("reviewer", name="Sofia Swift")
        claims.claim(article, by=reviewer)
        assert desk.get(url(article)).context["colleagues"] == [other]
        page = desk.post(f"{url(article)}hand-on/", {"reviewer": other.pk}, follow=True)
        assert "“A” is handed to Sofia Swift, who is told." in page.content.decode()
        assert Article.objects.get().reviewer == other
        assert Notification.objects.filter(person=other, event="assigned", article=article, by=reviewer).count() == 1

    def test_only_what_one_has_is_handed_on(self, desk, waiting):
        article, other = waiting(), make_user("reviewer")
        assert desk.get(url(article)).context["colleagues"] is None
        page = desk.post(f"{url(article)}hand-on/", {"reviewer": other.pk}, follow=True)
        assert "reviewers hand on what is theirs" in page.content.decode()
        assert Article.objects.get().reviewer is None


class TestSeveralAtOnce:
    def approve(self, browser, *articles, **more):
        rows = browser.get(url()).context["page"]
        data = {f"seen-{row.pk}": row.seen for row in rows} | {"article": [each.pk for each in articles]} | more
        return browser.post(reverse("desk:approve-selected"), data, follow=True)

    def test_each_by_the_rules_for_one(self, desk, waiting, reviewer):
        fine, mine, changed, gone = (waiting(title) for title in ("Fine", "Mine", "Changed", "Gone"))
        page = desk.get(url()).context["page"]
        seen = {f"seen-{row.pk}": row.seen for row in page}
        edit(mine, by=reviewer, byline="Me")
        edit(changed, title="Changed!")
        workflow.move(gone, "approve", by=make_user("reviewer"))
        text = self.approve(desk, fine, mine, changed, gone, **seen).content.decode()
        assert "1 approved, 3 not:" in text
        for reason in ("You wrote or edited this text", "The text has changed since", "This is approved by now"):
            assert reason in text
        assert [status(each) for each in (fine, mine, changed, gone)] == [
            "approved", "in_review", "in_review", "approved",
        ]  # fmt: skip

    def test_nothing_marked(self, desk, waiting):
        waiting()
        assert "Mark at least one article." in self.approve(desk).content.decode()

    def test_none_without_its_text(self, desk, waiting):
        article = waiting()
        self.approve(desk, article, **{f"seen-{article.pk}": ""})
        assert status(article) == "in_review"

    def test_one_undo_takes_all_of_it_back(self, desk, waiting):
        articles = [waiting(title) for title in "ABC"]
        page = self.approve(desk, *articles)
        assert "3 articles approved." in page.content.decode()
        assert page.context["undoable"].told.endswith("are told in a few seconds.")
        page = answer(desk, articles[1], "undo", seen="")
        assert "Taken back: 3 articles wait for your answer again." in page.content.decode()
        assert {status(each) for each in articles} == {"in_review"}
        assert not Notification.objects.filter(event="approved").exists()
        assert (page.context["article"], page.context["undoable"]) == (articles[0], None)

    def test_what_has_gone_on_meanwhile_stays_and_says_why(self, desk, waiting):
        articles = edited, returned, _fine = [waiting(title, keywords=()) for title in ("Edited", "Returned", "Fine")]
        self.approve(desk, *articles)
        edit(edited, byline="Somebody")
        workflow.move(returned, "return", by=make_user("reviewer", name="Sofia Swift"), note="No.")
        text = answer(desk, edited, "undo", seen="").content.decode()
        assert "Taken back: 1 article waits for your answer again, 2 not:" in text
        assert "Sofia Swift returned it." in text
        assert f"{edited.editor} changed it after its approval." in text
        assert [status(each) for each in articles] == ["in_review", "returned", "in_review"]
        assert [each.undone_at is None for each in Review.objects.filter(verdict="approved")] == [True, True, False]

    def test_after_ten_seconds_all_of_it_stands(self, desk, waiting):
        articles = [waiting(title) for title in "AB"]
        self.approve(desk, *articles)
        Review.objects.update(at=timezone.now() - datetime.timedelta(seconds=11))
        assert "The ten seconds are over" in answer(desk, articles[0], "undo", seen="").content.decode()
        assert {status(each) for each in articles} == {"approved"}

    def test_one_of_them_can_be_taken_back_alone(self, desk, waiting):
        articles = [waiting(title) for title in "ABC"]
        self.approve(desk, *articles)
        desk.post(reverse("desk:move-article", args=[articles[0].pk, "undo"]))
        assert [status(each) for each in articles] == ["in_review", "approved", "approved"]
        answer(desk, articles[1], "undo", seen="")
        assert {status(each) for each in articles} == {"in_review"}


class TestDeadlines:
    def test_an_article_has_its_own(self, sign_in, editor, reviewer, waiting):
        article, browser = waiting("A"), sign_in(editor)
        address = reverse("desk:set-deadline", args=[article.pk])
        browser.post(address, {"due_at": "2031-05-06T12:00"})
        article = Article.objects.get()
        assert timezone.localtime(article.due_at).isoformat(" ", "minutes").startswith("2031-05-06 12:00")
        assert article.records.first().verb == "set deadline"
        assert "due on 6 May 2031" in sign_in(reviewer).get(url(article)).content.decode()
        browser.post(address, {"due_at": ""})
        assert Article.objects.get().due_at is None

    def test_what_is_no_date(self, sign_in, editor, waiting):
        browser = sign_in(editor)
        page = browser.post(reverse("desk:set-deadline", args=[waiting().pk]), {"due_at": "soon"}, follow=True)
        assert "Enter a valid date/time." in page.content.decode()

    def test_reviewers_set_none(self, desk, waiting):
        assert desk.post(reverse("desk:set-deadline", args=[waiting().pk]), {"due_at": ""}).status_code == 403

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.models import Article, Keyword, Notification
from tests.factories import make_article, make_issue, make_published_at, make_user

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db


def url(name, article, *more):
    return reverse(f"desk:{name}", args=[article.pk, *more])


def page(browser, article):
    return browser.get(url("article", article)).content.decode()


class TestReading:
    def test_what_is_printed_in_its_order(self, sign_in, editor):
        article = make_article(title="Miners <win>", body="<p>First.</p><p>Second.</p>", keywords=("mining", "wages"))
        article.illustrations.create(place=1, caption="A shaft", credit="Photo: Delta")
        text = page(sign_in(editor), article)
        places = [
            text.index(part) for part in ("Miners &lt;win&gt;", article.parallel_title, "mining, wages", "First.")
        ]
        assert places == sorted(places)
        assert text.index("First.") < text.index("A shaft") < text.index("Second.")

    def test_remarks_answers_and_history(self, sign_in, editor, reviewer):
        article = make_article(by=editor)
        browser = sign_in(editor)
        browser.post(url("move-article", article, "submit"))
        sign_in(reviewer).post(url("move-article", article, "return"), {"note": "Mind the number."})
        text = page(browser, article)
        for part in ("Mind the number.", "submitted it", "returned version 1", "saved version 1", "Rolf Reviewer"):
            assert part in text

    def test_why_i_may_not_approve(self, sign_in):
        both = make_user("editor", "reviewer")
        article = make_article(by=both)
        Article.objects.filter(pk=article.pk).update(status="in_review")
        assert "You wrote or edited this text; somebody else has to approve it." in page(sign_in(both), article)

    def test_a_long_history_takes_no_more_queries(self, sign_in, editor, reviewer):
        article = make_article(by=editor)

        def rows(count):
            for _index in range(count):
                sign_in(editor).post(url("move-article", article, "submit"))
                sign_in(reviewer).post(url("move-article", article, "return"), {"note": "Again"})
            Notification.objects.update(ready_at=timezone.now())  # read at the first look, however long this took

        rows(2)  # what is shown of the history is of the same kinds from here on
        assert_same_queries(sign_in(editor), url("article", article), rows)


class TestMoves:
    def test_return_asks_for_a_remark(self, sign_in, editor, reviewer):
        article = make_article(by=editor)
        Article.objects.filter(pk=article.pk).update(status="in_review")
        response = sign_in(reviewer).post(url("move-article", article, "return"), {"note": " "})
        assert response.status_code == 409
        assert "Say why: this cannot be done without a few words." in response.content.decode()

    def test_an_answer_to_another_text_is_refused_and_the_remark_kept(self, sign_in, editor, reviewer):
        article = make_article(by=editor)
        Article.objects.filter(pk=article.pk).update(status="in_review")
        response = sign_in(reviewer).post(
            url("move-article", article, "return"), {"note": "A long remark", "seen": "0" * 64}
        )
        text = response.content.decode()
        assert "The text has changed since you opened it." in text
        assert "A long remark" in text
        article.refresh_from_db()
        assert article.status == "in_review"

    def test_too_late(self, sign_in, editor):
        article = make_article(by=editor)
        response = sign_in(editor).post(url("move-article", article, "recall"))
        assert "This is draft by now" in response.content.decode()

    def test_not_ones_own(self, sign_in):
        both = make_user("editor", "reviewer")
        article = make_article(by=both)
        Article.objects.filter(pk=article.pk).update(status="in_review")
        response = sign_in(both).post(url("move-article", article, "approve"))
        assert (response.status_code, "somebody else has to approve it" in response.content.decode()) == (403, True)

    def test_each_move(self, sign_in, editor, reviewer):
        article = make_article(by=editor)
        steps = [
            (editor, "submit", "in_review"),
            (editor, "recall", "draft"),
            (editor, "submit", "in_review"),
            (reviewer, "approve", "approved"),
            (reviewer, "return", "returned"),
            (editor, "spike", "spiked"),
            (editor, "revive", "draft"),
        ]
        for user, verb, status in steps:
            response = sign_in(user).post(url("move-article", article, verb), {"note": "words"})
            article.refresh_from_db()
            assert (response.status_code, article.status) == (302, status)

    def test_a_frozen_issue_offers_nothing(self, sign_in, editor):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor)
        make_published_at(issue)
        text = page(sign_in(editor), article)
        assert url("move-article", article, "submit") not in text
        assert url("edit-article", article) not in text
        assert "its articles cannot be changed" in text


class TestLists:
    def test_filters(self, sign_in, editor, reviewer):
        issue = make_issue(number=46)
        one = make_article(issue.sections.first(), by=editor, title="Медсёстры победили", country="Brazil")
        two = make_article(by=make_user("editor"), title="Other", country="India", keywords=("mining",))
        browser = sign_in(editor)

        def found(**query):
            return {article.pk for article in browser.get(reverse("desk:articles"), query).context["page"]}

        assert found() == {one.pk, two.pk}
        for query in (
            {"q": "МЕДСЁСТРЫ"},
            {"issue": "46.2026"},
            {"section": "world"},
            {"country": "Brazil"},
            {"editor": editor.pk},
            {"keyword": "Wages"},
            {"bulletin": one.bulletin_id},
            {"status": "draft", "country": "Brazil"},
        ):
            assert found(**query) == {one.pk}, query
        assert found(issue="nonsense") == found(q="*") == set()

    def test_pages_keep_the_filters(self, sign_in, editor):
        for _index in range(26):
            make_article(by=editor, country="Brazil")
        text = sign_in(editor).get(reverse("desk:articles"), {"country": "Brazil"}).content.decode()
        assert "?country=Brazil&amp;page=2" in text
        assert "Page 1 of 2" in text

    @pytest.mark.parametrize("name", ["articles", "records", "keywords"])
    def test_queries(self, name, sign_in, editor, reviewer):
        issue = make_issue()

        def rows(count):
            for _index in range(count):
                make_article(issue.sections.first(), by=editor, keywords=(f"k{Keyword.objects.count()}", "x"))

        assert_same_queries(sign_in(reviewer), reverse(f"desk:{name}"), rows)

    def test_keywords_with_their_counts(self, sign_in, editor):
        make_article(keywords=("wages", "БРИКС"))
        make_article(keywords=("wages",))
        browser = sign_in(editor)
        page = browser.get(reverse("desk:keywords")).context["page"]
        assert [(keyword.name, keyword.uses) for keyword in page] == [("wages", 2), ("БРИКС", 1)]
        found = browser.get(reverse("desk:keywords"), {"q": "брикс"}).context["page"]
        assert [keyword.name for keyword in found] == ["БРИКС"]

    def test_completion(self, sign_in, editor):
        make_article(keywords=("minimum_wage", "wages", "бразилия", "mining"))
        browser = sign_in(editor)

        def complete(text):
            answer = browser.get(reverse("desk:complete-keywords"), {"q": text}).json()
            return [keyword["name"] for keyword in answer["keywords"]]

        assert complete("wage") == ["wages", "minimum_wage"]
        assert complete("Бр") == ["бразилия"]
        assert complete("") == complete("  ") == complete("(") == []

    def test_records_of_one_issue(self, sign_in, editor):
        issue = make_issue(number=46)
        make_issue(number=47)
        page = sign_in(editor).get(reverse("desk:records"), {"issue": "46.2026"}).context["page"]
        assert [record.issue for record in page] == [issue]

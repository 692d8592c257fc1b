import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import grid
from editorial.models import Article, Issue
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_user

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def article(issue, editor):
    return make_article(issue.sections.get(), by=editor, title="One", keywords=("wages", "мир"))


def url(name, issue):
    return reverse(f"desk:{name}", args=[issue.pk])


def fields(article, **typed):
    """What the table sends of a row without a script."""
    values = {column: grid.shown(column, value) for column, value in grid.values_of(article).items()} | typed
    seen = json.dumps(grid.values_of(article))
    return {**{f"{column}-{article.pk}": value for column, value in values.items()}, f"seen-{article.pk}": seen}


class TestTable:
    def test_rows_in_order_the_pool_marked_at_the_end(self, sign_in, editor, issue, article):
        loose = make_article(bulletin=issue.bulletin, title="Loose")
        make_article(title="Another bulletin's")
        page = sign_in(editor).get(url("grid", issue))
        assert page.context["rows"] == [article, loose]
        row = page.content.decode().partition(f'data-row="{loose.pk}"')[2]
        assert "not placed yet" in row

    def test_reviewers_look_and_do_not_touch(self, sign_in, reviewer, issue, article):
        browser = sign_in(reviewer)
        text = browser.get(url("grid", issue)).content.decode()
        assert (">One<" in text, "cells__field" in text) == (True, False)
        for name in ("grid", "grid-cell", "grid-paste"):
            assert browser.post(url(name, issue), fields(article, title="New")).status_code == 403

    def test_a_frozen_issue_is_for_reading(self, sign_in, editor, issue, article):
        make_published_at(issue)
        text = sign_in(editor).get(url("grid", issue)).content.decode()
        assert ("its articles cannot be changed" in text, "cells__field" in text) == (True, False)

    def test_an_empty_one_says_what_next(self, sign_in, editor, issue):
        assert "Back to the plan" in sign_in(editor).get(url("grid", issue)).content.decode()

    def test_queries(self, sign_in, editor, issue):
        def rows(count):
            for _index in range(count):
                make_article(issue.sections.get(), by=editor)
                make_article(bulletin=issue.bulletin)

        assert_same_queries(sign_in(editor), url("grid", issue), rows)

    def test_no_table_has_more_fields_than_a_request_may_have(self, sign_in, editor, issue, settings):
        for _index in range(130):
            Article.objects.create(bulletin=issue.bulletin, editor=editor, title="T")
        text = sign_in(editor).get(url("grid", issue)).content.decode()
        assert len(re.findall(r' name="', text)) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


class TestSaveAll:
    def test_only_what_changed_is_written(self, sign_in, editor, issue, article):
        other = make_approved(make_article(issue.sections.get(), by=editor, title="Two"))
        typed = fields(article, title="  New ", month="Март", keywords="мир; труд") | fields(other)
        response = sign_in(editor).post(url("grid", issue), typed, follow=True)
        assert "1 article saved." in response.content.decode()
        article = Article.objects.get(pk=article.pk)
        assert (article.title, article.month, article.keyword_names()) == ("New", 3, ["мир", "труд"])
        other.refresh_from_db()
        assert (other.status, other.revisions.count()) == ("approved", 1)

    def test_a_withdrawn_approval_is_named(self, sign_in, editor, issue, article):
        make_approved(article)
        response = sign_in(editor).post(url("grid", issue), fields(article, country="Peru"), follow=True)
        assert "withdrew the approval of “One”" in response.content.decode()

    def test_errors_and_clashes_keep_what_was_typed(self, sign_in, editor, issue, article):
        wrong, mine = fields(article, month="Smarch", title="Typed"), fields(article, country="Peru")
        browser = sign_in(editor)
        response = browser.post(url("grid", issue), wrong)
        text = response.content.decode()
        assert (response.status_code, "“Smarch” is no month." in text, "Typed" in text) == (409, True, True)
        grid.change(article, {"country": "Chile"}, by=make_user("editor"))
        text = browser.post(url("grid", issue), mine).content.decode()
        assert "Somebody else wrote “Chile” meanwhile." in text
        assert 'value="Peru"' in text
        article.refresh_from_db()
        assert (article.title, article.country, article.month) == ("One", "Chile", 11)

    def test_saving_again_is_deliberate(self, sign_in, editor, issue, article):
        mine = fields(article, country="Peru")
        grid.change(article, {"country": "Chile"}, by=make_user("editor"))
        browser = sign_in(editor)
        shown = browser.post(url("grid", issue), mine).context["rows"][0]
        browser.post(url("grid", issue), mine | {f"seen-{article.pk}": shown.seen})
        article.refresh_from_db()
        assert article.country == "Peru"


class TestCell:
    def post(self, browser, article, column, value, seen, **more):
        data = {"article": article.pk, "column": column, "value": value, "seen": seen, **more}
        return browser.post(url("grid-cell", Issue.objects.get()), data)

    def test_saved_at_once(self, sign_in, editor, issue, article):
        answer = self.post(sign_in(editor), article, "month", "декабрь", "11")
        assert (answer.json()["value"], answer.json()["shown"], answer.json()["note"]) == ("12", "December", "")
        article.refresh_from_db()
        assert (article.month, article.revisions.count()) == (12, 2)

    def test_withdraws_an_approval_and_says_so(self, sign_in, editor, issue, article):
        make_approved(article)
        answer = self.post(sign_in(editor), article, "keywords", "peace", "wages, мир").json()
        assert ("withdrew the approval" in answer["note"], "in review" in answer["status"]) == (True, True)
        article = Article.objects.get(pk=article.pk)
        assert (article.status, article.keyword_names()) == ("in_review", ["peace"])

    def test_a_new_keyword_with_a_twin_is_asked_back(self, sign_in, editor, issue, article):
        make_article(keywords=("sergey_lavrov",))
        browser, typed = sign_in(editor), "sergeyr_lavrov, wages"
        answer = self.post(browser, article, "keywords", typed, "wages, мир")
        assert answer.status_code == 422
        assert answer.json()["questions"] == [
            {
                "field": "twin-sergeyr_lavrov",
                "text": "“sergeyr_lavrov” is new. Which one do you mean?",
                "choices": [
                    {"value": "sergey_lavrov", "label": "Use sergey_lavrov", "reason": "spelt almost alike"},
                    {"value": "sergeyr_lavrov", "label": "Keep sergeyr_lavrov as new", "reason": ""},
                ],
            }
        ]
        assert Article.objects.get(pk=article.pk).keyword_names() == ["wages", "мир"]
        answers = {"twin-sergeyr_lavrov": "sergey_lavrov"}
        answer = self.post(browser, article, "keywords", typed, "wages, мир", **answers).json()
        assert answer["value"] == "sergey_lavrov, wages"
        answers = {"twin-sergeyr_lavrov": "sergeyr_lavrov"}
        assert self.post(browser, article, "keywords", typed, answer["value"], **answers).json()["value"] == typed

    def test_a_country_as_the_list_has_it_or_asked_back(self, sign_in, editor, issue, article):
        browser, was = sign_in(editor), article.country
        assert self.post(browser, article, "country", "  РФ ", was).json()["value"] == "Russia"
        asked = self.post(browser, article, "country", "Rusia", "Russia").json()["questions"]
        assert [choice["label"] for choice in asked[0]["choices"]] == ["Use Russia", "Keep “Rusia”"]
        answer = self.post(browser, article, "country", "Rusia", "Russia", **{asked[0]["field"]: "Rusia"})
        assert answer.json()["value"] == "Rusia"

    def test_a_table_without_a_script_asks_too(self, sign_in, editor, issue, article):
        browser, typed = sign_in(editor), fields(article, country="Rusia")
        shown = browser.post(url("grid", issue), typed).content.decode()
        assert 'type="radio" name="listed-Rusia" value="Russia"' in shown
        browser.post(url("grid", issue), typed | {"listed-Rusia": "Russia"})
        assert Article.objects.get().country == "Russia"

    def test_an_answer_that_was_lost_is_sent_again(self, sign_in, editor, issue, article):
        browser = sign_in(editor)
        for column, value, seen in (("month", "декабрь", "11"), ("keywords", "b; a", "wages, мир")):
            sent = [self.post(browser, article, column, value, seen).json() for _time in range(2)]
            assert sent[0]["value"] == sent[1]["value"]

    def test_nobody_saves_what_another_typed(self, sign_in, editor, issue, article):
        answer = self.post(sign_in(editor), article, "title", "Mine", "One", person=editor.pk + 1)
        assert (answer.status_code, Article.objects.get().title) == (403, "One")

    def test_a_clash_shows_theirs_and_writes_nothing(self, sign_in, editor, issue, article):
        grid.change(article, {"title": "Theirs"}, by=make_user("editor", name="Otto Other"))
        answer = self.post(sign_in(editor), article, "title", "Mine", "One")
        assert (answer.status_code, answer.json()["theirs"]) == (409, "Theirs")
        assert answer.json()["error"] == "Otto Other changed this while you were writing."
        assert "draft" in answer.json()["status"]
        article.refresh_from_db()
        assert article.title == "Theirs"

    def test_the_same_thought_twice_is_no_clash(self, sign_in, editor, issue, article):
        grid.change(article, {"title": "Same"}, by=make_user("editor"))
        assert self.post(sign_in(editor), article, "title", "Same", "One").status_code == 200

    def test_refused_as_by_the_form(self, sign_in, editor, issue, article):
        browser = sign_in(editor)
        answers = [
            self.post(browser, article, "title", " ", "One"),
            self.post(browser, article, "year", "12", "2026"),
            self.post(browser, article, "keywords", "k" * 101, "wages, мир"),
        ]
        assert [answer.status_code for answer in answers] == [422, 422, 422]
        make_published_at(issue)
        assert "is published" in self.post(browser, article, "title", "New", "One").json()["error"]
        assert article.revisions.count() == 1

    def test_cells_of_this_table_only(self, sign_in, editor, issue, article):
        browser = sign_in(editor)
        for strange, column in ((make_article(), "title"), (article, "body"), (article, "status")):
            assert self.post(browser, strange, column, "New", "").status_code == 404


class TestPaste:
    def test_preview_then_apply(self, sign_in, editor, issue, article):
        browser, place = sign_in(editor), {"text": "Новый\r\nбольше", "article": article.pk, "column": "parallel_title"}
        page = browser.post(url("grid-paste", issue), place)
        text = page.content.decode()
        assert ("<ins>Новый</ins>" in text, "1 row lies below the end" in text) == (True, True)
        article.refresh_from_db()
        assert article.parallel_title != "Новый"
        seen = page.context["paste"].seen
        assert browser.post(url("grid-paste", issue), place | {"seen": seen})["Location"] == url("grid", issue)
        article.refresh_from_db()
        assert article.parallel_title == "Новый"

    def test_the_preview_survives_a_browser_that_strips_nothing(self, sign_in, editor, issue, article):
        """A field's first line end belongs to the tag: the block that begins with one must come back whole."""
        make_article(issue.sections.get(), by=editor)
        place = {"text": "\nPeru", "article": article.pk, "column": "country"}
        text = sign_in(editor).post(url("grid-paste", issue), place).content.decode()
        assert re.search(r"<textarea[^>]*hidden>\n\nPeru</textarea>", text)

    def test_questions_and_their_answers(self, sign_in, editor, issue, article):
        browser, place = sign_in(editor), {"text": "Rusia", "article": article.pk, "column": "country"}
        page = browser.post(url("grid-paste", issue), place)
        assert "1 cell waits for your answer" in page.content.decode()
        place["seen"] = page.context["paste"].seen
        browser.post(url("grid-paste", issue), place)
        assert Article.objects.get().country == "Brazil"
        browser.post(url("grid-paste", issue), place | {"listed-Rusia": "Russia"})
        assert Article.objects.get().country == "Russia"

    def test_it_is_taken_back_in_one_act_but_for_what_was_changed_since(self, sign_in, editor, issue, article):
        other = make_article(issue.sections.get(), by=editor, title="Two <b>")
        browser, place = sign_in(editor), {"text": "Peru\nChile", "article": article.pk, "column": "country"}
        place["seen"] = browser.post(url("grid-paste", issue), place).context["paste"].seen
        page = browser.post(url("grid-paste", issue), place, follow=True)
        assert "pasted cells into 2 articles" in page.content.decode()
        block = page.context["pasted"]
        grid.change(other, {"country": "Cuba"}, by=make_user("editor", name="Otto Other"))
        text = browser.post(url("grid-take-back", issue), {"block": block.pk}, follow=True).content.decode()
        assert "1 article is as it was, 1 not:" in text
        assert "Two &lt;b&gt;</a>: Otto Other changed it since: Country" in text
        assert [*Article.objects.order_by("pk").values_list("country", flat=True)] == ["Brazil", "Cuba"]
        text = browser.post(url("grid-take-back", issue), {"block": block.pk}, follow=True).content.decode()
        assert ("was taken back already" in text, "pasted cells into" in text) == (True, False)

    def test_a_change_meanwhile_shows_a_new_preview(self, sign_in, editor, issue, article):
        browser, place = sign_in(editor), {"text": "Peru", "article": article.pk, "column": "country"}
        seen = browser.post(url("grid-paste", issue), place).context["paste"].seen
        grid.change(article, {"country": "Chile"}, by=make_user("editor"))
        page = browser.post(url("grid-paste", issue), place | {"seen": seen})
        assert (page.status_code, "Something changed" in page.content.decode()) == (409, True)
        assert page.context["paste"].rows[0].cells[0].was == "Chile"
        article.refresh_from_db()
        assert article.country == "Chile"

    def test_errors_keep_the_text(self, sign_in, editor, issue, article):
        place = {"text": "Precious", "article": article.pk, "column": "body"}
        page = sign_in(editor).post(url("grid-paste", issue), place)
        assert (page.status_code, "Precious" in page.content.decode()) == (422, True)

    def test_queries(self, sign_in, editor, issue, article):
        browser = sign_in(editor)
        place = {"article": article.pk, "column": "title"}

        def queries(count):
            for _index in range(count):
                make_article(issue.sections.get(), by=editor)
            rows = Article.objects.filter(section__issue=issue).count()
            line = "New\tНовый\tPeru\t3\t2025\tnew word\tPost\n"
            with CaptureQueriesContext(connection) as asked:
                page = browser.post(url("grid-paste", issue), place | {"text": line * rows})
            assert page.context["paste"].changes == 7 * rows
            return len(asked)

        assert queries(2) == queries(27)

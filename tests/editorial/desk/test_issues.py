import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.models import Article, Issue
from tests.factories import (
    make_approved,
    make_article,
    make_bulletin,
    make_issue,
    make_published_at,
    make_ready_issue,
)

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db


def url(name, thing, *more):
    return reverse(f"desk:{name}", args=[thing.pk, *more])


class TestList:
    def test_filters_stay_in_the_address(self, sign_in, editor):
        here, there = make_issue(number=46), make_issue(number=47)
        page = sign_in(editor).get("/desk/", {"bulletin": here.bulletin_id, "year": 2026, "status": "planned"})
        assert [issue.pk for issue in page.context["page"]] == [here.pk]
        assert there.bulletin.title in page.content.decode()  # still to be chosen

    def test_an_empty_list_says_what_to_do(self, sign_in, editor):
        assert reverse("desk:intake") in sign_in(editor).get("/desk/").content.decode()

    def test_queries(self, sign_in, editor):
        bulletin, weeks = make_bulletin(), iter(range(1, 50))

        def rows(count):
            for _index in range(count):
                make_article(make_issue(bulletin, number=next(weeks)).sections.first(), by=editor)

        assert_same_queries(sign_in(editor), "/desk/", rows)

    def test_plan_the_next(self, sign_in, editor):
        issue = make_issue(number=46)
        response = sign_in(editor).post(reverse("desk:plan-issue"), {"bulletin": issue.bulletin_id})
        planned = Issue.objects.get(number=47)
        assert response["Location"] == url("issue", planned)
        assert planned.sections.count() == 1

    def test_reviewers_do_not_plan(self, sign_in, reviewer):
        response = sign_in(reviewer).post(reverse("desk:plan-issue"), {"bulletin": make_bulletin().pk})
        assert response.status_code == 403
        assert "Only editors may assemble issues." in response.content.decode()


class TestPlan:
    def test_bands_rows_and_what_is_missing(self, sign_in, editor):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor, title="Nurses win", body="<p>One two three</p>")
        loose = make_article(bulletin=issue.bulletin, by=editor, title="Loose leaf")
        page = sign_in(editor).get(url("issue", issue))
        text = page.content.decode()
        assert ("World of Work" in text, "3 words" in text, "is draft, not approved" in text) == (True, True, True)
        assert [section.rows for section in page.context["sections"]] == [[article]]
        assert list(page.context["pool"]) == [loose]
        assert f'<h3 id="title-article-{article.pk}" lang="en">' in text
        assert 'lang="ru"' in text

    def test_queries(self, sign_in, reviewer, editor):
        issue = make_issue()

        def rows(count):
            for _index in range(count):
                article = make_article(issue.sections.first(), by=editor)
                Article.objects.filter(pk=article.pk).update(status="in_review")

        assert_same_queries(sign_in(reviewer), url("issue", issue), rows)

    def test_queries_of_the_pool_and_approvals(self, sign_in, editor):
        issue = make_issue()

        def rows(count):
            for _index in range(count):
                make_approved(make_article(issue.sections.first(), by=editor))
                make_article(bulletin=issue.bulletin, by=editor)

        assert_same_queries(sign_in(editor), url("issue", issue), rows)

    def test_quick_submit_and_approve(self, sign_in, editor, reviewer):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor)
        page = url("issue", issue)
        response = sign_in(editor).post(url("move-article", article, "submit"), {"next": page})
        assert response["Location"] == f"{page}#article-{article.pk}"
        browser = sign_in(reviewer)
        seen = browser.get(page).context["sections"][0].rows[0].known_mark
        browser.post(url("move-article", article, "approve"), {"next": page, "seen": seen})
        article.refresh_from_db()
        assert article.status == "approved"

    def test_up_down_and_to_another_section(self, sign_in, editor):
        issue = make_issue(make_bulletin(sections=("One", "Two")))
        first, second = issue.sections.order_by("position")
        a, b = make_article(first, by=editor), make_article(first, by=editor)
        browser = sign_in(editor)
        browser.post(url("place-article", b), {"section": first.pk, "position": 1})
        assert list(first.articles.order_by("position")) == [b, a]
        browser.post(url("place-article", b), {"section": second.pk})
        browser.post(url("place-article", a), {"section": ""})
        assert [list(section.articles.all()) for section in (first, second)] == [[], [b]]

    def test_a_place_in_another_bulletin_is_none(self, sign_in, editor):
        article, strange = make_article(by=editor), make_issue().sections.first()
        response = sign_in(editor).post(url("place-article", article), {"section": strange.pk}, follow=True)
        assert "There is no such place." in response.content.decode()

    def test_a_frozen_issue_says_so(self, sign_in, editor):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor)
        make_published_at(issue)
        response = sign_in(editor).post(url("place-article", article), {"section": ""}, follow=True)
        assert "is published; its articles cannot be moved" in response.content.decode()


class TestSections:
    def test_add_rename_order(self, sign_in, editor):
        issue, browser = make_issue(), sign_in(editor)
        browser.post(url("add-section", issue), {"title": "Culture", "subtitle": ""})
        work, culture = issue.sections.order_by("position")
        browser.post(url("edit-section", work), {"title": "Labour", "subtitle": "Wages"})
        browser.post(url("move-section", culture), {"to": "up"})
        assert list(issue.sections.order_by("position").values_list("title", "subtitle")) == [
            ("Culture", ""),
            ("Labour", "Wages"),
        ]
        assert issue.bulletin.standing_sections.get().title == "World of Work"

    def test_the_ends_stay_where_they_are(self, sign_in, editor):
        issue = make_issue(make_bulletin(sections=("One", "Two")))
        first, last = issue.sections.order_by("position")
        browser = sign_in(editor)
        browser.post(url("move-section", first), {"to": "up"})
        browser.post(url("move-section", last), {"to": "down"})
        assert list(issue.sections.order_by("position")) == [first, last]

    def test_errors_keep_what_was_typed(self, sign_in, editor):
        response = sign_in(editor).post(url("add-section", make_issue()), {"title": "", "subtitle": "Typed"})
        assert (response.status_code, "Typed" in response.content.decode()) == (422, True)

    def test_not_while_frozen(self, sign_in, editor):
        issue = make_published_at(make_issue())
        response = sign_in(editor).post(url("add-section", issue), {"title": "Late"})
        assert "is published" in response.content.decode()
        assert issue.sections.count() == 1


class TestPublishing:
    def test_every_blocker_is_named(self, sign_in, publisher):
        issue = make_issue()
        make_article(issue.sections.first(), title="Not yet")
        make_article(issue.sections.first(), title="Empty", body="")
        browser = sign_in(publisher)
        for response in (browser.get(url("publish", issue)), browser.post(url("publish", issue))):
            text = response.content.decode()
            assert "“Not yet” is draft, not approved." in text
            assert "“Empty” has no text." in text
        assert response.status_code == 409
        issue.refresh_from_db()
        assert issue.status == "planned"

    def test_publish(self, sign_in, publisher):
        issue = make_ready_issue()
        assert sign_in(publisher).post(url("publish", issue))["Location"] == url("issue", issue)
        issue.refresh_from_db()
        assert issue.status == "publishing"

    def test_schedule_and_back(self, sign_in, publisher):
        issue, browser = make_ready_issue(), sign_in(publisher)
        hour = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(days=2)
        browser.post(url("schedule", issue), {"publish_at": hour.strftime("%Y-%m-%dT%H:%M")})
        issue.refresh_from_db()
        assert (issue.status, issue.publish_at) == ("scheduled", hour)
        browser.post(url("unschedule", issue))
        issue.refresh_from_db()
        assert issue.status == "planned"

    def test_an_hour_gone_by(self, sign_in, publisher):
        issue = make_ready_issue()
        response = sign_in(publisher).post(url("schedule", issue), {"publish_at": "2020-01-01T10:00"})
        assert "Choose an hour that is still to come." in response.content.decode()
        issue.refresh_from_db()
        assert (issue.status, issue.publish_at) == ("planned", None)

    def test_a_refused_schedule_sets_no_hour(self, sign_in, publisher):
        issue = make_issue()
        response = sign_in(publisher).post(url("schedule", issue), {"publish_at": "2199-01-01T10:00"})
        assert "The issue has no article yet." in response.content.decode()
        issue.refresh_from_db()
        assert issue.publish_at is None

    def test_correct_and_withdraw(self, sign_in, publisher):
        issue, browser = make_published_at(make_ready_issue()), sign_in(publisher)
        assert "Say why" in browser.post(url("withdraw", issue), {"note": " "}).content.decode()
        browser.post(url("correct", issue))
        issue.refresh_from_db()
        assert issue.status == "correcting"
        response = browser.post(url("withdraw", issue), {"note": "Libel"})
        assert "This is correcting by now" in response.content.decode()
        Issue.objects.filter(pk=issue.pk).update(status="published")
        browser.post(url("withdraw", issue), {"note": "Libel"})
        issue.refresh_from_db()
        assert (issue.status, issue.notice) == ("withdrawn", "Libel")

    def test_only_the_publisher(self, sign_in, editor):
        issue, browser = make_ready_issue(), sign_in(editor)
        for verb in ("publish", "schedule", "unschedule", "correct", "withdraw"):
            response = browser.post(url(verb, issue), {"note": "x"})
            assert response.status_code == 403
            assert "Only the publisher may do this." in response.content.decode()

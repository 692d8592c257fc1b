import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from editorial import presence, workflow
from editorial.deadline import deadline_of
from editorial.models import Article, Issue, Section
from tests.factories import make_article, make_bulletin, make_issue, make_published_at, make_user

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def url(name, thing, *more):
    return reverse(f"desk:{name}", args=[thing.pk, *more])


def titles(section):
    return list(section.articles.order_by("position").values_list("title", flat=True))


@pytest.fixture
def issue():
    return make_issue(make_bulletin(sections=("One", "Two")))


@pytest.fixture
def one(issue):
    return issue.sections.get(title="One")


@pytest.fixture
def two(issue):
    return issue.sections.get(title="Two")


@pytest.fixture
def desk(sign_in, editor):
    return sign_in(editor)


def verbs(issue):
    return list(issue.records.order_by("pk").values_list("verb", flat=True))[1:]


class TestPlace:
    @pytest.fixture
    def articles(self, one, editor):
        return {title: make_article(one, by=editor, title=title) for title in "ABC"}

    @pytest.mark.parametrize(
        ("where", "order"),
        [
            ({"after": "A"}, "ADBC"),
            ({"after": 0, "before": "C"}, "DABC"),
            ({"before": "C"}, "ABDC"),
            ({"after": "gone", "before": "B"}, "ADBC"),
            ({"after": "gone"}, "ABCD"),
            ({}, "ABCD"),
        ],
    )
    def test_beside_a_neighbour(self, desk, one, articles, where, order):
        moved = make_article(bulletin=one.issue.bulletin, title="D")
        keys = {key: getattr(articles.get(value), "pk", 999_999 if value else 0) for key, value in where.items()}
        answer = desk.post(url("place-article", moved), {"section": one.pk, **keys}, **JSON)
        assert (answer.status_code, answer.json()) == (200, {"message": ""})
        assert "".join(titles(one)) == order

    def test_a_neighbour_that_went_elsewhere_does_not_draw_it_along(self, desk, one, two, articles):
        desk.post(url("place-article", articles["A"]), {"section": two.pk})
        desk.post(
            url("place-article", articles["C"]),
            {"section": one.pk, "after": articles["A"].pk, "before": articles["B"].pk},
        )
        assert (titles(one), titles(two)) == (["C", "B"], ["A"])

    def test_only_editors(self, sign_in, reviewer, one, two, articles):
        place = url("place-article", articles["A"])
        assert sign_in(reviewer).post(place, {"section": two.pk}, **JSON).status_code == 403
        assert titles(one) == ["A", "B", "C"]

    def test_refusals_say_why(self, desk, one, two, articles):
        place = url("place-article", articles["A"])
        Section.objects.filter(pk=two.pk).delete()
        answer = desk.post(place, {"section": two.pk}, **JSON)
        assert (answer.status_code, answer.json()["message"]) == (409, "There is no such place.")
        make_published_at(one.issue)
        answer = desk.post(place, {"section": one.pk}, **JSON)
        assert answer.json()["message"] == f"Issue {one.issue.label} is published; its articles cannot be moved."
        assert titles(one) == ["A", "B", "C"]

    def test_the_issue_it_left_remembers_it(self, desk, one, articles):
        desk.post(url("place-article", articles["A"]), {"section": ""})
        assert one.issue.records.first().article == articles["A"]


class TestSections:
    def test_up_down_and_beside_a_neighbour(self, desk, issue):
        three = issue.sections.create(title="Three", position=3)
        one = issue.sections.get(title="One")
        order = lambda: list(issue.sections.order_by("position").values_list("title", flat=True))  # noqa: E731
        desk.post(url("move-section", three), {"to": "up"})
        assert order() == ["One", "Three", "Two"]
        desk.post(url("move-section", three), {"after": 0, "before": one.pk}, **JSON)
        assert order() == ["Three", "One", "Two"]
        desk.post(url("move-section", three), {"after": one.pk}, **JSON)
        assert order() == ["One", "Three", "Two"]
        assert verbs(issue) == ["order sections"] * 3

    def test_an_empty_one_is_removed_at_once(self, desk, issue, one):
        answer = desk.post(url("remove-section", one), **JSON)
        assert answer.json()["message"] == "“One” is removed."
        assert list(issue.sections.values_list("title", "position")) == [("Two", 1)]
        assert verbs(issue) == ["remove section"]

    def test_a_filled_one_asks_where_its_articles_go(self, desk, one, two, editor):
        for title in "AB":
            make_article(one, by=editor, title=title)
        make_article(two, by=editor, title="C")
        assert "2 articles stand in it." in desk.get(url("remove-section", one)).content.decode()
        assert desk.post(url("remove-section", one)).status_code == 422
        assert desk.post(url("remove-section", one), **JSON).status_code == 422
        answer = desk.post(url("remove-section", one), {"to": two.pk}, follow=True)
        assert (answer.request["PATH_INFO"], "“One” is removed." in answer.content.decode()) == (
            url("issue", two.issue),
            True,
        )
        assert titles(two) == ["C", "A", "B"]
        desk.post(url("remove-section", two), {"to": "pool"})
        assert Article.objects.unplaced().count() == 3
        assert not two.issue.sections.exists()

    def test_what_is_done_here_is_done_nowhere_else(self, desk, issue, one, two):
        other = make_issue(issue.bulletin, number=47)

        def elsewhere():
            standing = issue.bulletin.standing_sections
            return [list(rows.values_list("title", "subtitle", "position")) for rows in (other.sections, standing)]

        before = elsewhere()
        desk.post(url("add-section", issue), {"title": "Three", "subtitle": ""})
        desk.post(url("edit-section", one), {"title": "First", "subtitle": "New"})
        desk.post(url("move-section", two), {"to": "up"})
        desk.post(url("remove-section", one))
        assert list(issue.sections.values_list("title", flat=True)) == ["Two", "Three"]
        assert elsewhere() == before

    def test_only_in_an_open_issue_and_only_editors(self, desk, issue, one, sign_in, reviewer):
        assert sign_in(reviewer).post(url("remove-section", one)).status_code == 403
        make_published_at(issue)
        for name, thing, data in (
            ("add-section", issue, {"title": "X"}),
            ("edit-section", one, {"title": "X"}),
            ("move-section", one, {"to": "down"}),
            ("remove-section", one, {}),
            ("issue-settings", issue, {}),
        ):
            desk.post(url(name, thing), {**data, "target_pages": "3"})
        assert list(Section.objects.values_list("title", flat=True)) == ["One", "Two"]
        assert Issue.objects.get().target_pages is None

    def test_errors_as_json(self, desk, issue):
        answer = desk.post(url("add-section", issue), {"title": ""}, **JSON)
        assert (answer.status_code, answer.json()["message"]) == (422, "This field is required.")


class TestSettings:
    def test_set_and_recorded_once(self, desk, issue):
        data = {"due_at": "2026-11-13T16:00", "target_pages": "36"}
        for _again in range(2):
            assert desk.post(url("issue-settings", issue), data)["Location"] == url("issue", issue)
        issue.refresh_from_db()
        assert (issue.due_at.isoformat(), issue.target_pages) == ("2026-11-13T16:00:00+00:00", 36)
        assert verbs(issue) == ["settle"]
        note = issue.records.get(verb="settle").note
        assert note == "due 13 November 2026, 16:00; pages at most: 36"
        with override("ru"):
            assert note == "срок: 13 ноября 2026, 16:00; страниц не больше: 36"
        assert desk.post(url("issue-settings", issue), {"target_pages": "0"}).status_code == 422

    @pytest.mark.parametrize(
        ("hours", "when", "distance"),
        [
            (54, "Friday 16:00", "in 2 days"),
            (3, "Wednesday 13:00", "in 3 hours"),
            (-1, "Wednesday 09:00", "1 hour late"),
            (-24, "Tuesday 10:00", "1 day late"),
            (24 * 30, "11 December, 10:00", "in 30 days"),
        ],
    )
    def test_in_words(self, issue, hours, when, distance):
        now = datetime.datetime(2026, 11, 11, 10, tzinfo=datetime.UTC)
        issue.due_at = now + datetime.timedelta(hours=hours)
        deadline = deadline_of(issue, now)
        assert (deadline.when, deadline.distance, deadline.is_late) == (when, distance, hours < 0)

    def test_what_is_out_is_not_due(self, issue):
        issue.due_at = timezone.now()
        assert deadline_of(make_published_at(issue)) is None


class TestState:
    def state(self, browser, issue, known=None, since=0):
        headers = {"if-none-match": known} if known else {}
        return browser.get(url("issue-state", issue), {"since": since}, headers=headers)

    def known(self, browser, issue):
        context = browser.get(url("issue", issue)).context
        return f'"{context["state"]}.{context["present"]}"', context["since"]

    def test_nothing_while_the_plan_is_as_the_page_shows_it(self, desk, issue, one, editor):
        make_article(one, by=editor)
        assert self.state(desk, issue, *self.known(desk, issue)).status_code == 304

    def test_who_did_what(self, desk, issue, one, two, sign_in):
        article = make_article(one, title="Nurses win")
        loose = make_article(one, title="Loose leaf")
        known, since = self.known(desk, issue)
        other = sign_in(make_user("editor", name="Maria Ines"))
        other.post(url("place-article", article), {"section": two.pk})
        other.post(url("place-article", loose), {"section": ""})
        other.post(url("add-section", issue), {"title": "Culture"})
        answer = self.state(desk, issue, known, since)
        assert answer.json()["news"] == [
            "Maria Ines moved “Nurses win” to Two.",
            "Maria Ines moved “Loose leaf” back to those not placed yet.",
            "Maria Ines added a section: “Culture”.",
        ]
        assert self.state(other, issue, known, since).json()["news"] == []

    def test_anything_that_is_shown_changes_it(self, desk, issue, one, editor, publisher):
        article = make_article(one, by=editor)
        seen = {self.known(desk, issue)[0]}
        workflow.move(article, "submit", by=editor)
        seen.add(self.known(desk, issue)[0])
        make_article(bulletin=issue.bulletin)
        seen.add(self.known(desk, issue)[0])
        Article.objects.filter(pk=article.pk).update(reviewer=publisher)
        seen.add(self.known(desk, issue)[0])
        issue.sections.filter(pk=one.pk).update(subtitle="New")
        seen.add(self.known(desk, issue)[0])
        assert len(seen) == 5

    def test_who_is_writing_is_told_and_is_no_change_of_the_plan(self, desk, issue, one, editor):
        article = make_article(one, by=editor)
        known, since = self.known(desk, issue)
        presence.arrive(make_user("editor", name="Maria Ines"), article)
        presence.arrive(editor, article)
        answer = self.state(desk, issue, known, since).json()
        assert (answer["news"], f'"{answer["state"]}' == known.partition(".")[0]) == ([], True)
        assert list(answer["writing"]) == [str(article.pk)]
        mark = answer["writing"][str(article.pk)]
        assert ("Maria Ines is writing." in mark, "Edith" in mark) == (True, False)
        assert mark.strip() in desk.get(url("issue", issue)).content.decode()
        assert self.state(desk, issue, f'"{answer["state"]}.{answer["present"]}"', since).status_code == 304

    def test_queries(self, desk, issue, one):
        def rows(count):
            for _index in range(count):
                presence.arrive(make_user("editor"), make_article(one))
                make_article(bulletin=issue.bulletin)

        assert_same_queries(desk, url("issue-state", issue), rows)

    def test_not_for_strangers(self, client, issue, sign_in):
        assert self.state(client, issue).status_code == 302
        assert self.state(sign_in(make_user()), issue).status_code == 404

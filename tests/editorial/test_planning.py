import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from editorial import planning, sections, workflow
from editorial.models import Article, Issue, Record
from tests.factories import make_article, make_bulletin, make_issue, make_published_at, make_user


def titles(section):
    return list(section.articles.order_by("position").values_list("title", "position"))


@pytest.mark.parametrize(
    ("year", "number", "first", "last"),
    [
        (2020, 53, "2020-12-28", "2021-01-03"),
        (2022, 1, "2022-01-03", "2022-01-09"),
        (2023, 42, "2023-10-16", "2023-10-22"),
    ],
)
def test_week_of_an_issue(year, number, first, last):
    assert [day.isoformat() for day in planning.week_of(year, number)] == [first, last]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2150, 1, 1)))
def test_every_day_is_in_the_week_of_its_own_issue(day):
    year, number, _weekday = day.isocalendar()
    first, last = planning.week_of(year, number)
    assert first <= day <= last


@pytest.mark.django_db
class TestPlanning:
    def test_a_new_issue_has_the_weeks_dates_and_the_standing_sections(self, editor):
        bulletin = make_bulletin(sections=["One", "Two"])
        issue = planning.plan_issue(bulletin, by=editor, year=2020, number=53)
        assert (issue.label, issue.date_from, issue.date_to) == (
            "53.2020",
            datetime.date(2020, 12, 28),
            datetime.date(2021, 1, 3),
        )
        assert [section.title for section in issue.sections.all()] == ["One", "Two"]
        assert [record.verb for record in issue.records.all()] == ["plan"]

    def test_the_next_issue_follows_the_last_over_the_year(self, editor):
        bulletin = make_bulletin()
        planning.plan_issue(bulletin, by=editor, year=2020, number=53)
        assert planning.plan_issue(bulletin, by=editor).label == "1.2021"

    def test_the_first_issue_is_this_weeks(self):
        assert planning.next_number(make_bulletin(), today=datetime.date(2026, 11, 23)) == (2026, 48)

    def test_a_number_is_given_once(self, editor):
        issue = make_issue()
        with pytest.raises(workflow.NotPossible, match=r"46\.2026"):
            planning.plan_issue(issue.bulletin, by=editor, year=2026, number=46)

    def test_a_week_that_is_not_in_the_year(self, editor):
        with pytest.raises(workflow.NotPossible):
            planning.plan_issue(make_bulletin(), by=editor, year=2021, number=53)

    def test_renaming_a_standing_section_leaves_issues_alone(self):
        issue = make_issue()
        issue.bulletin.standing_sections.update(title="Renamed")
        assert [section.title for section in issue.sections.all()] == ["World of Work"]

    def test_place_in_order(self, editor):
        section = make_issue().sections.get()
        for title in "ABC":
            make_article(section, title=title)
        planning.place(Article.objects.get(title="C"), section, by=editor, position=1)
        assert titles(section) == [("C", 1), ("A", 2), ("B", 3)]

    def test_leaving_a_section_closes_its_ranks(self, editor):
        section = make_issue().sections.get()
        for title in "ABC":
            make_article(section, title=title)
        article = planning.place(Article.objects.get(title="A"), None, by=editor)
        assert titles(section) == [("B", 1), ("C", 2)]
        assert (article.section, article.position) == (None, None)
        assert list(Article.objects.unplaced()) == [article]

    def test_placing_where_it_is_leaves_no_record(self, editor):
        article = make_article(make_issue().sections.get())
        before = Record.objects.count()
        planning.place(article, article.section, by=editor, position=1)
        assert Record.objects.count() == before

    def test_a_frozen_issue_takes_nothing_and_gives_nothing(self, editor):
        issue = make_issue()
        placed, free = make_article(issue.sections.get()), make_article(bulletin=issue.bulletin)
        make_published_at(issue)
        for article, section in ((placed, None), (free, issue.sections.get())):
            with pytest.raises(workflow.NotPossible, match=r"46\.2026"):
                planning.place(article, section, by=editor)

    def test_another_bulletins_section(self, editor):
        with pytest.raises(workflow.NotPossible):
            planning.place(make_article(), make_issue().sections.get(), by=editor)

    def test_a_section_is_moved_beside_its_new_neighbours(self, editor):
        issue = make_issue(make_bulletin(sections=["A", "B", "C"]))
        last = issue.sections.get(title="C")
        sections.move_section(last, by=editor, after=0)
        assert list(issue.sections.values_list("title", "position")) == [("C", 1), ("A", 2), ("B", 3)]
        sections.move_section(last, by=editor, after=0)
        assert issue.records.filter(verb="order sections").count() == 1

    def test_add_section(self, editor):
        issue = make_issue()
        sections.add_section(issue, "Extra", by=editor)
        assert list(issue.sections.values_list("title", "position")) == [("World of Work", 1), ("Extra", 2)]

    def test_counterparts_are_the_same_week_of_the_other_edition(self):
        english, russian = make_bulletin("English"), make_bulletin("Русский", language="ru")
        english.counterparts.add(russian)
        issue, counterpart = make_issue(english), make_issue(russian)
        make_issue(russian, number=47)
        assert list(issue.counterparts()) == [counterpart]
        assert list(counterpart.counterparts()) == [issue]


@pytest.mark.django_db
class TestTheDatabaseHoldsIt:
    """Each of these is refused by the database itself, whoever asks."""

    def refuse(self, act):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()

    def test_one_issue_a_number(self):
        issue = make_issue()
        self.refuse(
            lambda: Issue.objects.create(
                bulletin=issue.bulletin, year=2026, number=46, date_from="2026-11-09", date_to="2026-11-15"
            )
        )

    def test_one_place_per_section_and_article(self):
        section = make_issue(make_bulletin(sections=["A", "B"])).sections.first()
        make_article(section)
        make_article(section)
        self.refuse(lambda: section.issue.sections.update(position=1))
        self.refuse(lambda: section.articles.update(position=1))

    def test_known_statuses_only(self):
        article, issue = make_article(), make_issue()
        self.refuse(lambda: Article.objects.filter(pk=article.pk).update(status="done"))
        self.refuse(lambda: Issue.objects.filter(pk=issue.pk).update(status="done"))

    @pytest.mark.parametrize("status", ["published", "correcting", "withdrawn"])
    def test_a_published_issue_has_a_date(self, status):
        issue = make_issue()
        self.refuse(lambda: Issue.objects.filter(pk=issue.pk).update(status=status))

    def test_a_scheduled_issue_has_an_hour(self):
        issue = make_issue()
        self.refuse(lambda: Issue.objects.filter(pk=issue.pk).update(status="scheduled"))

    def test_one_user_per_address_whatever_its_case(self):
        make_user(email="ann@example.org")
        self.refuse(lambda: make_user(email="Ann@Example.org"))

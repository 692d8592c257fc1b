import pytest
from django.utils import translation

from editorial import preflight
from editorial.coverage import coverage
from tests.factories import make_article, make_bulletin, make_issue, make_published_at, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin():
    return make_bulletin(sections=["World of Work", "Society"])


@pytest.fixture
def week(bulletin):
    """One more issue of the bulletin with an article from each of these countries, in its first section."""
    numbers = iter(range(30, 50))
    editor = make_user("editor")

    def week(*countries, **names):
        issue = make_issue(names.pop("of", bulletin), by=editor, number=next(numbers))
        for country in countries:
            make_article(issue.sections.first(), by=editor, country=country)
        return issue

    return week


def bars(found):
    return [(bar.name, bar.count, bar.average) for bar in found]


def gaps(issue):
    return [str(gap) for gap in coverage(issue).gaps]


def test_counts_of_this_issue_beside_the_average_of_those_before(week):
    for countries in (["China", "China", "India"], ["China"], ["China"], ["China", "Chad"]):
        week(*countries)
    found = coverage(week("India", "India", "Peru", "China"))
    assert bars(found.countries) == [("India", 2, 0.2), ("China", 1, 1.2), ("Peru", 1, 0.0)]
    assert bars(found.sections) == [("World of Work", 4, 1.8)]
    assert found.looked_back == 4


def test_a_usual_country_that_is_missing_has_a_bar_of_nothing(week):
    for _week in range(4):
        week("China", "India")
    found = coverage(week("India"))
    assert bars(found.countries) == [("India", 1, 1.0), ("China", 0, 1.0)]
    assert [(bar.width, bar.mark) for bar in found.countries] == [(100, 100), (0, 100)]


def test_looks_back_on_eight_issues_of_this_bulletin_that_have_articles(week):
    week("Peru")
    for _week in range(8):
        week("China")
    week("Chad", of=make_bulletin(title="Another"))
    week()
    issue = week("China")
    week("India")
    found = coverage(issue)
    assert (found.looked_back, bars(found.countries)) == (8, [("China", 1, 1.0)])


def test_a_withdrawn_issue_is_not_looked_at(week):
    gone = make_published_at(week("Chad"))
    type(gone).objects.filter(pk=gone.pk).update(status="withdrawn")
    assert coverage(week("China")).looked_back == 0


def test_names_are_one_however_they_are_written(week):
    week("South-Africa")
    assert bars(coverage(week("SOUTH AFRICA", "South Africa")).countries) == [("South Africa", 2, 1.0)]


class TestGaps:
    def test_a_usual_country_missing_twice_is_named(self, week):
        for _week in range(3):
            week("Brazil", "China", "United Kingdom")
        week("China")
        issue = week("China")
        assert gaps(issue) == [
            "No article from Brazil for two issues",
            "No article from the United Kingdom for two issues",
        ]

    def test_missing_once_is_nothing(self, week):
        for _week in range(4):
            week("Brazil", "China")
        assert gaps(week("China")) == []

    def test_what_is_in_less_than_half_of_them_is_not_missed(self, week):
        week("Brazil")
        for _week in range(3):
            week("China")
        assert gaps(week("China")) == []

    def test_in_exactly_half_it_is_missed_and_the_run_is_counted(self, week):
        for country in ["Brazil"] * 4 + ["China"] * 4:
            week(country)
        assert gaps(week("China")) == ["No article from Brazil for five issues"]

    def test_with_too_few_issues_behind_it_nothing_is_usual(self, week):
        week("Brazil", "Brazil")
        week("China")
        assert gaps(week("China")) == []

    def test_an_issue_that_has_no_article_yet_misses_none(self, week):
        for country in ["Brazil"] * 4 + ["China"]:
            week(country)
        assert gaps(week()) == []

    def test_in_russian_the_name_stands_as_it_is(self, week):
        for country in ["United Kingdom"] * 4 + ["China"]:
            week(country)
        issue = week("China")
        with translation.override("ru"):
            assert gaps(issue) == ["United Kingdom: нет статей уже два выпуска"]

    def test_it_is_worth_a_look_before_publishing_and_stops_nothing(self, week):
        for country in ["Brazil"] * 4 + ["China"]:
            week(country)
        notes = [each for each in preflight.findings(week("China")) if each.level == preflight.NOTE]
        assert [(each.message, each.blocks) for each in notes] == [("No article from Brazil for two issues", False)]


def test_it_takes_two_queries(week, django_assert_num_queries):
    for _week in range(3):
        week("China", "India")
    issue = week("Peru", "Chad")
    with django_assert_num_queries(2):
        coverage(issue)

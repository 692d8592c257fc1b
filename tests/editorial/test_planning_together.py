"""Two and more people move articles at the same time, on the real database: every move is kept, nothing is lost."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from editorial import planning, rollover, sections
from editorial.models import Article, Section
from editorial.workflow import NotPossible
from tests.factories import make_article, make_bulletin, make_issue, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issues(database_on_disk):
    bulletin = make_bulletin(sections=("One", "Two"))
    found = [make_issue(bulletin, number=46), make_issue(bulletin, number=47)]
    for section in Section.objects.all():
        for title in "ABCDEF":
            make_article(section, title=title)
    return found


def together(*acts):
    """Do all of these at once, each on a connection of its own; what each returned."""

    def alone(act):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(alone, acts))


def titles(section):
    return "".join(section.articles.order_by("position").values_list("title", flat=True))


def test_two_moves_at_once_are_both_kept(issues, editor):
    one, two = issues[0].sections.order_by("position")
    at = {article.title: article for article in one.articles.all()}
    together(
        lambda: planning.place(at["A"], one, by=editor, after=at["F"].pk),
        lambda: planning.place(at["E"], one, by=editor, after=0, before=at["A"].pk),
        lambda: planning.place(at["C"], two, by=editor, after=two.articles.get(title="B").pk),
    )
    assert (titles(one), titles(two)) == ("EBDFA", "ABCCDEF")


def test_many_moves_leave_no_gap_and_no_clash(issues):
    places = [*Section.objects.all(), None]
    ids = list(Article.objects.values_list("pk", flat=True))

    def shuffle(seed):
        chance, by = random.Random(seed), make_user("editor")
        for _move in range(5):
            article, beside = Article.objects.get(pk=chance.choice(ids)), chance.choice([0, *ids])
            planning.place(article, chance.choice(places), by=by, after=beside, before=chance.choice(ids))

    together(*(lambda seed=seed: shuffle(seed) for seed in range(6)))
    assert Article.objects.count() == len(ids)
    for section in Section.objects.all():
        positions = list(section.articles.order_by("position").values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))
    assert set(Article.objects.filter(section=None).values_list("position", flat=True)) <= {None}


def test_two_plan_the_next_issue(issues, editor):
    def plan():
        try:
            return planning.plan_issue(issues[0].bulletin, by=editor, year=2026, number=48).label
        except NotPossible as error:
            return str(error)

    assert sorted(together(plan, plan, plan)) == ["48.2026", *["Issue 48.2026 is there already."] * 2]


def test_two_roll_over_and_there_is_no_next_issue(issues, editor):
    articles = list(issues[1].sections.first().articles.all())
    done = together(*(lambda each=each: rollover.roll_over(issues[1], [each], by=editor) for each in articles))
    assert {each.issue.label for each in done} == {"48.2026"}
    assert [each.planned for each in done].count(True) == 1
    assert Article.objects.filter(section__issue__number=48).count() == len(articles)


def test_a_section_is_not_removed_under_an_article(issues, editor):
    section = sections.add_section(issues[0], "Three", by=editor)
    article = issues[1].sections.first().articles.first()

    def attempt(act):
        try:
            act()
        except NotPossible:
            return False
        return True

    done = together(
        lambda: attempt(lambda: planning.place(article, section, by=editor)),
        lambda: attempt(lambda: sections.remove_section(section, by=editor)),
    )
    assert sorted(done) == [False, True]
    article.refresh_from_db()
    assert article.section_id == (section.pk if done[0] else issues[1].sections.first().pk)

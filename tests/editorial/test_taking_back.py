import datetime

import pytest
from django.utils import timezone

from editorial import grid, pasting, taking_back, workflow
from editorial.models import Article, PastedBlock
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def pair(issue, editor):
    return [make_article(issue.sections.get(), by=editor, title=title, keywords=("wages",)) for title in ("One", "Two")]


def paste(issue, text, article, by, column="country", **answers):
    seen = pasting.lay(issue, text, article.pk, column, by=by).seen
    pasting.apply(issue, text, article.pk, column, by=by, seen=seen, answers=answers)
    return taking_back.latest(issue)


def values(articles):
    return [
        (each.country, each.month, each.keyword_names()) for each in (Article.objects.get(pk=a.pk) for a in articles)
    ]


def told(outcome):
    return {refusal.article.title: refusal.reason for refusal in outcome.refused}


def test_every_cell_becomes_what_it_was(issue, pair, editor):
    before = values(pair)
    block = paste(issue, "Peru\tmay\t\tone; two\nChile\tJune", pair[0], editor)
    assert values(pair) == [("Peru", 5, ["one", "two"]), ("Chile", 6, ["wages"])]
    outcome = taking_back.take_back(issue, block.pk, by=editor)
    assert (outcome.done, outcome.refused, values(pair)) == (pair, [], before)
    assert [record.verb for record in issue.records.filter(article=None)[:2]] == ["take paste back", "paste cells"]


def test_a_row_that_somebody_changed_since_stays_and_says_so(issue, pair, editor):
    block = paste(issue, "Peru\tmay\nChile\tJune", pair[0], editor)
    grid.change(pair[1], {"month": "7", "title": "Other"}, by=make_user("editor", name="Otto Other"))
    outcome = taking_back.take_back(issue, block.pk, by=editor)
    assert told(outcome) == {"Other": "Otto Other changed it since: Month"}
    assert values(pair) == [("Brazil", 11, ["wages"]), ("Chile", 7, ["wages"])]


def test_what_else_was_changed_since_is_kept(issue, pair, editor):
    block = paste(issue, "Peru", pair[0], editor)
    grid.change(pair[0], {"title": "Other"}, by=make_user("editor"))
    assert taking_back.take_back(issue, block.pk, by=editor).refused == []
    assert [*Article.objects.order_by("pk").values_list("title", "country")] == [("Other", "Brazil"), ("Two", "Brazil")]


def test_what_was_never_asked_comes_back_unasked(issue, pair, editor):
    Article.objects.filter(pk=pair[0].pk).update(country="BRICS+")
    block = paste(issue, "Peru", pair[0], editor)
    taking_back.take_back(issue, block.pk, by=editor)
    assert Article.objects.get(pk=pair[0].pk).country == "BRICS+"


def test_an_approval_that_the_paste_withdrew_comes_back(issue, pair, editor):
    make_approved(pair[0])
    block = paste(issue, "Peru", pair[0], editor)
    taking_back.take_back(issue, block.pk, by=editor)
    assert Article.objects.get(pk=pair[0].pk).status == "approved"


def test_the_last_one_first_and_each_once(issue, pair, editor):
    first, second = paste(issue, "Peru", pair[0], editor), paste(issue, "Chile", pair[0], editor)
    with pytest.raises(workflow.NotPossible):
        taking_back.take_back(issue, first.pk, by=editor)
    for block in (second, first):
        assert taking_back.take_back(issue, block.pk, by=editor).done == [pair[0]]
    with pytest.raises(workflow.NotPossible):
        taking_back.take_back(issue, first.pk, by=editor)
    assert values(pair)[0][0] == "Brazil"


def test_where_nothing_could_be_taken_back_it_can_be_tried_again(issue, pair, editor):
    block = paste(issue, "Peru", pair[0], editor)
    make_published_at(issue)
    assert "is published" in told(taking_back.take_back(issue, block.pk, by=editor))["One"]
    assert taking_back.latest(issue) == block


def test_after_a_day_it_is_history(issue, pair, editor):
    paste(issue, "Peru", pair[0], editor)
    PastedBlock.objects.update(at=timezone.now() - datetime.timedelta(days=1, minutes=1))
    assert taking_back.latest(issue) is None

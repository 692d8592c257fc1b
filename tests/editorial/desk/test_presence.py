"""Two people at one article see each other, for as long as both are there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial import presence
from editorial.models import Presence
from tests.factories import make_article, make_user

from .typing import as_typed

pytestmark = pytest.mark.django_db


def at(article):
    return reverse("desk:be-present", args=[article.pk])


@pytest.fixture
def article(editor):
    return make_article(by=editor)


@pytest.fixture
def maria():
    return make_user("editor", name="Maria Writer")


def names(article, **but):
    return [row.person.name for row in presence.people_in([article.pk], **but).get(article.pk, [])]


def test_each_sees_the_other(sign_in, article, editor, maria):
    assert sign_in(maria).post(at(article), {"base": 1}).json() == {"people": [], "news": ""}
    there = sign_in(editor).post(at(article), {"base": 1}).json()["people"]
    assert [(each["name"], each["initials"]) for each in there] == [("Maria Writer", "MW")]
    assert there[0]["sentence"].startswith("Maria Writer is editing this article too (since ")
    page = sign_in(editor).get(reverse("desk:edit-article", args=[article.pk])).content.decode()
    assert "Maria Writer is editing this article too" in page


def test_who_is_silent_is_gone(article, maria):
    presence.arrive(maria, article)
    assert names(article) == ["Maria Writer"]
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=46))
    assert names(article) == []


def test_since_is_when_they_came_this_time(article, maria):
    presence.arrive(maria, article)
    morning = timezone.now() - timedelta(hours=3)
    Presence.objects.update(since=morning)
    presence.arrive(maria, article)
    assert Presence.objects.get().since == morning
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    presence.arrive(maria, article)
    assert Presence.objects.get().since > morning


def test_leaving(sign_in, article, maria):
    browser = sign_in(maria)
    browser.post(at(article))
    assert browser.post(at(article), {"gone": 1}).status_code == 204
    assert names(article) == []


def test_what_they_saved_is_told_at_once(sign_in, article, editor, maria):
    sign_in(maria).post(reverse("desk:edit-article", args=[article.pk]), as_typed(article, title="Theirs"))
    browser = sign_in(editor)
    assert browser.post(at(article), {"base": 1}).json()["news"] == (
        "Maria Writer saved version 2; your next save will show both."
    )
    assert browser.post(at(article), {"base": 2}).json()["news"] == ""
    assert "in another window" in sign_in(maria).post(at(article), {"base": 1}).json()["news"]


def test_the_article_page_says_who_is_editing(sign_in, article, reviewer, maria):
    presence.arrive(maria, article)
    text = sign_in(reviewer).get(reverse("desk:article", args=[article.pk])).content.decode()
    assert "Maria Writer is editing this article (since " in text


def test_only_writers_are_present(sign_in, article, reviewer):
    assert sign_in(reviewer).post(at(article)).status_code == 403


def test_one_query_for_all_articles():
    articles = [make_article() for _each in range(3)]
    for article in articles:
        presence.arrive(make_user("editor"), article)
    with CaptureQueriesContext(connection) as queries:
        there = presence.people_in([article.pk for article in articles])
        assert [len(there[article.pk]) for article in articles] == [1, 1, 1]
    assert len(queries) == 1

import pytest
from django.test import Client
from django.urls import reverse

from editorial.story import Subject, events_of, story
from editorial.story.sources import WHAT
from tests.factories import make_ready_issue

pytestmark = pytest.mark.django_db


def told(subject):
    return [f"{event.who} {event.said}" for event in events_of(story(subject)) if event.what == "edition"]


def test_an_issue_tells_of_its_editions_and_their_files(publish, run_mill):
    edition = run_mill(publish(make_ready_issue()))
    found = told(Subject(issue=edition.issue))
    assert "Paula Publisher froze edition 1" in found
    assert "mill gave edition 1 to its readers" in found
    assert "mill made PDF of edition 1" in found
    assert len(found) == 2 + edition.renditions.count()


def test_an_article_tells_of_none(publish):
    edition = publish(make_ready_issue(articles=1))
    assert told(Subject(article=edition.issue.sections.first().articles.first())) == []
    assert "edition" in WHAT


def test_the_page_of_an_issue_leads_to_the_sign_off_sheet(publish, run_mill, editor):
    edition = run_mill(publish(make_ready_issue()))
    browser = Client()
    browser.force_login(editor)
    page = browser.get(reverse("desk:issue-story", args=[edition.issue_id]), {"what": "edition"})
    assert reverse("mill:sign-off", args=[edition.pk]) in page.content.decode()

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial import revisions, versions, workflow
from editorial.models import Article, Issue, Record, Revision, Version
from tests.factories import make_approved, make_article, make_ready_issue

pytestmark = pytest.mark.django_db


def kept(article):
    rows = Version.objects.filter(revision__article=article).order_by("pk")
    return [(version.occasion, version.revision.number, version.by) for version in rows]


def edit(article, *, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return revisions.keep(article, by=by)


def test_what_is_submitted_and_approved_is_kept(editor, reviewer):
    article = make_article(by=editor)
    edit(article, by=editor, title="Second")
    workflow.move(article, "submit", by=editor)
    edit(article, by=editor, title="Third")
    workflow.move(article, "approve", by=reviewer)
    assert kept(article) == [("submitted", 2, editor), ("approved", 3, reviewer)]


def test_other_moves_keep_nothing(editor, reviewer):
    article = workflow.move(make_article(by=editor), "submit", by=editor)
    before = kept(article)
    article = workflow.move(article, "return", by=reviewer, note="No.")
    workflow.move(article, "spike", by=editor)
    assert kept(article) == before


def test_a_move_that_is_refused_keeps_nothing(editor):
    article = make_article(by=editor)
    Article.objects.filter(pk=article.pk).update(status="approved")
    with pytest.raises(workflow.NotPossible):
        workflow.move(article, "submit", by=editor)
    assert kept(article) == []


def test_an_approval_undone_is_no_version(editor, reviewer):
    article = make_approved(make_article(by=editor), by=reviewer)
    workflow.move(article, "undo", by=reviewer)
    assert kept(article) == [("submitted", 1, editor)]


def test_what_is_published_is_kept_for_each_article(publisher):
    issue = make_ready_issue(articles=3)
    workflow.move(issue, "publish", by=publisher)
    rows = Version.objects.filter(occasion="published")
    assert {version.revision.article for version in rows} == set(Article.objects.filter(section__issue=issue))
    assert {(version.name, version.by) for version in rows} == {(issue.label, publisher)}


def test_an_article_without_a_revision_gets_one(editor):
    article = make_article(by=editor)
    Revision.objects.all().delete()
    workflow.move(article, "submit", by=editor)
    assert kept(article) == [("submitted", 1, editor)]
    assert Revision.objects.get().content["title"] == article.title


def test_publishing_many_articles_takes_as_many_queries_as_a_few(publisher):
    def queries(count, number):
        issue = make_ready_issue(articles=count, number=number)
        with CaptureQueriesContext(connection) as found:
            versions.keep_issue(Issue.objects.get(pk=issue.pk), by=publisher)
        return len(found)

    assert queries(3, 46) == queries(12, 47)


def test_kept_on_request_and_named_anew(editor):
    article = make_article(by=editor)
    version = versions.keep_on_request(article, by=editor, name=" Before the cuts ")
    assert (version.occasion, version.name, version.by) == ("kept", "Before the cuts", editor)
    versions.rename(version, "Long", by=editor)
    versions.rename(version, "Long", by=editor)
    version.refresh_from_db()
    assert version.name == "Long"
    assert [(record.verb, record.note) for record in Record.objects.filter(article=article)] == [
        ("name version", "Long"),
        ("keep version", "Before the cuts"),
    ]

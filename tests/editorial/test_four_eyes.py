"""Nobody approves a text that they wrote, by no detour."""

import pytest

from editorial import restoring, revisions, workflow
from editorial.models import Article
from editorial.permissions import may_approve
from editorial.selectors import know_contributors
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def edit(article, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    revisions.keep(article, by=by)
    return Article.objects.get(pk=article.pk)


def test_an_earlier_text_that_nobody_approved_stays_its_writers_own(editor, reviewer):
    """Somebody else restores it after another text was approved: it is no more approved than it was."""
    author, other = make_user("editor", "reviewer", name="Alice"), editor
    article = make_article(by=author, title="Of Alice")
    article = edit(article, other, title="Of somebody else")
    article = workflow.move(article, "submit", by=author)
    article = workflow.move(article, "approve", by=reviewer)
    first = article.revisions.get(number=1).content
    article = restoring.restore(article, first, by=other).article
    assert article.status == "in_review"
    assert not may_approve(author, article)
    know_contributors([article])
    assert not may_approve(author, article)
    assert not may_approve(other, article)
    assert may_approve(reviewer, article)

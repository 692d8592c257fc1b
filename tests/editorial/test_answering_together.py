"""Two reviewers answer the same article at once, on the real database: one wins, the other is told who."""

import pytest
from django.urls import reverse

from editorial import workflow
from editorial.models import Article, Remark, Review
from tests.editorial.test_planning_together import together
from tests.factories import make_article, make_issue, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def section(database_on_disk):
    return make_issue().sections.first()


@pytest.mark.parametrize("verbs", [("approve", "approve"), ("approve", "return"), ("return", "return")])
def test_one_wins_and_the_other_is_told(section, client, verbs):
    people = [make_user("reviewer", name="Rolf Rapid"), make_user("reviewer", name="Sofia Swift")]
    browsers = [type(client)(), type(client)()]
    for browser, person in zip(browsers, people, strict=True):
        browser.force_login(person)
    for _round in range(3):
        article = workflow.move(made := make_article(section), "submit", by=made.editor)
        seen = browsers[0].get(reverse("desk:review", args=[article.pk])).context["seen"]
        address = reverse("desk:answer-review", args=[article.pk])

        def give(browser, verb, address=address, seen=seen):
            data = {"verb": verb, "seen": seen, "was": "in_review", "note": f"{verb}: a word"}
            return browser.post(address, data, follow=True).content.decode()

        told = together(*(lambda each=each: give(*each) for each in zip(browsers, verbs, strict=True)))
        answers = list(Review.objects.filter(article=article))
        assert len(answers) == 1
        winner = people.index(answers[0].reviewer)
        assert Article.objects.get(pk=article.pk).status == answers[0].verdict
        assert Remark.objects.filter(article=article).count() == (answers[0].verdict == "returned")
        assert (
            f"{people[winner].name} {'approved' if verbs[winner] == 'approve' else 'returned'} it" in told[1 - winner]
        )

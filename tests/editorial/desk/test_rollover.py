import pytest
from django.urls import reverse
from django.utils.html import escape

from editorial import sections
from tests.factories import make_approved, make_article, make_issue, make_published_at

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db


def url(issue):
    return reverse("desk:roll-over", args=[issue.pk])


def test_the_page_marks_what_is_not_approved(sign_in, editor):
    issue = make_issue()
    make_approved(make_article(issue.sections.get(), by=editor))
    make_article(issue.sections.get(), by=editor)
    page = sign_in(editor).get(url(issue))
    assert [article.marked for article in page.context["articles"]] == [False, True]
    assert "47.2026, which is planned now" in page.content.decode()


def test_move(sign_in, editor):
    issue = make_issue()
    extra = sections.add_section(issue, "Extra", by=editor)
    articles = [make_article(issue.sections.first(), by=editor), make_article(extra, by=editor, title="Odd one")]
    data = {"article": [article.pk for article in articles], "note": "No room"}
    response = sign_in(editor).post(url(issue), data, follow=True)
    text = response.content.decode()
    assert "2 articles moved here. Issue 47.2026 is planned." in text
    assert "these are not placed yet: “Odd one”." in text
    assert issue.records.filter(verb="roll over", note__endswith="No room").count() == 1


def test_the_way_back(sign_in, editor):
    issue = make_issue()
    article, browser = make_approved(make_article(issue.sections.get(), by=editor)), sign_in(editor)
    page = browser.post(url(issue), {"article": article.pk}, follow=True)
    article.refresh_from_db()
    assert article.issue.label == "47.2026"
    back = f"{url(article.issue)}?to={issue.pk}&article={article.pk}"
    assert f'<a href="{escape(back)}">Move back to 46.2026</a>' in page.content.decode()
    form = browser.get(back).context
    assert ([each.marked for each in form["articles"]], form["form"]["to"].value()) == ([True], str(issue.pk))
    browser.post(url(article.issue), {"article": article.pk, "to": issue.pk})
    article.refresh_from_db()
    assert (article.issue, article.status) == (issue, "approved")


def test_refusals_keep_the_marks(sign_in, editor):
    issue = make_issue()
    kept, dropped = (make_article(issue.sections.get(), by=editor) for _each in range(2))
    browser = sign_in(editor)
    assert "Mark at least one article." in browser.post(url(issue), {"note": "Why"}).content.decode()
    make_published_at(issue)
    page = browser.post(url(issue), {"article": kept.pk, "note": "Why"})
    assert (page.status_code, "is published" in page.content.decode()) == (409, True)
    assert {article.pk: article.marked for article in page.context["articles"]} == {kept.pk: True, dropped.pk: False}


def test_only_those_who_assemble(sign_in, reviewer):
    assert sign_in(reviewer).get(url(make_issue())).status_code == 403


def test_queries(sign_in, editor):
    issue = make_issue()

    def rows(count):
        for _index in range(count):
            make_article(issue.sections.get(), by=editor)

    assert_same_queries(sign_in(editor), url(issue), rows)

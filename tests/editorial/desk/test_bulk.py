import pytest
from django.urls import reverse

from tests.factories import make_article, make_bulletin, make_issue, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(make_bulletin(sections=("One", "Two")))


def url(name, thing):
    return reverse(f"desk:{name}", args=[thing.pk])


def act(browser, issue, articles, action, **more):
    data = {"article": [article.pk for article in articles], "action": action, **more}
    return browser.post(url("bulk", issue), data, follow=True)


def test_what_was_done_and_why_not(sign_in, editor, issue):
    mine = make_article(issue.sections.first(), by=editor)
    theirs = make_article(issue.sections.first(), title="Not <mine>")
    text = act(sign_in(editor), issue, [mine, theirs], "submit").content.decode()
    assert "1 submitted for review, 1 not:" in text
    assert (
        f'<a href="{url("article", theirs)}">Not &lt;mine&gt;</a>: Only the article&#x27;s own editor may do this.'
        in text
    )


def test_every_action(sign_in, editor, reviewer, issue):
    article = make_article(issue.sections.first(), by=editor, keywords=("wages",))
    loose = make_article(bulletin=issue.bulletin, by=editor)
    browser, both = sign_in(editor), [article, loose]
    act(browser, issue, both, "assign_editor", editor=editor.pk)
    act(browser, issue, both, "assign_reviewer", reviewer=reviewer.pk)
    act(browser, issue, both, "place", section=issue.sections.last().pk)
    act(browser, issue, both, "add_keyword", keyword="мир")
    act(browser, issue, both, "remove_keyword", keyword="wages")
    act(browser, issue, [article], "place", section="")
    for each in both:
        each.refresh_from_db()
        assert (each.editor, each.reviewer, each.keyword_names()) == (editor, reviewer, ["мир"])
    assert (article.section, loose.section) == (None, issue.sections.last())


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"action": "assign_editor"}, "Choose an editor."),
        ({"action": "add_keyword", "keyword": " "}, "Write the keyword."),
        ({"action": "approve"}, "Select a valid choice."),
    ],
)
def test_what_is_missing(sign_in, editor, issue, asked, reason):
    article = make_article(issue.sections.first(), by=editor)
    assert reason in act(sign_in(editor), issue, [article], **asked).content.decode()
    assert article.records.filter(by=editor).exclude(verb="place").count() == 0


def test_a_keyword_like_another_is_asked_back_once_for_all(sign_in, editor, issue):
    both = [make_article(issue.sections.first(), by=editor, keywords=("wages",)) for _number in range(2)]
    browser = sign_in(editor)
    asked = act(browser, issue, both, "add_keyword", keyword="wagess")
    assert (asked.status_code, [question.typed for question in asked.context["form"].asked]) == (422, ["wagess"])
    act(browser, issue, both, "add_keyword", keyword="wagess", **{"twin-wagess": "wagess"})
    assert [each.keyword_names() for each in both] == [["wages", "wagess"]] * 2
    assert (
        "It has this keyword already."
        in act(browser, issue, both, "add_keyword", keyword="wageess", **{"twin-wageess": "wagess"}).content.decode()
    )


def test_nothing_marked_and_strangers(sign_in, editor, issue):
    browser = sign_in(editor)
    assert "Mark at least one article." in act(browser, issue, [], "submit").content.decode()
    assert "An article is gone." in act(browser, issue, [make_article()], "submit").content.decode()


def test_reviewers_assemble_nothing(sign_in, reviewer, issue):
    assert act(sign_in(reviewer), issue, [make_article(issue.sections.first())], "submit").status_code == 403


def test_a_reviewer_is_asked_on_the_articles_page(sign_in, editor, reviewer, issue):
    article, browser = make_article(issue.sections.first(), by=editor), sign_in(editor)
    assert reviewer.name in browser.get(url("article", article)).content.decode()
    browser.post(url("assign-reviewer", article), {"reviewer": reviewer.pk})
    article.refresh_from_db()
    assert article.reviewer == reviewer
    answer = browser.post(url("assign-reviewer", article), {"reviewer": editor.pk}, follow=True)
    assert "Choose somebody who may approve articles." in answer.content.decode()
    other = make_user("reviewer")
    assert sign_in(other).post(url("assign-reviewer", article), {"reviewer": other.pk}).status_code == 403

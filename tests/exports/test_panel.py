import pytest
from django.http import Http404
from django.template import Context, Template

from editorial.models import Issue
from exports import publication, views
from exports.models import Rendition
from tests.factories import make_ready_issue

pytestmark = pytest.mark.django_db


def panel(issue):
    return Template("{% load mill %}{% mill_panel issue %}").render(Context({"issue": issue})).strip()


@pytest.fixture
def ask(rf):
    def ask(user, issue):
        request = rf.get("/")
        request.user = user
        return views.panel(request, issue.pk)

    return ask


@pytest.fixture(autouse=True)
def address(settings):
    settings.ROOT_URLCONF = "tests.exports.urls"


def test_an_issue_that_was_never_published_has_none():
    assert panel(make_ready_issue()) == ""


def test_it_shows_the_work_format_by_format(publish):
    edition = publish()
    publication.render(edition.renditions.get(format="pdf").pk)
    html = panel(edition.issue)
    assert f'data-working="/desk/mill/issues/{edition.issue_id}/panel/"' in html
    assert [state in html for state in ("mill-ready", "mill-queued", "3 pages", "Look again")] == [True] * 4


def test_it_rests_when_the_work_is_done(publish, run_mill):
    edition = run_mill(publish())
    html = panel(Issue.objects.get(pk=edition.issue_id))
    assert "data-working" not in html
    assert "Edition 1" in html


def test_it_says_why_publishing_failed(publish):
    edition = publish()
    publication._fail(Rendition.objects.get(edition=edition, format="html"), "A <b>cause</b>")
    html = panel(Issue.objects.get(pk=edition.issue_id))
    assert "Web page could not be made: A &lt;b&gt;cause&lt;/b&gt;" in html
    assert "mill-failed" in html


def test_it_takes_three_queries(publish, django_assert_num_queries):
    issue = publish().issue
    with django_assert_num_queries(3):
        panel(issue)


def test_the_fragment_is_for_the_desk(publish, ask, editor, django_user_model):
    issue = publish().issue
    assert ask(editor, issue).status_code == 200
    with pytest.raises(Http404):
        ask(django_user_model.objects.create_user("reader@example.org"), issue)


def test_a_stranger_is_asked_to_sign_in(client, publish):
    issue = publish().issue
    answer = client.get(f"/desk/mill/issues/{issue.pk}/panel/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/")


def test_it_lists_what_to_look_at_on_the_pages(publish, run_mill):
    edition = run_mill(publish())
    article = edition.printed_articles.first()
    edition.renditions.filter(format="pdf").update(
        faults=[{"kind": "stranded heading", "page": 7, "anchor": article.anchor, "text": "What the charter asks"}]
    )
    html = panel(Issue.objects.get(pk=edition.issue_id))
    assert "1 place on the pages to look at" in html
    assert "Page 7: heading at the foot of a page, “What the charter asks”" in html
    assert f'<span class="mill-article">{article.title}</span>' in html

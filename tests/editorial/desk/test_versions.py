import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from editorial import revisions, versions
from editorial.models import Article, Record, Version
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_user

from .counting import assert_same_queries
from .typing import as_typed

pytestmark = pytest.mark.django_db


def url(name, article, **query):
    address = reverse(f"desk:{name}", args=[article.pk])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def edit(article, *, by, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return revisions.keep(article, by=by)


def text(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestList:
    def test_versions_with_the_saves_between_them(self, sign_in, editor, reviewer):
        article = make_article(by=editor, title="The first title")
        edit(article, by=editor, title="A second title")
        make_approved(article, by=reviewer)
        edit(article, by=editor, title="A third title")
        response = sign_in(editor).get(url("versions", article))
        kinds = [
            (kind, row.number if kind == "version" else [save.number for save in row]) for kind, row in rows(response)
        ]
        assert kinds == [("saves", [3]), ("version", 2), ("saves", [1])]
        page = response.content.decode()
        assert page.index("Submitted") < page.index("Approved")
        assert "the first that is kept" in page

    def test_what_changed_between_two_versions_in_words(self, sign_in, editor):
        article = make_article(by=editor, title="The first title")
        versions.keep_on_request(article, by=editor, name="Before <b>")
        edit(article, by=editor, title="The last title", month=3)
        versions.keep_on_request(article, by=editor)
        page = text(sign_in(editor), url("versions", article))
        assert "title, month" in page
        assert "<q>Before &lt;b&gt;</q>" in page

    def test_pages_and_what_is_older_than_the_page(self, sign_in, editor):
        article = make_article(by=editor, title="Title one")
        versions.keep_on_request(article, by=editor)
        for number in range(30):
            edit(article, by=editor, title=f"Title {number}")
        versions.keep_on_request(article, by=editor)
        first, second = (sign_in(editor).get(url("versions", article, page=page)) for page in (1, 2))
        assert [kind for kind, _row in rows(first)] == ["version", "saves"]
        assert "since version 1" in first.content.decode()
        assert [kind for kind, _row in rows(second)] == ["saves", "version"]

    def test_queries(self, sign_in, editor):
        article = make_article(by=editor)

        def make_rows(count):
            for number in range(count):
                edit(article, by=editor, title=f"Title {count} {number}")
                versions.keep_on_request(article, by=editor)

        assert_same_queries(sign_in(editor), url("versions", article), make_rows)

    def test_keeping_and_naming(self, sign_in, editor):
        article = make_article(by=editor)
        browser = sign_in(editor)
        browser.post(url("keep-version", article), {"name": "For the board"})
        version = Version.objects.get()
        assert (version.name, version.occasion, version.by) == ("For the board", "kept", editor)
        browser.post(url("name-version", version), {"name": "For everybody"})
        assert Version.objects.get().name == "For everybody"
        browser.post(url("name-version", version), {"name": "x" * 121})
        assert Version.objects.get().name == "For everybody"

    def test_reviewers_look_and_change_nothing(self, sign_in, reviewer):
        article = make_article()
        version = versions.keep_on_request(article, by=article.editor)
        browser = sign_in(reviewer)
        page = text(browser, url("versions", article))
        assert url("keep-version", article) not in page
        assert url("restore", article) not in page
        assert browser.post(url("keep-version", article)).status_code == 403
        assert browser.post(url("name-version", version), {"name": "x"}).status_code == 403
        assert browser.post(url("restore", article), {"revision": 1}).status_code == 403

    def test_a_draft_that_nobody_kept_has_a_history(self, sign_in, editor):
        article = make_article(by=editor)
        assert "Version 1" in text(sign_in(editor), url("versions", article))

    def test_kept_from_the_editor(self, sign_in, editor):
        article = make_article(by=editor)
        data = as_typed(article, title="Typed", keep_version="yes", version_name="Typed once")
        sign_in(editor).post(url("edit-article", article), data)
        version = Version.objects.get()
        assert (version.name, version.revision.number, version.revision.content["title"]) == ("Typed once", 2, "Typed")


class TestCompare:
    @pytest.fixture
    def article(self, editor):
        article = make_article(by=editor, title="The duo went", body="<p>One.</p>")
        edit(article, by=editor, title="The two went", body="<p>One.</p><p>&lt;script&gt;</p>")
        edit(article, by=editor, title="The two leaders went")
        return article

    def test_two_revisions(self, article, sign_in, editor):
        page = text(sign_in(editor), url("compare", article, **{"from": 1, "to": 2}))
        assert 'The <del data-said="removed:">duo</del><ins data-said="added:">two</ins> went' in page
        assert '<ins data-said="added:">&lt;script&gt;</ins>' in page
        assert "title, 1 paragraph added" in page

    def test_beside_each_other(self, article, sign_in, editor):
        page = text(sign_in(editor), url("compare", article, **{"from": 1, "to": "now", "view": "sides"}))
        assert 'The <del data-said="removed:">duo</del> went' in page
        assert 'The <ins data-said="added:">two leaders</ins> went' in page

    def test_the_usual_two(self, article, sign_in, editor, reviewer):
        browser = sign_in(editor)
        assert chosen(browser, article) == ("2", "now")
        version = versions.keep_on_request(article, by=editor)
        edit(article, by=editor, title="Four")
        assert chosen(browser, article) == ("3", "now")
        Version.objects.filter(pk=version.pk).update(occasion="approved")
        versions.keep_on_request(article, by=editor)
        assert chosen(browser, article) == ("3", "now")

    def test_an_article_saved_once(self, sign_in, editor):
        assert "Nothing changed." in text(sign_in(editor), url("compare", make_article(by=editor)))

    @pytest.mark.parametrize("ref", ["99", "x", "-1", "1" * 30])
    def test_what_was_never_saved(self, ref, article, sign_in, editor):
        assert sign_in(editor).get(url("compare", article, **{"from": ref})).status_code == 404

    def test_since_the_approval(self, sign_in, editor, reviewer):
        article = make_approved(make_article(by=editor), by=reviewer)
        link = url("compare", article, **{"from": 1}) + "&amp;to=now"
        assert link not in text(sign_in(editor), url("article", article))
        edit(article, by=editor, title="Changed")
        assert link in text(sign_in(editor), url("article", article))

    def test_pictures_of_earlier_saves_are_shown_to_those_who_see_the_article(self, article, sign_in, editor):
        name = default_storage.save("pictures/a.jpg", ContentFile(b"picture"))
        article.illustrations.create(caption="A ship", file=name, sha256="a" * 64, width=6, height=4)
        revisions.keep(article, by=editor)
        article.illustrations.all().delete()
        revisions.keep(article, by=editor)
        picture = url("earlier-picture", article, sha256="a" * 64)
        assert picture in text(sign_in(editor), url("compare", article, **{"from": 4}))
        assert b"".join(sign_in(editor).get(picture).streaming_content) == b"picture"
        assert sign_in(editor).get(url("earlier-picture", make_article(), sha256="a" * 64)).status_code == 404
        assert sign_in(make_user()).get(picture).status_code == 404
        default_storage.delete(name)
        assert sign_in(editor).get(picture).status_code == 404

    def test_queries(self, article, sign_in, editor):
        def make_rows(count):
            for number in range(count):
                edit(article, by=editor, title=f"Title {count} {number}")
                versions.keep_on_request(article, by=editor)

        assert_same_queries(sign_in(editor), url("compare", article, **{"from": 1}), make_rows)


class TestRestore:
    def test_what_it_will_change_and_then_it_does(self, sign_in, editor, reviewer):
        article = make_article(by=editor, title="First title")
        edit(article, by=editor, title="Second title")
        make_approved(article, by=reviewer)
        browser = sign_in(editor)
        page = text(browser, url("restore", article, revision=1))
        assert '<del data-said="removed:">Second</del><ins data-said="added:">First</ins> title' in page
        assert "withdraws the approval" in page
        response = browser.post(url("restore", article), {"revision": 1, "base": 2}, follow=True)
        assert "Restored as version 3. That withdrew the approval" in response.content.decode()
        article.refresh_from_db()
        assert (article.title, article.status) == ("First title", "in_review")
        assert Record.objects.filter(verb="restore").get().note == "Version 1"

    def test_not_over_what_somebody_saved_meanwhile(self, sign_in, editor):
        article = make_article(by=editor, title="First title")
        edit(article, by=editor, title="Second title")
        response = sign_in(editor).post(url("restore", article), {"revision": 1, "base": 1})
        assert (response.status_code, "Somebody saved this article meanwhile" in response.content.decode()) == (
            409,
            True,
        )

    def test_not_in_a_frozen_issue(self, sign_in, editor):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor, title="First title")
        edit(article, by=editor, title="Second title")
        make_published_at(issue)
        browser = sign_in(editor)
        page = text(browser, url("restore", article, revision=1))
        assert "its articles cannot be changed" in page
        assert "Restore it as a new version" not in page
        assert browser.post(url("restore", article), {"revision": 1, "base": 2}).status_code == 409
        article.refresh_from_db()
        assert article.title == "Second title"

    def test_pictures_that_are_gone_are_named(self, sign_in, editor):
        article = make_article(by=editor)
        article.illustrations.create(caption="A ship", file="pictures/gone.jpg", sha256="a" * 64)
        revisions.keep(article, by=editor)
        article.illustrations.all().delete()
        revisions.keep(article, by=editor)
        browser = sign_in(editor)
        assert "their captions will wait for a picture" in text(browser, url("restore", article, revision=2))
        response = browser.post(url("restore", article), {"revision": 2, "base": 3}, follow=True)
        assert "The file of a picture is gone; its caption waits for one: A ship" in response.content.decode()


def rows(response):
    return response.context["rows"]


def chosen(browser, article):
    context = browser.get(url("compare", article)).context
    return context["start"], context["end"]

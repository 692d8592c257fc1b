"""What is typed is kept in a working copy of one's own, and found again; nobody's other window loses by it."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import autosave
from editorial.models import Article, Record, Revision, WorkingCopy
from tests.factories import make_article, make_bulletin, make_issue, make_published_at, make_user

from .typing import as_typed

pytestmark = pytest.mark.django_db


def url(name, article):
    return reverse(f"desk:{name}", args=[article.pk])


def kept(browser, article, *, copy=0, **typed):
    return browser.post(url("keep-copy", article), as_typed(article, copy=copy, **typed))


def new_copy(bulletin, name="keep-new-copy"):
    return f"{reverse(f'desk:{name}')}?bulletin={bulletin.pk}"


@pytest.fixture
def article(editor):
    return make_article(by=editor, title="Title", byline="Byline", body="<p>Text</p>", keywords=("a",))


class TestKeeping:
    def test_one_copy_is_written_over(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article, title="On").json()["number"]
        answer = kept(browser, article, title="One", copy=number).json()
        copy = WorkingCopy.objects.get()
        assert (copy.by, copy.article, copy.data["title"], copy.base) == (editor, article, ["One"], 1)
        assert (answer["number"], answer["closed"], copy.number) == (number + 1, "", number + 1)

    def test_it_is_no_history_and_changes_no_article(self, sign_in, editor, article):
        before = (Revision.objects.count(), Record.objects.count(), article.updated_at)
        kept(sign_in(editor), article, title="Half a ti")
        article.refresh_from_db()
        assert (Revision.objects.count(), Record.objects.count(), article.updated_at) == before
        assert article.title == "Title"

    def test_of_two_windows_none_undoes_the_other(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article, title="First window").json()["number"]
        for stale in (0, number - 1, number + 5):
            answer = kept(browser, article, title="Second window", copy=stale)
            assert answer.status_code == 409
            assert answer.json()["number"] == number
            assert answer.json()["data"]["title"] == ["First window"]
            assert "You went on writing this article in another window, at " in answer.json()["message"]
        assert WorkingCopy.objects.get().data["title"] == ["First window"]

    def test_mine_over_the_other_is_deliberate(self, sign_in, editor, article):
        browser = sign_in(editor)
        kept(browser, article, title="First window")
        number = kept(browser, article, title="Second window").json()["number"]
        assert kept(browser, article, title="Second window", copy=number).status_code == 200
        assert WorkingCopy.objects.get().data["title"] == ["Second window"]

    def test_the_same_words_once_more_are_no_clash(self, sign_in, editor, article):
        browser = sign_in(editor)
        first, again = (kept(browser, article, title="Sent twice").json() for _time in range(2))
        assert again["number"] == first["number"]

    def test_an_old_window_does_not_take_a_new_copy_for_its_own(self, sign_in, editor, article):
        browser = sign_in(editor)
        old = kept(browser, article, title="Old").json()["number"]
        autosave.discard(editor, article, old)
        kept(browser, article, title="New")
        assert kept(browser, article, title="Older still", copy=old).status_code == 409

    def test_what_a_database_cannot_hold_is_left_out(self, sign_in, editor, article):
        kept(sign_in(editor), article, title="A\0B")
        assert WorkingCopy.objects.get().data["title"] == ["AB"]

    def test_too_much_is_refused_in_a_sentence(self, sign_in, editor, article):
        answer = kept(sign_in(editor), article, body="x" * (autosave.MOST_CHARACTERS + 1))
        assert answer.status_code == 413
        assert "too long to be kept while you type" in answer.json()["message"]
        assert not WorkingCopy.objects.exists()

    def test_only_those_who_may_write(self, sign_in, reviewer, article):
        assert kept(sign_in(reviewer), article).status_code == 403

    def test_nobody_keeps_in_the_name_of_who_was_signed_in_before(self, sign_in, article):
        answer = kept(sign_in(make_user("editor")), article, person=article.editor_id)
        assert answer.status_code == 403
        assert not WorkingCopy.objects.exists()

    def test_in_a_frozen_issue_it_is_still_kept_and_said(self, sign_in, editor):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor)
        make_published_at(issue)
        browser = sign_in(editor)
        answer = kept(browser, article, body="<p>Precious words</p>")
        assert "its articles cannot be changed" in answer.json()["closed"]
        assert "Precious words" in browser.get(url("edit-article", article)).content.decode()

    def test_a_copy_costs_the_same_however_many_there_are(self, sign_in, editor, article):
        browser = sign_in(editor)

        def queries(**typed):
            with CaptureQueriesContext(connection) as found:
                assert kept(browser, article, **typed).status_code == 200
            return len(found)

        number = kept(browser, article, title="1").json()["number"]
        few = queries(title="2", copy=number)
        for person in [make_user("editor") for _each in range(9)]:
            kept(sign_in(person), article, title="Theirs")
        assert queries(title="3", copy=number + 1) == few


class TestRestoring:
    def test_the_form_is_filled_with_it(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article, title="Unsaved", body="<p>Half a text", keywords="a, b").json()["number"]
        response = browser.get(url("edit-article", article))
        form = response.context["form"]
        values = [form[name].value() for name in ("title", "body", "keywords", "base", "copy")]
        assert values == ["Unsaved", "<p>Half a text", "a, b", 1, number]
        assert "Restored what you typed and did not save" in response.content.decode()

    def test_nothing_is_called_wrong_before_it_is_saved(self, sign_in, editor, article):
        browser = sign_in(editor)
        kept(browser, article, title="", year="20")
        text = browser.get(url("edit-article", article)).content.decode()
        assert "This field is required" not in text
        assert 'value="20"' in text

    def test_illustrations_typed_but_not_saved(self, sign_in, editor, article):
        picture = article.illustrations.create(caption="Saved caption")
        browser = sign_in(editor)
        kept(browser, article, **{"illustrations-0-caption": "Typed caption", "illustrations-1-caption": "Another"})
        text = browser.get(url("edit-article", article)).content.decode()
        assert "Typed caption" in text
        assert "Another" in text
        picture.refresh_from_db()
        assert picture.caption == "Saved caption"

    def test_a_copy_that_says_the_same_is_no_news(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article).json()["number"]
        response = browser.get(url("edit-article", article))
        assert "Restored" not in response.content.decode()
        assert response.context["form"]["copy"].value() == number

    def test_nobody_else_sees_it(self, sign_in, editor, article):
        kept(sign_in(editor), article, title="Secret words", body="<p>Secret words</p>")
        browser = sign_in(make_user("editor", "publisher", "reviewer"))
        pages = [url("edit-article", article), url("article", article), reverse("desk:articles"), reverse("desk:home")]
        assert ["Secret" in browser.get(page).content.decode() for page in pages] == [False] * 4

    def test_the_saved_text_instead_and_back(self, sign_in, editor, article):
        browser = sign_in(editor)
        kept(browser, article, title="Unsaved")
        response = browser.get(url("edit-article", article) + "?saved=1")
        assert response.context["form"]["title"].value() == "Title"
        assert "Bring it back" in response.content.decode()
        # Whoever writes on from there is asked before the copy is written over.
        assert kept(browser, article, title="X", copy=response.context["form"]["copy"].value()).status_code == 409

    def test_discarding(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article, title="Unsaved").json()["number"]
        page = browser.post(url("discard-copy", article), {"copy": number - 1}, follow=True)
        assert "Nothing was discarded" in page.content.decode()
        page = browser.post(url("discard-copy", article), {"copy": number}, follow=True)
        assert page.context["form"]["title"].value() == "Title"
        assert not WorkingCopy.objects.exists()

    def test_what_only_they_changed_since_is_taken(self, sign_in, editor, article):
        browser = sign_in(editor)
        kept(browser, article, title="Mine")
        sign_in(make_user("editor")).post(url("edit-article", article), as_typed(article, byline="Their byline"))
        form = browser.get(url("edit-article", article)).context["form"]
        assert [str(form[name].value()) for name in ("title", "byline", "base")] == ["Mine", "Their byline", "2"]

    def test_what_both_changed_is_shown(self, sign_in, editor, article):
        browser = sign_in(editor)
        kept(browser, article, title="Mine")
        sign_in(make_user("editor")).post(url("edit-article", article), as_typed(article, title="Theirs"))
        response = browser.get(url("edit-article", article))
        found = [(each.name, each.theirs, each.mine) for each in response.context["meeting"].collisions]
        assert found == [("title", "Theirs", "Mine")]
        assert response.context["form"]["title"].value() == "Mine"


class TestSaving:
    def test_a_save_is_done_with_the_copy(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article, title="New").json()["number"]
        browser.post(url("edit-article", article), as_typed(article, title="New", copy=number))
        assert not WorkingCopy.objects.exists()

    def test_what_another_window_typed_stays(self, sign_in, editor, article):
        browser = sign_in(editor)
        kept(browser, article, title="In another window")
        browser.post(url("edit-article", article), as_typed(article, byline="Here", copy=0))
        assert WorkingCopy.objects.get().data["title"] == ["In another window"]

    def test_a_refused_save_keeps_it(self, sign_in, editor, article):
        browser = sign_in(editor)
        number = kept(browser, article, title="").json()["number"]
        assert browser.post(url("edit-article", article), as_typed(article, title="", copy=number)).status_code == 422
        assert WorkingCopy.objects.get().number == number

    def test_a_script_saves_in_place(self, sign_in, editor, article):
        typed = as_typed(article, title="New")
        answer = sign_in(editor).post(url("edit-article", article), typed, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        answer = answer.json()
        assert (answer["number"], answer["withdrew"], answer["message"]) == (2, False, "Saved as version 2.")
        assert (answer["section"], answer["editor"]) == ("", str(editor.pk))

    def test_a_script_can_come_back_to_the_form(self, sign_in, editor, article):
        response = sign_in(editor).post(url("edit-article", article), as_typed(article, title="New", stay="1"))
        assert response["Location"] == url("edit-article", article)


class TestNewArticles:
    @pytest.fixture
    def bulletin(self):
        return make_bulletin()

    def test_it_is_there_at_add_article(self, sign_in, editor, bulletin):
        browser = sign_in(editor)
        number = browser.post(new_copy(bulletin), as_typed(None, title="Begun")).json()["number"]
        copy = WorkingCopy.objects.get()
        assert (copy.article, copy.bulletin, Article.objects.count()) == (None, bulletin, 0)
        response = browser.get(reverse("desk:new-article"))
        assert response.context["form"]["title"].value() == "Begun"
        assert browser.post(new_copy(bulletin), as_typed(None, title="Other", copy=0)).status_code == 409
        typed = as_typed(None, title="Begun", editor=editor.pk, copy=number)
        assert browser.post(reverse("desk:new-article"), typed).status_code == 302
        assert not WorkingCopy.objects.exists()

    def test_one_for_each_bulletin(self, sign_in, editor, bulletin):
        browser = sign_in(editor)
        for each in (bulletin, make_bulletin("Another")):
            assert browser.post(new_copy(each), as_typed(None, title=each.title)).status_code == 200
        assert WorkingCopy.objects.count() == 2

    def test_discarding(self, sign_in, editor, bulletin):
        browser = sign_in(editor)
        number = browser.post(new_copy(bulletin), as_typed(None, title="Begun")).json()["number"]
        page = browser.post(new_copy(bulletin, "discard-new-copy"), {"copy": number}, follow=True)
        assert page.context["form"]["title"].value() in ("", None)
        assert not WorkingCopy.objects.exists()

    @pytest.mark.parametrize("wanted", ["", "?bulletin=", "?bulletin=x", "?bulletin=999999"])
    def test_of_no_bulletin(self, sign_in, editor, wanted):
        assert sign_in(editor).post(reverse("desk:keep-new-copy") + wanted).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [True, False])
def test_two_windows_at_the_same_moment(is_new):
    if connection.vendor != "postgresql":
        pytest.skip("in one SQLite in memory nothing happens at the same moment")
    person, article = make_user("editor"), make_article()
    number = 0 if is_new else autosave.keep(person, article, {"title": ["Before"]}, number=0, base=1).number
    start, answers = threading.Barrier(8), []

    def window(name):
        start.wait()
        try:
            answers.append(autosave.keep(person, article, {"title": [name]}, number=number, base=1).data)
        except autosave.Newer:
            answers.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=window, args=[str(name)]) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [answer for answer in answers if answer]
    assert (len(answers), winners) == (8, [WorkingCopy.objects.get().data])

import pytest
from django.urls import reverse

from editorial import revisions, workflow
from editorial.models import Article, Record
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_published_at, make_user

from .typing import as_typed

pytestmark = pytest.mark.django_db


def edit(article):
    return reverse("desk:edit-article", args=[article.pk])


def test_everything_is_saved_at_once(sign_in, editor):
    issue = make_issue(make_bulletin(sections=("One", "Two")))
    one, two = issue.sections.order_by("position")
    article = make_article(one, by=editor)
    other = make_user("editor")
    typed = as_typed(
        article,
        title="  New \n title ",
        keywords="wages, social dialogue; забастовка\nбрикс+",
        body="<p onclick='x'>Bold <b>claim</b></p><script>alert(1)</script>",
        section=two.pk,
        editor=other.pk,
        published_on="2026-11-05",
        source_url="delta.example/a",
    )
    assert sign_in(editor).post(edit(article), typed)["Location"] == reverse("desk:article", args=[article.pk])
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.body) == ("New title", "<p>Bold <strong>claim</strong></p>")
    assert article.keyword_names() == ["wages", "social dialogue", "забастовка", "брикс+"]
    assert (article.section, article.editor, article.source_url) == (two, other, "https://delta.example/a")
    assert article.revisions.first().by == editor


def test_what_is_saved_goes_on_to_review_in_one_act(sign_in, editor):
    article = make_article(make_issue().sections.first(), by=editor)
    browser = sign_in(editor)
    assert ">Save and submit<" in browser.get(edit(article)).content.decode()
    typed = as_typed(article, title="Ready", submit_too="yes", stay="1")
    assert browser.post(edit(article), typed)["Location"] == reverse("desk:article", args=[article.pk])
    article.refresh_from_db()
    assert (article.title, article.status) == ("Ready", "in_review")
    assert ">Save and submit<" not in browser.get(edit(article)).content.decode()


def test_what_cannot_go_on_to_review_stays_saved(sign_in, editor):
    article = make_article(make_issue().sections.first(), by=editor)
    typed = as_typed(article, title="Again", submit_too="yes")
    workflow.move(article, "submit", by=editor)
    text = sign_in(editor).post(edit(article), typed, follow=True).content.decode()
    article.refresh_from_db()
    assert (article.title, article.status) == ("Again", "in_review")
    assert '<li class="message message--error">' in text


def test_what_is_handed_on_is_not_submitted(sign_in, editor):
    article, other = make_article(make_issue().sections.first(), by=editor), make_user("editor")
    sign_in(editor).post(edit(article), as_typed(article, editor=other.pk, submit_too="yes"))
    article.refresh_from_db()
    assert (article.editor, article.status) == (other, "draft")


def test_a_new_article_in_its_section(sign_in, editor):
    section = make_issue().sections.first()
    browser = sign_in(editor)
    address = reverse("desk:new-article") + f"?section={section.pk}"
    page = browser.get(address)
    assert f'<option value="{section.pk}" selected>' in page.content.decode()
    typed = as_typed(None, title="Fresh", section=section.pk, editor=editor.pk, body="<p>Text</p>", keywords="a, b")
    assert browser.post(address, typed).status_code == 302
    article = Article.objects.get()
    assert (article.section, article.position, article.bulletin) == (section, 1, section.issue.bulletin)
    assert set(Record.objects.filter(article=article).values_list("verb", flat=True)) == {"create", "place"}
    assert article.revisions.get().by == editor


def test_several_bulletins_are_asked_for(sign_in, editor):
    make_bulletin("One"), make_bulletin("Two")
    browser = sign_in(editor)
    text = browser.get(reverse("desk:new-article")).content.decode()
    assert "For which bulletin?" in text
    assert browser.get(reverse("desk:new-article") + "?bulletin=999").status_code == 404


def test_errors_keep_what_was_typed(sign_in, editor):
    article = make_article(by=editor)
    typed = as_typed(article, title="", body="<p>Long work</p>", keywords="one, two", byline="Somebody")
    response = sign_in(editor).post(edit(article), typed)
    text = response.content.decode()
    assert response.status_code == 422
    for part in ("Long work", "one, two", "Somebody", "This field is required."):
        assert part in text
    assert article.revisions.count() == 1


def test_an_edit_of_approved_text_says_so(sign_in, editor):
    article = make_approved(make_article(by=editor))
    response = sign_in(editor).post(edit(article), as_typed(article, title="Another"), follow=True)
    assert "your change withdrew the approval" in response.content.decode()
    article.refresh_from_db()
    assert article.status == "in_review"


def test_a_save_that_changes_nothing(sign_in, editor):
    article = make_approved(make_article(by=editor))
    response = sign_in(editor).post(edit(article), as_typed(article), follow=True)
    assert "Nothing that is printed has changed." in response.content.decode()
    article.refresh_from_db()
    assert (article.status, article.revisions.count()) == ("approved", 1)


def test_a_frozen_issue_shows_the_reason_and_what_was_typed(sign_in, editor):
    issue = make_issue()
    article = make_article(issue.sections.first(), by=editor)
    make_published_at(issue)
    response = sign_in(editor).post(edit(article), as_typed(article, body="<p>My precious words</p>"))
    text = response.content.decode()
    assert "is published; its articles cannot be changed" in text
    assert "My precious words" in text
    article.refresh_from_db()
    assert "precious" not in article.body


class TestTwoPeople:
    @pytest.fixture
    def article(self, editor):
        return make_article(by=editor, title="Title", byline="Byline", body="<p>Text</p>", keywords=("a",))

    @pytest.fixture
    def other(self):
        return make_user("editor", name="Otto Other")

    def test_the_second_sees_both(self, sign_in, article, editor, other):
        mine = as_typed(article, title="Mine", body="<p>My text</p>")
        sign_in(other).post(edit(article), as_typed(article, title="Theirs"))
        response = sign_in(editor).post(edit(article), mine)
        text = response.content.decode()
        assert response.status_code == 409
        assert "Otto Other saved version 2 while you were writing." in text
        assert [(each.name, each.theirs, each.mine) for each in response.context["meeting"].collisions] == [
            ("title", "Theirs", "Mine")
        ]
        assert "My text" in text
        article.refresh_from_db()
        assert (article.title, article.body) == ("Theirs", "<p>Text</p>")

    def test_the_name_of_a_version_outlives_a_collision(self, sign_in, article, editor, other):
        mine = as_typed(article, title="Mine", keep_version="yes", version_name="Before the cut")
        sign_in(other).post(edit(article), as_typed(article, title="Theirs"))
        text = sign_in(editor).post(edit(article), mine).content.decode()
        menu = text.partition('<details class="menu menu--up"')[2]
        assert menu.startswith(" open>")
        assert 'name="version_name" value="Before the cut"' in menu

    def test_saving_again_is_deliberate(self, sign_in, article, editor, other):
        mine = as_typed(article, title="Mine")
        sign_in(other).post(edit(article), as_typed(article, title="Theirs"))
        browser = sign_in(editor)
        base = browser.post(edit(article), mine).context["form"]["base"].value()
        assert browser.post(edit(article), {**mine, "base": base}).status_code == 302
        article.refresh_from_db()
        assert article.title == "Mine"
        assert article.revisions.get(number=2).content["title"] == "Theirs"

    def test_what_only_they_changed_is_taken(self, sign_in, article, editor, other):
        mine = as_typed(article, title="Mine")
        sign_in(other).post(edit(article), as_typed(article, byline="Their byline", keywords="b, c", month=3))
        response = sign_in(editor).post(edit(article), mine)
        form = response.context["form"]
        assert response.context["meeting"].collisions == []
        values = [str(form[name].value()) for name in ("title", "byline", "keywords", "month")]
        assert values == ["Mine", "Their byline", "b, c", "3"]

    def test_their_illustrations_are_taken_or_shown(self, sign_in, article, editor, other):
        untouched, touched = as_typed(article, title="Mine"), as_typed(article)
        touched |= {"illustrations-0-caption": "My caption"}
        sign_in(other).post(edit(article), as_typed(article) | {"illustrations-0-caption": "Their caption"})
        browser = sign_in(editor)
        response = browser.post(edit(article), untouched)
        assert "Their caption" in response.content.decode()
        assert response.context["meeting"].collisions == []
        response = browser.post(edit(article), touched)
        (found,) = response.context["meeting"].collisions
        assert [[each.caption for each in side] for side in (found.theirs, found.mine)] == [
            ["Their caption"],
            ["My caption"],
        ]

    def test_script_in_a_collision_is_cleaned(self, sign_in, article, editor, other):
        mine = as_typed(article, body="<p>Mine</p><img src=x onerror=alert(1)>")
        sign_in(other).post(edit(article), as_typed(article, body="<p>Theirs</p>"))
        text = sign_in(editor).post(edit(article), mine).content.decode()
        assert "<img src=x" not in text

    def test_an_untouched_place_does_not_move_it_back(self, sign_in, editor, other):
        one, two = make_issue(make_bulletin(sections=("One", "Two"))).sections.order_by("position")
        article = make_article(one, by=editor)
        mine = as_typed(article, title="Mine")
        sign_in(other).post(edit(article), as_typed(article, section=two.pk, editor=other.pk))
        assert sign_in(editor).post(edit(article), mine).status_code == 302
        article.refresh_from_db()
        assert (article.section, article.editor, article.title) == (two, other, "Mine")

    def test_two_who_place_it_are_shown_both(self, sign_in, editor, other):
        one, two, three = make_issue(make_bulletin(sections=("One", "Two", "Three"))).sections.order_by("position")
        article = make_article(one, by=editor)
        mine = as_typed(article, section=three.pk)
        sign_in(other).post(edit(article), as_typed(article, section=two.pk))
        browser = sign_in(editor)
        response = browser.post(edit(article), mine)
        assert "Otto Other placed this article elsewhere while you were writing." in response.content.decode()
        assert [(each.theirs, each.mine) for each in response.context["meeting"].collisions] == [
            ("46.2026 › Two", "46.2026 › Three")
        ]
        was = response.context["form"]["section_was"].value()
        assert browser.post(edit(article), mine | {"section_was": was}).status_code == 302
        article.refresh_from_db()
        assert article.section == three

    def test_theirs_is_taken_field_by_field_without_a_script(self, sign_in, article, editor, other):
        mine = as_typed(article, title="Mine", keywords="mine", month=3)
        sign_in(other).post(edit(article), as_typed(article, title="Theirs", keywords="b, c", month=4))
        choice = {"base": 2, "take-title": "theirs", "take-keywords": "theirs", "take-month": "mine"}
        assert sign_in(editor).post(edit(article), mine | choice).status_code == 302
        article = Article.objects.get(pk=article.pk)
        assert (article.title, article.keyword_names(), article.month) == ("Theirs", ["b", "c"], 3)

    def test_their_illustrations_can_be_taken(self, sign_in, article, editor, other):
        mine = as_typed(article) | {"illustrations-0-caption": "My caption"}
        sign_in(other).post(edit(article), as_typed(article) | {"illustrations-0-caption": "Their caption"})
        choice = {"base": 2, "take-illustrations": "theirs"}
        assert sign_in(editor).post(edit(article), mine | choice).status_code == 302
        assert [each.caption for each in article.illustrations.all()] == ["Their caption"]

    def test_mine_of_an_illustration_they_removed_can_be_kept(self, sign_in, article, editor, other):
        _first, second = (article.illustrations.create(caption=caption) for caption in ("One", "Two"))
        revisions.keep(article, by=editor)
        article.refresh_from_db()
        mine = as_typed(article) | {"illustrations-0-caption": "One, by me", "illustrations-0-position": 0}
        theirs = as_typed(article) | {"illustrations-0-DELETE": "on", "illustrations-1-caption": "Two, by them"}
        sign_in(other).post(edit(article), theirs)
        browser = sign_in(editor)
        response = browser.post(edit(article), mine)
        assert [each.name for each in response.context["meeting"].collisions] == ["illustrations"]
        assert browser.post(edit(article), mine | {"base": 3}).status_code == 302
        assert {each.caption for each in article.illustrations.all()} == {"One, by me", "Two"}
        assert second in article.illustrations.all()

    def test_a_choice_made_before_they_saved_again_is_asked_for_anew(self, sign_in, article, editor, other):
        mine = as_typed(article, title="Mine")
        for title in ("Theirs", "Theirs again"):
            base = article.revisions.first().number
            sign_in(other).post(edit(article), as_typed(article, title=title, base=base))
        response = sign_in(editor).post(edit(article), mine | {"base": 2, "take-title": "theirs"})
        assert [each.theirs for each in response.context["meeting"].collisions] == ["Theirs again"]

    def test_the_same_change_twice_is_no_collision(self, sign_in, article, editor, other):
        typed = as_typed(article, title="The same")
        sign_in(other).post(edit(article), typed)
        assert sign_in(editor).post(edit(article), typed).status_code == 302

import pytest
from django.urls import reverse

from editorial import remarks
from editorial.models import Article, Remark
from tests.factories import make_article, make_issue, make_published_at, make_user

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script> "&amp; {% now %}'


def address(article):
    return reverse("desk:article", args=[article.pk])


def post(browser, article, **data):
    return browser.post(reverse("desk:remarks", args=[article.pk]), data)


def shown(browser, article):
    return browser.get(address(article)).content.decode()


class TestWriting:
    def test_on_a_passage_with_its_place(self, sign_in, editor, reviewer):
        article = make_article(by=editor, body="<p>What the <em>year had wrought</em>.</p>")
        data = {"text": "brought?", "field": "body", "passage": "year had wrought", "before": "What the ", "after": "."}
        response = post(sign_in(reviewer), article, **data)
        remark = Remark.objects.get()
        assert response["Location"] == f"{address(article)}#remark-{remark.pk}"
        text = shown(sign_in(editor), article)
        assert '<mark class="spoken"><em>year had wrought</em></mark><a class="spoken__link"' in text
        assert f'id="remark-{remark.pk}"' in text
        assert "1 open remark" in text

    def test_without_a_script_words_alone_tell_their_field(self, sign_in, reviewer):
        article = make_article(title="Ships win", body="<p>Text.</p>")
        post(sign_in(reviewer), article, text="Which?", passage="Ships")
        post(sign_in(reviewer), article, text="Where?", passage="nowhere")
        assert list(Remark.objects.order_by("pk").values_list("field", flat=True)) == ["title", "body"]
        assert '<mark class="spoken">Ships</mark>' in shown(sign_in(reviewer), article)

    def test_on_a_field_and_on_the_article(self, sign_in, reviewer):
        article = make_article()
        post(sign_in(reviewer), article, text="The month is wrong", field="month")
        post(sign_in(reviewer), article, text="Too long.")
        text = shown(sign_in(reviewer), article)
        assert text.count('class="field-remark"') == 1
        assert "2 open remarks" in text

    def test_the_screen_says_whom_it_told(self, sign_in, editor, reviewer, publisher):
        article = make_article(by=editor)
        browser = sign_in(reviewer)
        post(browser, article, text="@Paula Publisher: see this")
        text = shown(browser, article)
        assert "Your remark is written. Told: Paula Publisher, Edith Editor." in text
        assert '<span class="mention">@Paula Publisher</span>' in text

    def test_without_words_nothing_is_written_and_the_rest_is_kept(self, sign_in, reviewer):
        article = make_article()
        response = post(sign_in(reviewer), article, text=" ", passage="kept words")
        assert (response.status_code, Remark.objects.count()) == (422, 0)
        assert "Write a few words first." in response.content.decode()
        assert "kept words</textarea>" in response.content.decode()

    @pytest.mark.parametrize("data", [{"field": "status"}, {"answers": 999_999}, {"text": "x" * 10_001}])
    def test_what_cannot_be(self, data, sign_in, reviewer):
        assert post(sign_in(reviewer), make_article(), **{"text": "x", **data}).status_code == 422
        assert Remark.objects.count() == 0

    def test_an_answer_to_a_remark_on_another_article(self, sign_in, reviewer):
        elsewhere = remarks.write(make_article(), by=reviewer, text="x")
        assert post(sign_in(reviewer), make_article(), text="y", answers=elsewhere.pk).status_code == 422

    @pytest.mark.parametrize("role", ["administrator"])
    def test_who_only_looks_on(self, role, sign_in):
        article = make_article()
        remark = remarks.write(article, by=article.editor, text="x")
        browser = sign_in(make_user(role))
        assert post(browser, article, text="y").status_code == 403
        assert browser.post(reverse("desk:resolve-remark", args=[remark.pk])).status_code == 403
        text = shown(browser, article)
        assert "remark-write" not in text
        assert "data-remark-do" not in text

    def test_in_a_frozen_issue(self, sign_in, reviewer):
        issue = make_issue()
        article = make_article(issue.sections.first())
        make_published_at(issue)
        assert post(sign_in(reviewer), article, text="For the correction").status_code == 302

    def test_back_to_the_screen_it_came_from_and_nowhere_else(self, sign_in, reviewer):
        article = make_article()
        for wanted, there in (("/desk/review/?a=1#x", "/desk/review/?a=1"), ("//evil.example/", address(article))):
            response = post(sign_in(reviewer), article, text="x", next=wanted)
            assert response["Location"] == f"{there}#remark-{Remark.objects.latest('pk').pk}"


class TestThreads:
    def test_answered_resolved_and_reopened(self, sign_in, editor, reviewer):
        article = make_article(by=editor, body="<p>Some words.</p>")
        remark = remarks.write(article, by=reviewer, text="Which?", field="body", passage="words")
        post(sign_in(editor), article, text="These.", answers=remark.pk)
        assert "These." in shown(sign_in(reviewer), article)
        for name, marks, said in (("resolve", 0, "1 resolved remark"), ("reopen", 1, "1 open remark")):
            response = sign_in(editor).post(reverse(f"desk:{name}-remark", args=[remark.pk]))
            assert response["Location"] == f"{address(article)}#remark-{remark.pk}"
            text = shown(sign_in(editor), article)
            assert (text.count("<mark"), said in text) == (marks, True)

    def test_an_edited_passage_keeps_its_words(self, sign_in, editor, reviewer):
        article = make_article(by=editor, body="<p>The duo of leaders spoke.</p>")
        remarks.write(article, by=reviewer, text="Who?", field="body", passage="The duo of leaders spoke")
        for body, said in (("<p>The two leaders spoke.</p>", "changed since"), ("<p>.</p>", "no longer in the text")):
            Article.objects.filter(pk=article.pk).update(body=body)
            text = shown(sign_in(editor), article)
            assert said in text
            assert ">The duo of leaders spoke</blockquote>" in text

    def test_hostile_words_are_words(self, sign_in, editor):
        article = make_article(by=editor, title=HOSTILE, byline=HOSTILE, keywords=("<b>",))
        for field in ("title", "byline", "body", ""):
            remarks.write(article, by=editor, text=HOSTILE, field=field, passage=HOSTILE)
        make_user("editor", name="<img src=x>")
        remarks.write(article, by=editor, text="@<img src=x> hello")
        text = shown(sign_in(editor), article)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert '<span class="mention">@&lt;img src=x&gt;</span>' in text
        assert "&amp;lt;" not in text

    def test_many_take_no_more_queries(self, sign_in, editor, reviewer):
        article = make_article(by=editor, body="<p>One two three.</p>")

        def rows(count):
            for _index in range(count):
                head = remarks.write(article, by=reviewer, text="@Edith Editor", field="body", passage="two")
                remarks.write(article, by=editor, text="@Rolf Reviewer", answers=head)
                remarks.resolve(remarks.write(article, by=editor, text="x"), by=editor)

        assert_same_queries(sign_in(editor), address(article), rows)


class TestEditing:
    def test_they_stand_under_the_text(self, sign_in, editor, reviewer):
        article = make_article(by=editor)
        remarks.write(article, by=reviewer, text="Mind the number.")
        text = sign_in(editor).get(reverse("desk:edit-article", args=[article.pk])).content.decode()
        assert text.index("</form>", text.index('id="article-form"')) < text.index("Mind the number.")
        assert text.count("1 open remark") == 2

    def test_acts_are_answered_in_figures_and_fetched_anew(self, sign_in, editor, reviewer):
        article = make_article(by=editor)
        remark = remarks.write(article, by=reviewer, text="Mind the number.")
        browser = sign_in(editor)
        browser.defaults["HTTP_ACCEPT"] = "application/json"
        answer = post(browser, article, text="Done.", answers=remark.pk)
        assert answer.json() == {"message": "Your remark is written. Told: Rolf Reviewer."}
        assert post(browser, article, text="").json() == {"message": "Write a few words first."}
        assert browser.post(reverse("desk:resolve-remark", args=[remark.pk])).status_code == 200
        text = browser.get(reverse("desk:remarks", args=[article.pk])).content.decode()
        assert ("Done." in text, "1 resolved remark" in text) == (True, True)


class TestRows:
    def test_open_ones_are_counted_where_articles_are_listed(self, sign_in, editor, reviewer):
        issue = make_issue()
        placed = make_article(issue.sections.first(), by=editor)
        free = make_article(bulletin=issue.bulletin, by=editor)
        Article.objects.filter(pk=placed.pk).update(status="in_review")
        for article in (placed, free):
            for _index in range(2):
                head = remarks.write(article, by=reviewer, text="x")
            remarks.write(article, by=editor, text="y", answers=head)
        lists = {"issue": [issue.pk], "articles": [], "review": []}
        for name, arguments in lists.items():
            text = sign_in(editor).get(reverse(f"desk:{name}", args=arguments)).content.decode()
            assert text.count("2 open remarks") == (1 if name == "review" else 2), name
        remarks.resolve(head, by=editor)
        assert "1 open remark<" in sign_in(editor).get(reverse("desk:articles")).content.decode().replace("\n", "")

    def test_a_warning_leads_to_them(self, sign_in, editor, publisher):
        issue = make_issue()
        article = make_article(issue.sections.first(), by=editor)
        remarks.write(article, by=editor, text="x")
        text = sign_in(publisher).get(reverse("desk:publish", args=[issue.pk])).content.decode()
        assert f'<a href="{address(article)}#remarks">1 remark on “{article.title}” is open.</a>' in text


def test_names_complete(sign_in, editor, reviewer):
    answer = sign_in(editor).get(reverse("desk:complete-people"), {"q": "rol"})
    assert answer.json() == {"names": ["Rolf Reviewer"]}

import pytest

from editorial.models import SavedFilter
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def save(client, query, name="Mine", of="articles"):
    return client.post("/desk/filters/", {"list": of, "query": query, "name": name})


def test_what_narrows_the_list_is_kept_and_the_page_is_not(client, editor):
    client.force_login(editor)
    answer = save(client, "status=draft&page=3&q=&country=Brazil")
    assert answer["Location"] == "/desk/articles/?status=draft&country=Brazil"
    saved = SavedFilter.objects.get()
    assert (saved.person, saved.name, saved.query) == (editor, "Mine", "status=draft&country=Brazil")


def test_the_same_name_is_written_over(client, editor):
    client.force_login(editor)
    save(client, "status=draft")
    save(client, "status=returned")
    assert list(SavedFilter.objects.values_list("query", flat=True)) == ["status=returned"]


def test_the_list_offers_a_persons_own_filters_and_marks_the_one_in_force(client, editor):
    make_article(by=editor)
    SavedFilter.objects.create(person=make_user("editor"), list="articles", name="Not yours", query="status=draft")
    client.force_login(editor)
    save(client, "status=draft", name="All drafts")
    page = client.get("/desk/articles/?status=draft").content.decode()
    assert '<a href="?status=draft" aria-current="true">All drafts</a>' in page
    assert "Not yours" not in page


def test_nobody_removes_the_filter_of_another(client, editor):
    other = SavedFilter.objects.create(person=make_user("editor"), list="articles", name="Hers", query="status=draft")
    client.force_login(editor)
    assert client.post(f"/desk/filters/{other.pk}/delete/").status_code == 404
    save(client, "status=draft")
    client.post(f"/desk/filters/{SavedFilter.objects.get(person=editor).pk}/delete/")
    assert list(SavedFilter.objects.all()) == [other]


@pytest.mark.parametrize("wrong", [{"of": "//elsewhere"}, {"name": " "}, {"query": ""}])
def test_what_cannot_be_kept_is_said(client, editor, wrong):
    client.force_login(editor)
    answer = client.post(
        "/desk/filters/",
        {
            "list": wrong.get("of", "articles"),
            "query": wrong.get("query", "status=draft"),
            "name": wrong.get("name", "A"),
        },
        follow=True,
    )
    assert SavedFilter.objects.count() == 0
    assert answer.redirect_chain[0][0].startswith("/desk/")
    assert 'class="message message--error"' in answer.content.decode()


def test_articles_by_reviewer_language_and_date(client, editor, reviewer):
    from tests.factories import make_approved, make_bulletin

    one = make_approved(make_article(by=editor, published_on="2026-11-02"), by=reviewer)
    two = make_article(bulletin=make_bulletin("Вестник", language="ru"), by=editor, published_on="2026-11-20")
    client.force_login(editor)

    def found(**query):
        return {article.pk for article in client.get("/desk/articles/", query).context["page"]}

    assert found(reviewer=reviewer.pk) == {one.pk}
    assert found(language="ru") == {two.pk}
    assert found(since="2026-11-10") == {two.pk}
    assert found(until="2026-11-10") == {one.pk}

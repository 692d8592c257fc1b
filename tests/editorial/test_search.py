import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import search
from editorial.models import Article, Issue, SearchText
from editorial.stems import Term, excerpt, stems, terms
from tests.factories import make_article, make_bulletin, make_issue, make_user

pytestmark = pytest.mark.django_db


def titles(query):
    return [article.title for article in search.found_in(Article.objects.all(), query)]


def test_words_meet_in_the_forms_of_both_languages():
    assert stems("Strikes") == stems("strike")
    assert stems("пенсиями") == stems("Пенсия")
    assert stems("Ёлка") == stems("елка")


def test_a_query_is_words_and_phrases():
    assert terms('wages "general strike" sergey_lavrov') == [
        Term(["wage"], True),
        Term(["general", "strike"], False),
        Term(["sergey", "lavrov"], True),
    ]
    assert terms(' «!» " — ') == []


def test_every_word_has_to_be_there_in_any_form_and_field():
    make_article(title="Dockers strike", parallel_title="Докеры бастуют", body="<p>Wages in <b>Santos</b></p>")
    make_article(title="Miners strike", parallel_title="Забастовка шахтёров", keywords=("pensions",))
    assert titles("striking santos") == ["Dockers strike"]
    assert titles("забастовки") == ["Miners strike"]
    assert titles("pension") == ["Miners strike"]
    assert titles("докер") == ["Dockers strike"]
    assert titles("nowhere strike") == []


def test_a_word_that_is_only_begun_is_found_and_a_phrase_only_as_it_stands():
    make_article(title="General strike in Pune")
    make_article(title="Strike of the general staff")
    assert titles("gener pun") == ["General strike in Pune"]
    assert titles('"general strike"') == ["General strike in Pune"]


def test_the_title_weighs_more_than_the_text():
    make_article(title="Something else", body="<p>Of the tariff.</p>")
    make_article(title="The tariff", body="<p>Something else.</p>")
    assert titles("tariff") == ["The tariff", "Something else"]


def test_an_edit_is_found_and_what_it_replaced_is_not(editor):
    from editorial import revisions

    article = make_article(title="Tramway", by=editor)
    article.title = "Railway"
    article.save()
    revisions.keep(article, by=editor)
    assert (titles("tramway"), titles("railway")) == ([], ["Railway"])
    article.delete()
    assert titles("railway") == []


def test_what_came_in_by_another_way_is_entered_later():
    article = make_article(title="Tramway")
    SearchText.objects.all().delete()
    assert titles("tramway") == []
    search.enter_missing()
    assert titles("tramway") == [article.title]


@pytest.mark.parametrize("query", ["'", '"', "a* OR b", "NEAR(a b)", "title:x", "(", "' ; DROP", "&|!:*", "\\"])
def test_no_query_is_an_operator(query):
    make_article(title="Quiet")
    assert titles(query) in ([], ["Quiet"])


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(query):
    for term in terms(query):
        assert term.stems
        assert all(part.isalnum() for part in term.stems)


@given(st.text(max_size=200), st.text(max_size=20))
def test_an_excerpt_says_what_the_text_says(text, query):
    pieces = excerpt(text, terms(query))
    assert "".join(piece for _is_hit, piece in pieces) in text


def test_an_excerpt_shows_the_word_among_its_neighbours():
    text = "One two three. The dockers went home; nobody else did."
    assert excerpt(text, terms("docker"), around=2) == [
        (False, "three. The "),
        (True, "dockers"),
        (False, " went home"),
    ]


def test_issues_are_found_by_label_number_bulletin_and_section():
    bulletin = make_bulletin(title="Meridian Weekly", sections=("World of Work",))
    one, other = make_issue(bulletin, number=46), make_issue(bulletin, number=47)
    found = lambda query: set(search.issues_found(Issue.objects.all(), query))  # noqa: E731
    assert found("46.2026") == {one}
    assert found("47") == {other}
    assert found("2026") == found("meridian") == found("world of") == {one, other}
    assert found("") == set()


def test_the_page_finds_articles_of_all_states_for_those_who_work_here(client, editor):
    make_article(title="Draft about tariffs", body="<p>A &lt;b&gt; tariff of <em>two</em> percent.</p>", by=editor)
    client.force_login(editor)
    page = client.get("/desk/search/", {"q": "tariff"}).content.decode()
    assert "Draft about tariffs" in page
    assert "A &lt;b&gt; <mark>tariff</mark> of two percent" in page
    client.force_login(make_user())
    assert client.get("/desk/search/", {"q": "tariff"}).status_code == 403


def test_the_page_without_a_word_and_without_a_hit_says_what_to_do(client, editor):
    client.force_login(editor)
    assert "Type a word" in client.get("/desk/search/").content.decode()
    assert "Nothing was found" in client.get("/desk/search/", {"q": "zebra"}).content.decode()


def test_the_page_takes_as_many_queries_for_thirty_as_for_three(client, editor):
    from tests.editorial.desk.counting import assert_same_queries

    section = make_issue().sections.first()
    client.force_login(editor)

    def make(count):
        for _index in range(count):
            make_article(section, title="Tariff", by=editor)

    assert_same_queries(client, "/desk/search/?q=tariff", make)

"""What is entered into an article's form: slips are asked back, known things are recognised, nothing typed is lost."""

import datetime

import pytest
from django.urls import reverse

from editorial import curating
from editorial.models import Article, Country, Keyword
from tests.factories import make_article, make_bulletin

from .typing import as_typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    return make_article(by=editor, keywords=("sergey_orlov", "mines"), country="Brazil")


@pytest.fixture
def save(sign_in, editor, article):
    browser = sign_in(editor)

    def save(**typed):
        article.refresh_from_db()
        response = browser.post(reverse("desk:edit-article", args=[article.pk]), as_typed(article, **typed))
        article.refresh_from_db()
        return response

    return save


def said(response):
    return [str(message) for message in response.wsgi_request._messages]


class TestKeywords:
    def test_a_new_one_without_a_twin_passes(self, save, article):
        assert save(keywords="mines, забастовка").status_code == 302
        assert article.keyword_names() == ["mines", "забастовка"]

    def test_a_new_one_with_a_twin_is_asked_back_and_nothing_typed_is_lost(self, save, article):
        response = save(keywords="sergeyr_orlov, strike", title="A new title")
        assert response.status_code == 422
        form = response.context["form"]
        assert (form["keywords"].value(), form["title"].value()) == ("sergeyr_orlov, strike", "A new title")
        shown = response.content.decode()
        for answer in ("sergey_orlov", "sergeyr_orlov"):
            assert f'name="twin-sergeyr_orlov" value="{answer}"' in shown
        assert not Keyword.objects.filter(name="strike").exists()

    @pytest.mark.parametrize("answer", ["sergey_orlov", "sergeyr_orlov"])
    def test_the_answer_is_what_is_saved_in_its_place(self, save, article, answer):
        assert save(keywords="sergeyr_orlov, mines", **{"twin-sergeyr_orlov": answer}).status_code == 302
        assert article.keyword_names() == [answer, "mines"]

    def test_an_answer_that_was_not_offered_is_none(self, save):
        assert save(keywords="sergeyr_orlov", **{"twin-sergeyr_orlov": "mines"}).status_code == 422

    def test_taking_what_is_there_already_takes_it_once(self, save, article):
        save(keywords="mines, sergey_orlov, sergeyr_orlov", **{"twin-sergeyr_orlov": "sergey_orlov"})
        assert article.keyword_names() == ["mines", "sergey_orlov"]

    def test_a_former_name_gives_the_present_keyword_and_says_so(self, save, article, editor):
        make_article(keywords=("зарплата",))
        curating.rename(Keyword.objects.get(name="зарплата"), "оплата труда", by=editor)
        response = save(keywords="Зарплата")
        assert article.keyword_names() == ["оплата труда"]
        assert "“Зарплата” is called “оплата труда” now and was saved so." in said(response)


class TestCountry:
    @pytest.mark.parametrize(
        ("language", "typed", "saved"),
        [
            ("en", "Китай", "China"),
            ("en", "united states of america", "USA"),
            ("en", "РФ", "Russia"),
            ("en", "Burma", "Myanmar"),
            ("ru", "usa", "США"),
            ("ru", "Великобритания", "Великобритания"),
            ("ru", "South Africa", "ЮАР"),
            ("ru", "ЮАР", "ЮАР"),
        ],
    )
    def test_any_name_gives_the_one_the_bulletin_prints(self, sign_in, editor, language, typed, saved):
        bulletin = make_bulletin(language=language, parallel_language="")
        article = make_article(by=editor, bulletin=bulletin, country="")
        data = as_typed(article, country=typed)
        assert sign_in(editor).post(reverse("desk:edit-article", args=[article.pk]), data).status_code == 302
        assert Article.objects.get(pk=article.pk).country == saved

    def test_an_unlisted_one_is_asked_back_and_may_be_kept(self, save, article):
        response = save(country="Atlantis", byline="Somebody")
        assert response.status_code == 422
        assert "“Atlantis” is not in the list of countries." in response.content.decode()
        assert 'name="listed-Atlantis" value="Atlantis"' in response.content.decode()
        assert response.context["form"]["byline"].value() == "Somebody"
        assert save(country="Lemuria", **{"listed-Atlantis": "Atlantis"}).status_code == 422
        assert save(country="Atlantis", **{"listed-Atlantis": "Atlantis"}).status_code == 302
        assert article.country == "Atlantis"

    def test_the_listed_one_it_may_be_a_slip_for_is_offered(self, save, article):
        asked = save(country="Rusia").context["form"].country_asked
        assert [each.name for each in asked.suggestions] == ["Russia"]
        assert save(country="Rusia", **{asked.field: "Brazil"}).status_code == 422
        assert save(country="Rusia", **{asked.field: "Russia"}).status_code == 302
        assert article.country == "Russia"

    def test_what_an_import_printed_stays_unasked(self, save, article):
        Article.objects.filter(pk=article.pk).update(country="BRICS+")
        assert save(byline="Somebody").status_code == 302
        assert article.country == "BRICS+"

    def test_an_office_without_a_list_is_not_asked(self, save, article):
        Country.objects.all().delete()
        assert save(country="Atlantis").status_code == 302

    def test_frequent_ones_come_first_then_what_was_printed_then_all(self, sign_in, editor, article):
        Article.objects.filter(pk=article.pk).update(country="Atlantis")
        form = sign_in(editor).get(reverse("desk:edit-article", args=[article.pk])).context["form"]
        offered = form.offered_countries()
        assert offered[:3] == [("Brazil", "Бразилия"), ("China", "Китай"), ("Egypt", "Египет")]
        assert offered[11:13] == [("Atlantis", ""), ("Afghanistan", "Афганистан")]
        assert len(offered) == len(dict(offered)) == Country.objects.count() + 1


class TestDate:
    @pytest.mark.parametrize(
        ("month", "year", "saved"), [("", "", (3, 2026)), ("", "2026", (3, 2026)), ("3", "2026", (3, 2026))]
    )
    def test_the_exact_date_fills_month_and_year(self, save, article, month, year, saved):
        assert save(month=month, year=year, published_on="2026-03-09").status_code == 302
        assert (article.month, article.year, article.published_on) == (*saved, datetime.date(2026, 3, 9))

    def test_month_and_year_are_enough(self, save, article):
        assert save(month="3", year="2026", published_on="").status_code == 302
        assert (article.month, article.year, article.published_on) == (3, 2026, None)

    def test_what_disagrees_is_said(self, save, article, sign_in, editor):
        save(month="4", year="2026", published_on="2026-03-09")
        shown = sign_in(editor).get(reverse("desk:edit-article", args=[article.pk])).content.decode()
        assert "The exact date is in March 2026, the month printed is another" in shown


class TestSource:
    @pytest.mark.parametrize(
        ("name", "address", "saved"),
        [
            ("https://www.delta.example/news/1", "", ("delta.example", "https://www.delta.example/news/1")),
            ("delta.example/news", "", ("delta.example", "https://delta.example/news")),
            ("", "https://delta.example/", ("delta.example", "https://delta.example/")),
            ("delta.example", "", ("delta.example", "")),
            ("Delta Post", "https://delta.example/", ("Delta Post", "https://delta.example/")),
            ("Delta and/or Post", "", ("Delta and/or Post", "")),
            ("", "", ("", "")),
        ],
    )
    def test_an_address_is_recognised_and_names_its_source(self, save, article, name, address, saved):
        assert save(source_name=name, source_url=address).status_code == 302
        assert (article.source_name, article.source_url) == saved


def test_each_title_says_its_language(sign_in, editor, article):
    shown = sign_in(editor).get(reverse("desk:edit-article", args=[article.pk])).content.decode()
    assert 'Title <span class="tag">English</span>' in shown
    assert 'Parallel title <span class="tag">Russian</span>' in shown
    assert '<div lang="en"><textarea name="title"' in shown
    assert '<div lang="ru"><textarea name="parallel_title"' in shown


def test_what_is_odd_about_the_titles_is_said_and_never_in_the_way(save, sign_in, editor, article):
    assert save(title="5 pits close", parallel_title="Закрываются 6 шахт").status_code == 302
    shown = sign_in(editor).get(reverse("desk:edit-article", args=[article.pk])).content.decode()
    assert "The numbers in the two titles differ" in shown

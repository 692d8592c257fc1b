import pytest
from django.urls import reverse

from editorial import curating
from editorial.models import Article, Keyword, KeywordPair
from tests.factories import make_article, make_ready_issue

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in, editor):
    return sign_in(editor)


def word(name):
    return Keyword.objects.get(name=name)


def names(response):
    return [keyword.name for keyword in response.context["page"]]


class TestList:
    def test_the_busiest_the_alphabet_or_the_newest_first(self, browser):
        make_article(keywords=("strike", "pay"))
        make_article(keywords=("pay", "age"))
        orders = {
            order: names(browser.get(reverse("desk:keywords"), {"sort": order})) for order in ("", "name", "newest")
        }
        assert orders == {
            "": ["pay", "age", "strike"],
            "name": ["age", "pay", "strike"],
            "newest": ["age", "pay", "strike"],
        }

    def test_a_former_name_finds_the_present_keyword_with_its_number_of_articles(self, browser, editor):
        for _times in range(2):
            make_article(keywords=("зарплата", "mines"))
        curating.rename(word("зарплата"), "оплата", by=editor)
        curating.rename(word("оплата"), "оклад", by=editor)
        [found] = browser.get(reverse("desk:keywords"), {"q": "ПЛАТА"}).context["page"]
        assert (found.name, found.uses) == ("оклад", 2)

    def test_it_counts_the_twins_suspected(self, browser):
        make_article(keywords=("mining", "minning"))
        assert browser.get(reverse("desk:keywords")).context["suspected"] == 1

    def test_same_queries_for_3_and_30(self, browser):
        def make_rows(times):
            for number in range(times):
                make_article(keywords=(f"keyword number {Keyword.objects.count()}", f"keywrod{number}"))

        assert_same_queries(browser, reverse("desk:keywords"), make_rows)

    def test_a_reviewer_looks_and_is_offered_nothing(self, sign_in, reviewer):
        make_article(keywords=("mining", "minning"))
        browser = sign_in(reviewer)
        pages = [
            reverse("desk:keywords"),
            reverse("desk:keyword-twins"),
            reverse("desk:keyword", args=[word("mining").pk]),
        ]
        for page in pages:
            response = browser.get(page)
            assert response.status_code == 200
            assert not {"Merge", "Rename", "Remove"} & set(response.content.decode().replace("<", " <").split())
        ids = {"keyword": [word("mining").pk, word("minning").pk]}
        assert browser.post(reverse("desk:merge-keywords"), ids).status_code == 403
        assert browser.post(reverse("desk:rename-keyword", args=[word("mining").pk]), {"name": "x"}).status_code == 403
        assert browser.post(reverse("desk:remove-keyword", args=[word("mining").pk])).status_code == 403
        assert browser.post(reverse("desk:distinguish-keywords"), ids).status_code == 403
        assert Keyword.objects.count() == 2


class TestOne:
    def test_its_articles_former_names_and_records(self, browser, editor):
        article = make_article(keywords=("pay",))
        make_article(keywords=("mines",))
        curating.rename(word("pay"), "wages", by=editor)
        response = browser.get(reverse("desk:keyword", args=[word("wages").pk]))
        assert list(response.context["page"]) == [article]
        assert [row.name for row in response.context["former"]] == ["pay"]
        assert "renamed the keyword" in response.content.decode()
        assert "pay → wages" in response.content.decode()

    def test_same_queries_for_3_and_30(self, browser):
        make_article(keywords=("pay",))

        def make_rows(times):
            for _number in range(times):
                make_article(keywords=("pay", f"payy_{Keyword.objects.count()}"))

        assert_same_queries(browser, reverse("desk:keyword", args=[word("pay").pk]), make_rows)

    def test_what_nothing_carries_can_be_removed(self, browser):
        make_article(keywords=("pay",)).set_keywords([])
        address = reverse("desk:remove-keyword", args=[word("pay").pk])
        assert browser.get(address).status_code == 405
        assert browser.post(address)["Location"] == reverse("desk:keywords")
        assert not Keyword.objects.exists()

    def test_what_is_carried_stays_and_the_page_says_why(self, browser):
        make_article(keywords=("pay",))
        response = browser.post(reverse("desk:remove-keyword", args=[word("pay").pk]), follow=True)
        assert "Articles carry this keyword. Merge it into another one." in response.content.decode()
        assert word("pay")


class TestRename:
    def test_shown_first_then_done(self, browser):
        issue = make_ready_issue(articles=1, keywords=("pay",), title="The pay of miners")
        address = reverse("desk:rename-keyword", args=[word("pay").pk])
        shown = browser.get(address, {"name": "wages"}).content.decode()
        assert "1 article in an open issue gets the new word." in shown
        assert "This approval is withdrawn" in shown
        assert "The pay of miners" in shown
        assert word("pay")
        assert browser.post(address, {"name": "wages"})["Location"] == reverse("desk:keyword", args=[word("wages").pk])
        assert issue.sections.first().articles.get().status == "in_review"

    def test_a_name_that_is_there_leads_to_a_merger(self, browser):
        make_article(keywords=("pay", "wages"))
        address = reverse("desk:rename-keyword", args=[word("pay").pk])
        response = browser.post(address, {"name": "wages"})
        assert response.status_code == 409
        assert f"?keyword={word('pay').pk}&amp;keyword={word('wages').pk}" in response.content.decode()

    @pytest.mark.parametrize("name", ["", "one, two", "x" * 101, "\0"])
    def test_what_is_no_name_is_refused(self, browser, name):
        make_article(keywords=("pay",))
        assert browser.post(reverse("desk:rename-keyword", args=[word("pay").pk]), {"name": name}).status_code == 409
        assert word("pay")


class TestMerge:
    def test_shown_first_then_done(self, browser):
        make_article(keywords=("pay",))
        for _times in range(2):
            make_article(keywords=("wages",))
        asked = {"keyword": [word("pay").pk, word("wages").pk]}
        shown = browser.get(reverse("desk:merge-keywords"), asked)
        assert (shown.context["into"].name, [each.name for each in shown.context["others"]]) == ("wages", ["pay"])
        assert "1 article without a place gets the new word." in shown.content.decode()
        assert Keyword.objects.count() == 2
        response = browser.post(reverse("desk:merge-keywords"), asked | {"into": word("wages").pk}, follow=True)
        assert "3 articles carry “wages” now." in response.content.decode()
        assert {name for article in Article.objects.all() for name in article.keyword_names()} == {"wages"}

    def test_nothing_chosen_says_what_to_do(self, browser):
        make_article(keywords=("pay",))
        for asked in ({}, {"keyword": [word("pay").pk]}, {"keyword": ["x", "99999999999999"]}):
            assert "Choose at least two" in browser.get(reverse("desk:merge-keywords"), asked).content.decode()
            assert browser.post(reverse("desk:merge-keywords"), asked).status_code in (200, 409)

    def test_same_queries_for_3_and_30(self, browser):
        make_article(keywords=("pay", "wages"))

        def make_rows(times):
            make_ready_issue(articles=times, keywords=("pay",), number=times)

        pay, wages = word("pay").pk, word("wages").pk
        address = f"{reverse('desk:merge-keywords')}?keyword={pay}&keyword={wages}&into={wages}"
        assert_same_queries(browser, address, make_rows)


class TestTwins:
    def test_each_pair_says_why_and_can_be_told_apart(self, browser):
        make_article(keywords=("бюджет", "byudzhet"))
        shown = browser.get(reverse("desk:keyword-twins")).content.decode()
        assert "The same word in Cyrillic and in Latin letters" in shown
        ids = {"keyword": [word("бюджет").pk, word("byudzhet").pk]}
        assert browser.get(reverse("desk:distinguish-keywords"), ids).status_code == 405
        shown = browser.post(reverse("desk:distinguish-keywords"), ids, follow=True).content.decode()
        assert "No two keywords look like one." in shown
        assert KeywordPair.objects.count() == 1

    def test_paginated_with_the_same_queries_for_3_and_30(self, browser):
        def make_rows(times):
            names = [name for _number in range(times) for name in _pair()]
            make_article(keywords=names)

        assert_same_queries(browser, reverse("desk:keyword-twins"), make_rows)
        page = browser.get(reverse("desk:keyword-twins"), {"page": 2}).context["page"]
        assert (page.paginator.count, len(page)) == (30, 5)


def _pair():
    number = Keyword.objects.count() + _pair.made
    _pair.made += 1
    return f"word {number}", f"word_{number}"


_pair.made = 0


class TestChecking:
    def test_what_is_new_what_was_renamed_and_what_is_suspect(self, browser, editor):
        make_article(keywords=("sergey_orlov", "pay"))
        curating.rename(word("pay"), "wages", by=editor)
        asked = {"q": "sergeyr_orlov, Pay, wages, mines"}
        assert browser.get(reverse("desk:check-keywords"), asked).json()["keywords"] == {
            "sergeyr_orlov": {
                "present": "sergeyr_orlov",
                "is_new": True,
                "twins": [{"name": "sergey_orlov", "why": "spelt almost alike"}],
            },
            "Pay": {"present": "wages", "is_new": False, "twins": []},
            "wages": {"present": "wages", "is_new": False, "twins": []},
            "mines": {"present": "mines", "is_new": True, "twins": []},
        }

    def test_completion_knows_former_names(self, browser, editor):
        make_article(keywords=("paying", "overpay", "mines", "salary"))
        curating.rename(word("salary"), "monthly income", by=editor)
        assert browser.get(reverse("desk:complete-keywords"), {"q": "PAY"}).json() == {
            "keywords": [{"name": "paying"}, {"name": "overpay"}]
        }
        assert browser.get(reverse("desk:complete-keywords"), {"q": "sal"}).json() == {
            "keywords": [{"name": "monthly income", "former": "salary"}]
        }
        assert browser.get(reverse("desk:complete-keywords"), {"q": "\0"}).json() == {"keywords": []}

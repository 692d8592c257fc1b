import pytest
from django.core.exceptions import PermissionDenied

from editorial import curating, suspicion, workflow
from editorial.models import Article, FormerKeyword, Issue, Keyword, KeywordPair, Record, Review
from editorial.twins import Twin
from editorial.workflow import NotPossible
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_ready_issue, make_user

pytestmark = pytest.mark.django_db


def word(name):
    return Keyword.objects.get(name=name)


def former():
    return {(row.name, row.slug, row.keyword.name) for row in FormerKeyword.objects.all()}


class TestRenaming:
    def test_the_old_name_and_address_lead_on(self, editor):
        article = make_article(keywords=("sergeyr_orlov", "wages"))
        curating.rename(word("sergeyr_orlov"), "sergey_orlov", by=editor)
        assert Article.objects.get().keyword_names() == ["sergey_orlov", "wages"]
        assert word("sergey_orlov").slug == "sergey_orlov"
        assert former() == {("sergeyr_orlov", "sergeyr_orlov", "sergey_orlov")}
        record = Record.objects.get(verb="rename keyword")
        assert (record.keyword, record.by, record.note) == (
            word("sergey_orlov"),
            editor,
            "sergeyr_orlov → sergey_orlov",
        )
        assert article.revisions.first().by == editor

    def test_there_and_back_leaves_no_circle(self, editor):
        make_article(keywords=("pay",))
        for name in ("wage", "salary", "Pay"):
            curating.rename(Keyword.objects.get(), name, by=editor)
        assert (Keyword.objects.get().name, Keyword.objects.get().slug) == ("Pay", "pay")
        assert former() == {("wage", "wage", "Pay"), ("salary", "salary", "Pay")}

    def test_another_case_keeps_the_address_and_needs_no_leading(self, editor):
        make_article(keywords=("brics",))
        curating.rename(word("brics"), "BRICS", by=editor)
        assert (Keyword.objects.get().slug, former()) == ("brics", set())

    def test_another_divider_keeps_the_address_and_the_name_leads_on(self, editor):
        make_article(keywords=("trade union",))
        curating.rename(word("trade union"), "trade-union", by=editor)
        curating.rename(word("trade-union"), "unions", by=editor)
        assert Keyword.objects.present(["trade union", "trade-union"]) == dict.fromkeys(
            ["trade union", "trade-union"], "unions"
        )
        assert FormerKeyword.objects.filter(slug="trade-union").exists()

    @pytest.mark.parametrize("name", ["wages", "Wages", "pay", "", " , ", "one, two", "x" * 101])
    def test_what_is_taken_or_no_name_is_refused(self, editor, name):
        make_article(keywords=("wages", "pay_day", "strike"))
        curating.rename(word("pay_day"), "payday", by=editor)
        curating.rename(word("payday"), "pay", by=editor)
        with pytest.raises(NotPossible):
            curating.rename(word("strike"), name, by=editor)
        assert word("strike")

    def test_a_former_name_of_another_is_refused(self, editor):
        make_article(keywords=("pay", "strike"))
        curating.rename(word("pay"), "wages", by=editor)
        with pytest.raises(NotPossible, match="stands for “wages”"):
            curating.rename(word("strike"), "Pay", by=editor)

    @pytest.mark.parametrize("role", ["reviewer", "administrator"])
    def test_only_those_may_who_curate(self, role):
        make_article(keywords=("pay",))
        with pytest.raises(PermissionDenied, match="Only editors"):
            curating.rename(word("pay"), "wages", by=make_user(role))


class TestMerging:
    def test_what_carried_them_carries_the_one_that_stays_once_and_in_its_place(self, editor):
        both = make_article(keywords=("pay", "mines", "wage", "wages"))
        one = make_article(keywords=("mines", "wage"))
        curating.merge([word("pay"), word("wage")], word("wages"), by=editor)
        assert [article.keyword_names() for article in (both, one)] == [["wages", "mines"], ["mines", "wages"]]
        assert set(Keyword.objects.values_list("name", flat=True)) == {"wages", "mines"}

    def test_chains_are_flat(self, editor):
        make_article(keywords=("a1", "b1", "c1"))
        curating.merge([word("a1")], word("b1"), by=editor)
        curating.merge([word("b1")], word("c1"), by=editor)
        assert former() == {("a1", "a1", "c1"), ("b1", "b1", "c1")}
        verbs = word("c1").records.values_list("verb", "note")
        assert set(verbs) == {("merge keywords", "a1 → b1"), ("merge keywords", "b1 → c1")}

    def test_an_approval_in_an_open_issue_is_withdrawn_and_the_merger_may_not_give_it_again(self, editor):
        issue = make_ready_issue(articles=1, keywords=("pay",))
        untouched = make_approved(make_article(issue.sections.first(), keywords=("wages",)))
        curating.merge([word("pay")], word("wages"), by=editor)
        article = Article.objects.exclude(pk=untouched.pk).get()
        assert article.status == Article.Status.IN_REVIEW
        assert Review.objects.get(article=article).withdrawn_because == "Changed: Keywords."
        assert article.revisions.first().by == editor
        assert Article.objects.get(pk=untouched.pk).status == Article.Status.APPROVED

    def test_in_a_published_issue_the_approval_stands_until_a_correction(self, editor, publisher):
        issue = make_published_at(make_ready_issue(articles=2, keywords=("pay",)))
        other = issue.sections.first().articles.last()
        other.set_keywords(["mines"])
        Review.objects.filter(article=other).delete()
        curating.merge([word("pay")], make_article(keywords=("wages",)).keywords.get(), by=editor)
        article = issue.sections.first().articles.first()
        assert (article.keyword_names(), article.status) == (["wages"], "approved")
        assert article.revisions.first().content["keywords"] == ["wages"]
        workflow.move(issue, "correct", by=publisher)
        article.refresh_from_db()
        assert article.status == Article.Status.IN_REVIEW
        assert article.records.get(verb="amend").note == "Changed: Keywords."

    def test_a_correction_leaves_other_approvals_alone(self, publisher):
        issue = make_published_at(make_ready_issue(articles=2))
        workflow.move(issue, "correct", by=publisher)
        assert {article.status for article in Article.objects.all()} == {"approved"}

    @pytest.mark.parametrize("status", ["scheduled", "publishing"])
    def test_not_while_an_issue_is_about_to_be_published_with_it(self, editor, status):
        issue = make_ready_issue(articles=1, keywords=("pay", "wages"))
        Issue.objects.filter(pk=issue.pk).update(status=status, publish_at="2027-01-01T00:00Z")
        with pytest.raises(NotPossible, match=r"46\.2026 is about to be published"):
            curating.merge([word("pay")], word("wages"), by=editor)
        assert word("pay").items.count() == 1

    def test_merging_with_itself_or_what_is_gone_is_refused(self, editor):
        make_article(keywords=("pay", "wages"))
        with pytest.raises(NotPossible, match="at least two"):
            curating.merge([word("pay")], word("pay"), by=editor)
        pay, wages = word("pay"), word("wages")
        curating.merge([pay], wages, by=editor)
        with pytest.raises(NotPossible):
            curating.merge([wages], pay, by=editor)
        with pytest.raises(NotPossible):
            curating.rename(pay, "x", by=editor)


class TestFormerNames:
    def test_a_former_name_in_any_case_gives_the_present_keyword(self, editor):
        make_article(keywords=("Зарплата",))
        curating.rename(word("Зарплата"), "оплата труда", by=editor)
        article = make_article(keywords=("зарплата", "оплата труда", "ЗАРПЛАТА"))
        assert article.keyword_names() == ["оплата труда"]
        assert Keyword.objects.count() == 1

    def test_a_keyword_in_another_case_is_the_same_keyword_in_every_alphabet(self):
        make_article(keywords=("бюджет",))
        assert make_article(keywords=("Бюджет",)).keyword_names() == ["бюджет"]

    def test_a_new_keyword_does_not_take_a_former_address(self, editor):
        make_article(keywords=("trade union",))
        curating.rename(word("trade union"), "unions", by=editor)
        make_article(keywords=("trade-union",))
        assert word("trade-union").slug == "trade-union_1"


class TestRemoving:
    def test_what_nothing_carries_goes(self, editor):
        make_article(keywords=("pay",)).set_keywords([])
        curating.remove(word("pay"), by=editor)
        assert not Keyword.objects.exists()
        assert Record.objects.get(verb="remove keyword").note == "pay"

    def test_what_an_article_carries_stays(self, editor):
        make_article(keywords=("pay",))
        with pytest.raises(NotPossible, match="Articles carry"):
            curating.remove(word("pay"), by=editor)


class TestSuspicion:
    def test_pairs_are_suspected_until_somebody_tells_them_apart(self, editor):
        make_article(keywords=("sergeyr_orlov", "sergey_orlov", "covid-19", "covid-20"))
        assert suspicion.suspected() == [Twin("sergey_orlov", "sergeyr_orlov", "spelled")]
        for _again in range(2):
            curating.distinguish(word("sergeyr_orlov"), word("sergey_orlov"), by=editor)
        assert suspicion.suspected() == []
        assert (KeywordPair.objects.count(), Record.objects.filter(verb="distinguish keywords").count()) == (1, 1)

    def test_a_renamed_keyword_is_looked_at_again(self, editor):
        make_article(keywords=("mining", "wages"))
        assert suspicion.suspected() == []
        curating.rename(word("wages"), "minning", by=editor)
        assert suspicion.suspected() == [Twin("mining", "minning", "spelled")]

    def test_a_text_without_a_comma_is_no_slip_for_a_keyword(self):
        longest = "x" * 99
        make_article(keywords=(longest,))
        assert suspicion.beside([longest + "y", longest + "yz"]) == {
            longest + "y": [Twin(longest + "y", longest, "spelled")],
            longest + "yz": [],
        }


def test_an_article_without_the_keyword_is_left_alone(editor):
    issue = make_issue()
    article = make_article(issue.sections.first(), keywords=("mines",))
    make_article(keywords=("pay", "wages"))
    curating.merge([word("pay")], word("wages"), by=editor)
    assert article.revisions.count() == 1

"""A keyword that was renamed or merged: its old address leads readers on, and no edition changes."""

import pytest
from django.urls import reverse

from editorial import curating, workflow
from editorial.models import Keyword
from exports import catalogue
from exports.models import PrintedArticle
from tests.factories import make_article, make_bulletin, make_ready_issue

from .makers import address, first_article, make_correction, make_published, make_published_issue

pytestmark = pytest.mark.django_db


def word(name):
    return Keyword.objects.get(name=name)


def page_of(bulletin, slug):
    return reverse("bulletin:keyword", args=[bulletin.slug, slug])


def test_a_renamed_keyword_leads_on(client, editor):
    issue = make_published_issue(keywords=("pay", "mines"))
    curating.rename(word("pay"), "зарплата", by=editor)
    response = client.get(page_of(issue.bulletin, "pay"))
    assert (response.status_code, response["Location"]) == (301, page_of(issue.bulletin, "зарплата"))
    assert client.get(response["Location"]).status_code == 200


def test_merged_twice_it_leads_on_at_once(client, editor):
    issue = make_published_issue(keywords=("pay", "wage", "wages"))
    curating.merge([word("pay")], word("wage"), by=editor)
    curating.merge([word("wage")], word("wages"), by=editor)
    for slug in ("pay", "wage"):
        assert client.get(page_of(issue.bulletin, slug))["Location"] == page_of(issue.bulletin, "wages")
    shown = client.get(page_of(issue.bulletin, "wages")).context["page"]
    assert shown.paginator.count == 2


def test_where_readers_see_nothing_of_it_there_is_nothing(client, editor):
    issue = make_published_issue(keywords=("mines",))
    elsewhere = make_published_issue(keywords=("pay",), bulletin=make_bulletin("Other"))
    make_article(keywords=("secret",))
    curating.rename(word("pay"), "wages", by=editor)
    curating.rename(word("secret"), "hidden", by=editor)
    assert client.get(page_of(elsewhere.bulletin, "pay")).status_code == 301
    assert client.get(page_of(issue.bulletin, "pay")).status_code == 404
    assert client.get(page_of(issue.bulletin, "secret")).status_code == 404


def test_the_edition_keeps_the_printed_word_and_links_to_the_present_one(client, editor):
    issue = make_published_issue(articles=1, keywords=("pay", "wages"))
    edition = issue.editions.get()
    before = edition.snapshot, edition.fingerprint
    curating.merge([word("pay")], word("wages"), by=editor)
    edition.refresh_from_db()
    assert (edition.snapshot, edition.fingerprint) == before
    shown = client.get(address("article", issue, first_article(issue).anchor)).content.decode()
    assert ">pay</a>" in shown
    assert page_of(issue.bulletin, "pay") not in shown
    assert shown.count(page_of(issue.bulletin, "wages")) == 2
    assert [keyword.name for keyword in PrintedArticle.objects.get().keywords.all()] == ["wages"]


def test_a_correction_prints_the_present_word_once_it_is_approved(editor, publisher, reviewer):
    issue = make_published_issue(articles=1, keywords=("pay",))
    curating.rename(word("pay"), "wages", by=editor)
    issue = workflow.move(issue, "correct", by=publisher)
    with pytest.raises(workflow.NotPossible, match="not approved"):
        workflow.move(issue, "publish", by=publisher)
    workflow.move(first_article(issue), "approve", by=reviewer)
    corrected = make_published(issue, notice="A keyword.")
    snapshots = corrected.editions.order_by("number").values_list("snapshot", flat=True)
    assert [each["sections"][0]["articles"][0]["keywords"] for each in snapshots] == [["pay"], ["wages"]]


def test_other_corrections_need_no_new_approval(editor):
    issue = make_published_issue(articles=2, keywords=("pay",))
    make_article(keywords=("strike",))
    curating.rename(word("strike"), "strikes", by=editor)
    assert make_correction(issue).editions.count() == 2


def test_an_edition_frozen_before_a_renaming_is_found_by_the_present_word(client, editor):
    # Renaming waits for a publishing issue; one that was frozen in another way meets the catalogue all the same.
    issue = make_published_issue(articles=1, keywords=("pay",))
    PrintedArticle.objects.all().delete()
    curating.rename(word("pay"), "wages", by=editor)
    catalogue.enter(issue.editions.get())
    assert [keyword.name for keyword in PrintedArticle.objects.get().keywords.all()] == ["wages"]
    assert Keyword.objects.count() == 1


def test_what_readers_find_articles_by_stays(editor):
    issue = make_published_issue(articles=1, keywords=("pay",))
    first_article(issue).set_keywords([])
    with pytest.raises(curating.NotPossible, match="Printed articles are found by this keyword"):
        curating.remove(word("pay"), by=editor)


def test_merging_in_several_articles_leaves_each_found_once(editor):
    issue = make_ready_issue(articles=1, keywords=("pay", "wage", "wages", "mines"))
    make_published(issue)
    make_published_issue(articles=1, keywords=("wage", "pay"), number=47, bulletin=issue.bulletin)
    curating.merge([word("pay"), word("wage")], word("wages"), by=editor)
    found = [sorted(word.name for word in row.keywords.all()) for row in PrintedArticle.objects.order_by("pk")]
    assert found == [["mines", "wages"], ["wages"]]

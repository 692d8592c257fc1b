"""Remarks as they are written: words chosen in the text, a colleague named, an editor that is not left."""

import pytest
from django.conf import settings
from django.urls import reverse

from editorial import remarks
from editorial.models import Notification, Remark
from tests.factories import make_article
from tests.visits import let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

BODY = "<p>The two leaders met in the harbour.</p><p>They <em>signed</em> a paper about the two of them.</p>"
CHOOSE = """([selector, start, end]) => {
  const block = document.querySelector(selector), range = document.createRange();
  const at = (offset) => {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let node = walk.nextNode();
    for (; offset > node.length; node = walk.nextNode()) offset -= node.length;
    return [node, offset];
  };
  range.setStart(...at(start));
  range.setEnd(...at(end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def visit(database_on_disk, live_server, page):
    def opened(name, article, user):
        let_in(page.context, user, live_server)
        page.route("**/preview/**", lambda route: route.abort())  # of which nothing is asked here, and which takes long
        page.goto(live_server.url + reverse(f"desk:{name}", args=[article.pk]))
        return page

    return opened


def test_a_passage_from_its_remark_to_its_edit(visit, editor, reviewer):
    article = make_article(by=editor, body=BODY)
    page = visit("article", article, reviewer)
    page.evaluate(CHOOSE, [".prose p:nth-of-type(2)", 5, 37])
    page.locator(".remark-here button").wait_for()
    page.keyboard.press("KeyM")
    assert page.locator("[data-remark-quote]").text_content() == "signed a paper about the two of"
    page.keyboard.type("Which paper, @ed")
    page.get_by_role("option", name="Edith Editor").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    page.get_by_role("button", name="Write remark").click()
    page.wait_for_url("**#remark-*")
    remark = Remark.objects.get()
    before = "The two leaders met in the harbour. They"
    assert (remark.text, remark.field, remark.before) == ("Which paper, @Edith Editor ?", "body", before)
    assert (remark.passage, remark.after) == ("signed a paper about the two of", "them.")
    assert page.locator("mark").all_text_contents() == ["signed a paper about the two of"]
    assert [each.event for each in Notification.objects.filter(person=editor)] == ["mentioned"]

    page = visit("edit-article", article, editor)
    page.locator("#id_byline").fill("Not saved yet")
    page.get_by_text("Answer", exact=True).click()
    page.get_by_label("Your answer").fill("The charter.")
    page.get_by_role("button", name="Send answer").click()
    page.locator(".remark__answers", has_text="The charter.").wait_for()
    page.get_by_role("button", name="Resolve").click()
    page.locator(".remarks__resolved").wait_for()
    assert page.locator("[data-remark-count]").is_hidden()
    assert page.locator("#id_byline").input_value() == "Not saved yet"
    page.locator(".remarks__resolved > summary").click()
    page.get_by_role("button", name="Reopen").click()
    page.locator("[data-remark-count]", has_text="1 open remark").wait_for()

    type(article).objects.filter(pk=article.pk).update(body=BODY.replace("a paper", "the charter"))
    page = visit("article", article, reviewer)
    assert page.locator(".remark > .remark__passage").text_content() == "signed a paper about the two of"
    assert page.locator(".remark__about a", has_text="changed since").count() == 1
    assert "".join(page.locator("mark").all_text_contents()) == "signed the charter about the two of"


def test_a_resolved_remark_is_unfolded_for_whoever_comes_for_it(visit, editor, reviewer):
    article = make_article(by=editor, body=BODY)
    remark = remarks.write(article, by=reviewer, text="Settled long ago.")
    remarks.resolve(remark, by=editor)
    page = visit("article", article, editor)
    assert page.get_by_text("Settled long ago.").first.is_hidden()
    page.evaluate(f"location.hash = '#remark-{remark.pk}'")
    page.locator(f"#remark-{remark.pk}").wait_for()


def test_who_was_signed_out_finds_what_they_wrote(visit, editor, reviewer):
    article = make_article(by=editor, body=BODY)
    page = visit("article", article, reviewer)
    page.keyboard.press("KeyM")
    page.wait_for_selector("#id_remark_text:focus")
    page.keyboard.type("Typed at length")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Write remark").click()
    page.get_by_role("heading", name="Not saved").wait_for()
    page = visit("article", article, reviewer)
    assert page.locator("#id_remark_text").input_value() == "Typed at length"
    page.get_by_role("button", name="Write remark").click()
    page.wait_for_url("**#remark-*")
    assert page.locator("#id_remark_text").input_value() == ""
    assert Remark.objects.get().text == "Typed at length"

"""The article form in a real browser: its editor works under the site's security policy, without a complaint."""

import pytest

from editorial.models import Article
from tests.factories import make_article

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
]


PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  document.querySelector("#id_body_editor").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def walk(page, key):
    """Move the caret; the editor learns of it from an event that comes a moment later."""
    from playwright.sync_api import expect  # not there where the browser is not

    # Not by a script of the page: its security policy lets no text become one.
    expect(page.locator("#id_body_editor")).to_be_focused()
    page.keyboard.press(key)
    page.wait_for_timeout(250)


def test_write_mark_the_speaker_paste_and_save(page, writer, live_server):
    article = make_article(by=writer, body="<p>Old text.</p>", keywords=("wages",))
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/edit/")
    page.click("#id_body_editor")
    walk(page, "Control+Home")
    page.keyboard.type("Question: Why?")
    page.keyboard.press("Enter")
    walk(page, "ArrowUp")
    page.click("[data-do=speaker]")
    walk(page, "Control+End")
    page.evaluate(PASTE, '<p class="MsoNormal" style="color:red">And <b>pasted</b><o:p></o:p></p>')
    page.locator("#id_keywords_entry").press("Backspace")
    page.locator("#id_keywords_entry").press_sequentially("бюджет, wag")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+KeyS")
    page.wait_for_selector("[data-state][data-kind=saved]")  # its writer goes on writing
    article = Article.objects.get(pk=article.pk)
    assert article.body == ("<p><strong>Question:</strong> Why?</p><p>Old text.And <strong>pasted</strong></p>")
    assert article.keyword_names() == ["бюджет", "wages"]
    assert page.complaints == []


def test_the_text_can_be_replaced_from_outside(page, writer, live_server):
    article = make_article(by=writer, body="<p>Old text.</p>")
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/edit/")
    page.wait_for_selector("#id_body_editor")
    page.eval_on_selector(
        "#id_body",
        "area => area.dispatchEvent(new CustomEvent('replace', { detail: '<h2>New</h2><p>text</p>' }))",
    )
    page.keyboard.press("Control+KeyS")
    page.wait_for_selector("[data-state][data-kind=saved]")  # its writer goes on writing
    article.refresh_from_db()
    assert article.body == "<h2>New</h2><p>text</p>"


def test_leaving_unsaved_text_asks_first(page, writer, live_server):
    article = make_article(by=writer)
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/edit/")
    page.wait_for_selector("#id_body_editor")
    page.fill("#id_title", "Half a title")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/desk/")
    assert asked == ["beforeunload"]

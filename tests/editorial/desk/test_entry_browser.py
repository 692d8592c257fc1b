"""Keywords as chips in a real browser, on any keyboard and without a mouse."""

import pytest
from playwright.sync_api import expect

from editorial.models import Article
from tests.factories import make_article, make_user
from tests.visits import heard, let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text", text);
  document.querySelector("#id_keywords_entry").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def article():
    return make_article(by=make_user("editor"), keywords=("sergey_orlov", "mines"), country="")


@pytest.fixture
def form(page, article, live_server):
    """The article's form, opened by its editor, with the complaints of the browser."""
    let_in(heard(page).context, article.editor, live_server)
    page.goto(f"{live_server.url}/desk/articles/{article.pk}/edit/")
    page.wait_for_selector("#id_body_editor")
    yield page
    page.wait_for_load_state("networkidle")  # nothing may still be written when the tables are emptied
    page.close()


def chips(page):
    return page.locator(".chip__name").all_inner_texts()


def plain(page):
    return page.input_value("#id_keywords")


def save(page, article):
    page.keyboard.press("Control+KeyS")
    page.wait_for_selector("[data-state][data-kind=saved]")  # its writer goes on writing
    return Article.objects.get(pk=article.pk).keyword_names()


def type_russian(page, text):
    """As a Russian layout types: `б` and `ю` come from the keys of the comma and the full stop."""
    codes = {"б": ("Comma", 188), "ю": ("Period", 190), "ж": ("Semicolon", 186)}
    keyboard = page.context.new_cdp_session(page)
    for letter in text:
        code, number = codes.get(letter, ("", 0))
        key = {"key": letter, "code": code, "windowsVirtualKeyCode": number, "text": letter}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_a_twin_is_offered_and_taken_or_kept(form, article):
    entry = form.locator("#id_keywords_entry")
    entry.press_sequentially("sergeyr_orlov,")
    form.wait_for_selector(".chip__fix")
    assert form.inner_text(".chip__fix") == "sergeyr_orlov — did you mean sergey_orlov?"
    entry.press("Enter")
    assert (chips(form), plain(form)) == (["sergey_orlov", "mines"], "sergey_orlov, mines")
    entry.press_sequentially("miness;strike,")
    form.wait_for_selector(".chip__fix")
    form.get_by_role("button", name="Keep miness as new").click()
    expect(form.locator(".chip__note")).to_have_text(["new", "new"])
    assert save(form, article) == ["sergey_orlov", "mines", "miness", "strike"]
    assert form.complaints == []


def test_no_russian_letter_divides_a_word(form, article):
    form.focus("#id_keywords_entry")
    type_russian(form, "бюджет,жильё")
    form.keyboard.press("Enter")
    assert chips(form) == ["sergey_orlov", "mines", "бюджет", "жильё"]
    assert save(form, article) == ["sergey_orlov", "mines", "бюджет", "жильё"]


def test_a_pasted_list_and_what_is_still_being_typed_are_saved(form, article):
    form.focus("#id_keywords_entry")
    form.evaluate(PASTE, "one thing\nдва\tthree；四\r\n ")
    assert chips(form)[2:] == ["one thing", "два", "three", "四"]
    form.locator("#id_keywords_entry").press_sequentially("five")
    assert plain(form) == "sergey_orlov, mines, one thing, два, three, 四, five"
    assert save(form, article)[2:] == ["one thing", "два", "three", "四", "five"]


def test_chips_are_removed_by_keyboard(form, article):
    entry = form.locator("#id_keywords_entry")
    entry.focus()
    entry.press("Backspace")
    assert chips(form) == ["sergey_orlov"]
    entry.press("Shift+Tab")
    form.keyboard.press("Enter")
    assert (chips(form), plain(form)) == ([], "")
    assert form.evaluate("document.activeElement.id") == "id_keywords_entry"
    assert form.locator("[data-keywords] [role=status]").inner_text() == "sergey_orlov removed."
    assert save(form, article) == []


def test_who_writes_the_plain_field_is_followed(form):
    form.evaluate("""() => {
      const field = document.querySelector("#id_keywords");
      field.value = "one, two";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    assert chips(form) == ["one", "two"]


def test_date_and_source_fill_their_neighbours(form):
    form.select_option("[name=month]", "")
    form.fill("[name=published_on]", "2026-03-09")
    form.locator("[name=published_on]").dispatch_event("change")
    assert (form.input_value("[name=month]"), form.input_value("[name=year]")) == ("3", "2026")
    form.fill("[name=source_name]", "https://www.delta.example/news")
    form.locator("[name=source_name]").dispatch_event("change")
    assert form.input_value("[name=source_name]") == "delta.example"
    assert form.input_value("[name=source_url]") == "https://www.delta.example/news"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<table width=100%><tr><td><table><tr><td>Side<td><p>One.</p><p>Two.</p></table></table>",
            "<div><div>Side</div><div><p>One.</p><p>Two.</p></div></div>",
        ),
        ("<table><tr><td>Brazil<td>2026<tr><td>Peru<td>2025</table>", None),
        ("<p>One.</p><aside><a href='https://a.example/'>Read also this</a></aside>", "<p>One.</p>"),
        ("<aside><p>Drawn out.</p></aside>", "<aside><p>Drawn out.</p></aside>"),
        ("<p>в&nbsp;2026 &nbsp;&nbsp; г. пере&shy;нос\u200b</p>", "<p>в&nbsp;2026 г. перенос</p>"),
    ],
)
def test_what_only_laid_a_page_out_is_not_pasted(form, html, kept):
    ask = "async html => (await import(document.querySelector('[data-paste]').dataset.paste)).cleaned(html).html"
    found = form.evaluate(ask, html)
    assert ("<table" in found, form.complaints) == (kept is None, [])
    assert found == (kept or found)

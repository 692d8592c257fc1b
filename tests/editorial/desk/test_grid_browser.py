"""The table of an issue's articles in a real browser: walked, edited and pasted into with the keys alone."""

import pytest

from editorial import grid
from editorial.models import Article
from tests.factories import make_approved, make_article, make_issue, make_user

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def writer(live_server, page, sign_in):
    """An editor who is signed in in the browser; what the browser complains of is kept."""
    user = make_user("editor", name="Wilma Writer")
    cookie = sign_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return user


@pytest.fixture
def table(live_server, page, writer):
    """Three articles, the first approved, and the page that shows them."""
    section = make_issue().sections.get()
    articles = [make_article(section, by=writer, title=title) for title in ("One", "Two", "Three")]
    make_approved(articles[0])
    page.goto(f"{live_server.url}/desk/issues/{section.issue_id}/grid/")
    return articles


def cell(page, article, column):
    return page.locator(f'[data-row="{article.pk}"] [data-column={column}]')


def saved(page):
    page.get_by_role("status").get_by_text("Saved", exact=True).wait_for()


def fresh(article):
    return Article.objects.get(pk=article.pk)


def test_cells_are_walked_edited_and_saved_with_the_keys(page, table):
    from playwright.sync_api import expect  # not there where the browser is not

    one, two, _three = table
    assert page.locator("[role=grid] [tabindex='0']").count() == 1
    cell(page, one, "title").focus()
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.type(" и два")
    page.keyboard.press("Enter")
    saved(page)
    assert (fresh(one).title, fresh(one).status) == ("One и два", "in_review")
    expect(page.locator(f'[data-row="{one.pk}"] [data-cell-note]')).to_contain_text("withdrew the approval")
    expect(cell(page, two, "title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Peru")
    page.keyboard.press("Escape")
    expect(cell(page, two, "country")).to_have_text("Brazil")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("smarch")
    page.keyboard.press("Enter")
    expect(cell(page, two, "month")).to_contain_text("“smarch” is no month.")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("may")
    page.keyboard.press("Enter")
    saved(page)
    assert (fresh(two).month, fresh(two).country) == (5, "Brazil")
    assert page.complaints == []


def test_a_clash_is_shown_in_the_cell_with_a_choice(page, table):
    from playwright.sync_api import expect

    _one, two, _three = table
    grid.change(two, {"title": "Theirs"}, by=make_user("editor", name="Otto Other"))
    cell(page, two, "title").dblclick()
    page.keyboard.type("Mine")
    page.keyboard.press("Enter")
    expect(cell(page, two, "title")).to_contain_text("Otto Other changed this while you were writing.")
    expect(cell(page, two, "title").locator("[data-clash-theirs]")).to_have_text("Theirs")
    assert fresh(two).title == "Theirs"
    page.get_by_role("button", name="Save yours").click()
    saved(page)
    assert fresh(two).title == "Mine"
    assert page.complaints == []


def test_a_block_is_pasted_where_the_focus_is(page, table):
    _one, two, three = table
    cell(page, two, "country").focus()
    page.evaluate(PASTE, 'Перу\t"марта"\t2024\r\nChile\t5\t2025\r\nBeyond\t1\t2020\r\n')
    page.wait_for_url("**/grid/paste/")
    shown = page.locator("main").inner_text()
    assert ("5 cells change" in shown, "1 row lies below the end" in shown) == (True, True)
    assert '“"марта"” is no month.' in shown
    assert fresh(two).country == "Brazil"
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/grid/")
    rows = [(each.country, each.month, each.year) for each in map(fresh, (two, three))]
    assert rows == [("Peru", 11, 2024), ("Chile", 5, 2025)]
    assert page.complaints == []

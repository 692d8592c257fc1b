"""The table of an issue's articles in a real browser: walked, edited and pasted into with the keys alone."""

import pytest

from editorial import grid
from editorial.models import Article
from tests.factories import make_approved, make_article, make_issue, make_user
from tests.visits import heard, let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def writer(page, live_server):
    """An editor who is signed in; what the server refuses is what these tests are about."""
    user = make_user("editor", name="Wilma Writer")
    let_in(heard(page, but=["422 (", "409 (", "ERR_FAILED"]).context, user, live_server)
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


def shown(page, article, column):
    return cell(page, article, column).locator("[data-cell-text]")


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


def state(page):
    return page.locator("[data-grid-state]")


def write(page, where, text):
    where.focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_what_is_asked_back_is_answered_with_the_keys(page, table):
    from playwright.sync_api import expect

    make_article(keywords=("sergey_lavrov",))
    one, _two, three = table
    write(page, cell(page, one, "country"), "Rusia")
    expect(cell(page, one, "country")).to_contain_text("“Rusia” is not in the list of countries.")
    write(page, cell(page, three, "keywords"), "sergeyr_lavrov")
    expect(cell(page, three, "keywords")).to_contain_text("“sergeyr_lavrov” is new. Which one do you mean?")
    page.get_by_role("button", name="Show it").click()
    expect(cell(page, one, "country")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(cell(page, one, "country")).to_have_text("Russia")
    assert (fresh(one).country, fresh(three).keyword_names()) == ("Russia", ["wages"])
    cell(page, three, "keywords").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    saved(page)
    assert fresh(three).keyword_names() == ["sergeyr_lavrov"]
    assert page.complaints == []


def test_a_cut_connection_loses_no_cell_not_even_over_a_reload(page, table):
    from playwright.sync_api import expect

    one, two, _three = table
    page.route("**/grid/cell/", lambda route: route.abort())
    write(page, cell(page, one, "title"), "Typed in a tunnel")
    expect(state(page)).to_have_text("Not saved: no connection, trying again")
    expect(cell(page, one, "title")).to_contain_text("Not saved yet")
    write(page, cell(page, two, "country"), "Peru")
    cell(page, two, "title").focus()
    page.keyboard.type("Half a")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(cell(page, two, "title").locator(".cells__field")).to_have_value("Half a")
    page.keyboard.press("Escape")
    expect(cell(page, one, "title")).to_contain_text("Not saved yet")
    page.unroute("**/grid/cell/")
    saved(page)
    assert (fresh(one).title, fresh(two).title, fresh(two).country) == ("Typed in a tunnel", "Two", "Peru")
    page.reload()
    expect(shown(page, one, "title")).to_have_text("Typed in a tunnel")
    assert (page.evaluate("localStorage.length"), page.complaints) == (0, [])


def test_a_sign_out_meanwhile_loses_no_cell(live_server, page, table, sign_in, writer):
    from playwright.sync_api import expect

    one, *_others = table
    page.context.clear_cookies(name="sessionid")
    write(page, cell(page, one, "title"), "Typed outside")
    expect(state(page)).to_contain_text("you are signed out")
    expect(page.get_by_role("link", name="Sign in in a new tab")).to_be_visible()
    cookie = sign_in(writer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page)
    assert (fresh(one).title, page.complaints) == ("Typed outside", [])


def test_what_is_typed_over_a_cell_on_its_way_is_saved_after_it(page, table):
    from playwright.sync_api import expect

    one, *_others = table
    page.route("**/grid/cell/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    write(page, cell(page, one, "title"), "First")
    write(page, cell(page, one, "title"), "Second")
    expect(shown(page, one, "title")).to_have_text("Second")
    saved(page)
    assert [each.content["title"] for each in fresh(one).revisions.all()] == ["Second", "First", "One"]


def test_unsaved_text_of_a_row_that_is_gone_is_shown(page, table):
    from playwright.sync_api import expect

    one, *_others = table
    page.route("**/grid/cell/", lambda route: route.abort())
    write(page, cell(page, one, "title"), "Typed in vain")
    expect(state(page)).to_contain_text("no connection")
    Article.objects.filter(pk=one.pk).update(section=None, position=None, status="spiked")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    lost = page.locator("[data-grid-lost]")
    expect(lost).to_contain_text("Typed in vain")
    lost.get_by_role("button", name="Discard").click()
    expect(lost).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


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

"""The page beside the text, in a real browser."""

import pytest

from tests.factories import make_article, make_issue, make_user
from tests.visits import heard, let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
PARAGRAPH = "<p>A line that is repeated until there are pages enough, and once more for good measure.</p>"


@pytest.fixture
def edit(page, live_server):
    """Open the article in its editor; `page.complaints` has what the browser refused or could not do."""
    writer = make_user("editor", email="writer@example.org")
    let_in(heard(page).context, writer, live_server)

    def edit(**fields):
        article = make_article(make_issue().sections.first(), by=writer, **fields)
        page.goto(f"{live_server.url}/desk/articles/{article.pk}/edit/")
        return article

    return edit


def sheets(page):
    return page.locator(".preview__pages > li").evaluate_all("items => items.map((item) => item.dataset.digest)")


def wait_for(page, text):
    page.wait_for_function(
        "text => document.querySelector('.preview__news').textContent === text + ' · about page 3, estimated'"
        " && !document.querySelector('.preview').classList.contains('is-setting')",
        arg=text,
        timeout=30_000,
    )


def test_typing_changes_its_page_and_moves_nothing(page, edit):
    edit(body=PARAGRAPH * 80)
    wait_for(page, "4 pages")
    before = sheets(page)
    page.evaluate("document.querySelector('.preview__body').scrollTop = 900")
    page.click("#id_body_editor p:last-child")
    page.keyboard.press("End")
    page.keyboard.type(" More.")
    page.wait_for_function(
        "digest => document.querySelector('.preview__pages > li:last-child').dataset.digest !== digest", arg=before[-1]
    )
    assert sheets(page)[:-1] == before[:-1]
    assert page.evaluate("document.querySelector('.preview__body').scrollTop") == 900
    assert page.get_attribute(".preview__sheet >> nth=0", "alt") == "Page 1 as it would be printed"
    assert page.complaints == []


def scrolled(page):
    return page.evaluate("document.querySelector('.preview__body').scrollTop")


def test_the_pages_go_where_the_caret_is_and_leave_a_reader_alone(page, edit):
    page.emulate_media(reduced_motion="reduce")
    edit(body=PARAGRAPH * 80)
    wait_for(page, "4 pages")
    page.click("#id_body_editor p:last-child")
    page.wait_for_function("() => document.querySelector('.preview__body').scrollTop > 900")
    page.hover(".preview__body")
    page.mouse.wheel(0, -5000)
    page.wait_for_function("() => document.querySelector('.preview__body').scrollTop === 0")
    page.click("#id_body_editor p:nth-child(70)")
    page.wait_for_timeout(300)
    assert scrolled(page) == 0


def test_a_click_on_the_page_sets_the_caret(page, edit):
    edit(body="<p>The first.</p><p></p><h2>Heading</h2><p>The last one.</p>")
    wait_for(page, "1 page")
    tops = page.evaluate("document.querySelector('.preview__pages > li').tops")
    assert [number for number, _top in tops] == [1, 2, 3]
    sheet = page.locator(".preview__sheet").bounding_box()
    page.mouse.click(sheet["x"] + sheet["width"] / 2, sheet["y"] + sheet["height"] * (tops[2][1] + 0.005))
    page.keyboard.type("Now: ")
    assert page.locator("#id_body_editor p:last-child").inner_text() == "Now: The last one."


def test_a_server_that_was_away_is_asked_again(page, edit):
    edit()
    wait_for(page, "1 page")
    page.route("**/preview/", lambda route: route.abort())
    page.fill("#id_title", "Another title")
    page.wait_for_selector(".preview.is-past")
    assert page.inner_text(".preview__news") == "The page cannot be shown now. What you type is not affected."
    page.unroute("**/preview/")
    wait_for(page, "1 page")
    assert page.locator(".preview.is-past").count() == 0


def test_who_does_not_want_it_is_not_asked_again(page, edit):
    edit()
    wait_for(page, "1 page")
    page.click(".preview__switch")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/preview/" in request.url else None)
    page.reload()
    page.wait_for_selector("#id_body_editor")
    page.fill("#id_title", "Another title")
    page.wait_for_timeout(900)
    assert (asked, page.is_visible(".preview__body")) == ([], False)
    page.click(".preview__switch")
    wait_for(page, "1 page")
    assert len(asked) == 1


def test_on_a_small_screen_it_is_behind_one_button(page, edit):
    page.set_viewport_size({"width": 360, "height": 740})
    edit()
    page.wait_for_selector(".preview__switch")
    assert not page.is_visible(".preview__body")
    page.click(".preview__switch")
    wait_for(page, "1 page")
    page.keyboard.press("Escape")
    assert not page.is_visible(".preview__body")
    assert page.evaluate("document.activeElement.className.includes('preview__switch')")
    assert page.evaluate("document.documentElement.scrollWidth") == 360

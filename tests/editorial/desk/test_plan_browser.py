"""The plan in a real browser: assembled with the mouse, a finger and the keys; two people's moves are both kept."""

import pytest
from playwright.sync_api import expect

from editorial import presence
from editorial.models import Article, User
from tests.factories import make_article, make_bulletin, make_issue, make_user
from tests.visits import heard, let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def issue(database_on_disk):
    issue = make_issue(make_bulletin(sections=("One", "Two")), by=make_user("editor"))
    one = issue.sections.get(title="One")
    for title in "ABC":
        make_article(one, title=title)
    make_article(bulletin=issue.bulletin, title="Loose")
    return issue


@pytest.fixture
def open_plan(browser, live_server, issue):
    """A browser of one person's own on the plan; nothing may be complained of in its console."""
    pages = []

    def opened(name, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        let_in(context, make_user("editor", name=name), live_server)
        page = heard(context.new_page(), but=["409 (Conflict)", "ERR_FAILED"])
        pages.append(page)
        page.goto(f"{live_server.url}/desk/issues/{issue.pk}/")
        page.wait_for_selector(".plan-ready")
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert [page.complaints for page in pages if page.complaints] == []


def handle(page, title):
    return page.get_by_role("button", name=f"Move {title}", exact=True)


def row(page, title):
    return page.locator(f"[data-article][data-title={title}]")


def said(page, text):
    """In the live line; what others did comes there with the next look, on a busy machine the one after."""
    expect(page.locator("#plan [role=status]")).to_have_text(text, timeout=20_000)


def order(issue):
    sections = issue.sections.order_by("position")
    return {
        each.title: "".join(each.articles.order_by("position").values_list("title", flat=True)) for each in sections
    }


def box(what):
    """Where it is; what is drawn anew at this moment is nowhere."""
    return what.bounding_box() or box(what)


def drag(page, what, onto, *, below=True):
    start, end = box(what), box(onto)
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30)
    page.mouse.move(end["x"] + 60, end["y"] + (end["height"] - 3 if below else 3), steps=4)
    page.mouse.up()


def test_assemble_with_the_mouse(open_plan, issue):
    page = open_plan("Maria Ines")
    drag(page, handle(page, "A"), row(page, "B"))
    said(page, "“A” moved to “One”.")
    drag(page, handle(page, "Loose"), page.locator("#plan-main [data-title=Two]"))
    said(page, "“Loose” moved to “Two”.")
    drag(page, handle(page, "C"), page.locator("#pool"))
    said(page, "“C” moved to “Not placed yet”.")
    assert order(issue) == {"One": "BA", "Two": "Loose"}
    page.get_by_role("button", name="Undo").click()
    said(page, "“C” is back where it was.")
    assert order(issue) == {"One": "BAC", "Two": "Loose"}
    drag(
        page,
        page.get_by_role("button", name="Move section Two"),
        page.locator("#plan-main [data-title=One]"),
        below=False,
    )
    said(page, f"“Two” moved to “{issue.label}”.")
    assert list(order(issue)) == ["Two", "One"]


def test_a_move_by_the_menu_is_undone_like_any_other(open_plan, issue):
    page = open_plan("Maria Ines")
    for place in ("Two", "not placed yet"):
        row(page, "B").locator("summary").click()
        row(page, "B").get_by_label("To section").select_option(place)
        row(page, "B").get_by_role("button", name="Place").click()
        said(page, f"“B” moved to “{'Two' if place == 'Two' else 'Not placed yet'}”.")
        page.get_by_role("button", name="Undo").click()
        said(page, "“B” is back where it was.")
    row(page, "A").locator("summary").click()
    row(page, "A").get_by_role("button", name="Move down").click()
    said(page, "“A” moved to “One”.")
    assert order(issue) == {"One": "BAC", "Two": ""}
    page.get_by_role("button", name="Undo").click()
    said(page, "“A” is back where it was.")
    assert order(issue) == {"One": "ABC", "Two": ""}


def test_assemble_with_the_keys(open_plan, issue):
    page = open_plan("Maria Ines")
    handle(page, "C").focus()
    page.keyboard.press("Space")
    for place in ("2 of 3 in “One”", "1 of 3 in “One”"):
        page.keyboard.press("ArrowUp")
        said(page, f"“C”: place {place}.")
    page.keyboard.press("Space")
    said(page, "“C” moved to “One”.")
    expect(handle(page, "C")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    said(page, "“C”: place 1 of 1 in “Two”.")
    page.keyboard.press("Escape")
    said(page, "“C” is back where it was.")
    handle(page, "Loose").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    said(page, "“Loose” moved to “Two”.")
    assert order(issue) == {"One": "CAB", "Two": "Loose"}
    for title in ("Loose", "C"):
        page.keyboard.press("Control+z")
        said(page, f"“{title}” is back where it was.")
    assert order(issue) == {"One": "ABC", "Two": ""}


def test_several_are_marked_at_once_and_what_was_refused_stays_marked(open_plan, issue):
    page = open_plan("Maria Ines")
    boxes = page.locator("#plan-main [name=article]")
    marked = lambda: [box.is_checked() for box in boxes.all()]  # noqa: E731
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    boxes.nth(2).click(modifiers=["Shift"])
    whole = page.get_by_role("checkbox", name="Mark every article in One")
    assert (marked(), whole.is_checked()) == ([True, True, True], True)
    whole.uncheck()
    assert marked() == [False, False, False]
    whole.check()
    page.get_by_role("button", name="Submit for review").locator("visible=true").click()
    page.wait_for_selector(".bulk-refused")
    assert marked() == [True, True, True]
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("[data-bulk]")).to_be_hidden()


def test_assemble_with_a_finger(open_plan, issue):
    page = open_plan("Maria Ines", has_touch=True)
    finger = page.context.new_cdp_session(page)
    start, end = handle(page, "A").bounding_box(), row(page, "C").bounding_box()

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", (start["x"] + 8, start["y"] + 8))
    touch("touchMove", (start["x"] + 8, start["y"] + 40))
    touch("touchMove", (end["x"] + 8, end["y"] + end["height"] - 3))
    touch("touchEnd")
    said(page, "“A” moved to “One”.")
    assert order(issue) == {"One": "BCA", "Two": ""}


def test_two_people_at_once(open_plan, issue):
    page, other = open_plan("Maria Ines"), open_plan("Ivan Petrov")
    page.locator("#menu-section-" + str(issue.sections.get(title="Two").pk) + " > summary").click()
    field = page.get_by_label("Subtitle").locator("visible=true")
    field.fill("Half typed")
    drag(other, handle(other, "A"), other.locator("#plan-main [data-title=Two]"))
    said(other, "“A” moved to “Two”.")
    said(page, "Ivan Petrov moved “A” to Two.")
    presence.arrive(User.objects.get(name="Ivan Petrov"), Article.objects.get(title="B"))
    expect(row(page, "B").get_by_text("Ivan Petrov is writing.")).to_have_count(1, timeout=20_000)
    expect(page.locator("#plan-main [data-title=Two] [data-article]")).to_have_count(1)
    expect(field).to_have_value("Half typed")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    drag(page, handle(page, "C"), row(page, "B"), below=False)
    said(page, "“C” moved to “One”.")
    assert order(issue) == {"One": "CB", "Two": "A"}
    said(other, "Maria Ines moved “C” to One.")


def test_what_is_refused_goes_back_and_says_why(open_plan, issue):
    page = open_plan("Maria Ines")
    two = page.locator("#plan-main [data-title=Two]")
    page.route("**/state/**", lambda route: route.abort())
    issue.sections.get(title="Two").delete()
    drag(page, handle(page, "A"), two)
    said(page, "There is no such place.")
    expect(two).to_have_count(0)
    assert order(issue) == {"One": "ABC"}


def test_a_section_is_added_in_place(open_plan, issue):
    page = open_plan("Maria Ines")
    page.get_by_text("Add section").click()
    page.locator("#title-new").fill("Three")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Three")).to_be_visible()
    assert list(order(issue)) == ["One", "Two", "Three"]

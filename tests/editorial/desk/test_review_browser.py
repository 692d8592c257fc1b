"""The reviewer's screen in a real browser: answered by keys alone, on any layout, and nothing typed is lost."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from editorial import revisions, sights, workflow
from editorial.models import Article, Remark
from tests.factories import make_article, make_bulletin, make_issue, make_user
from tests.services import take_leave
from tests.visits import heard, let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

KEYS = [f"Key{letter}" for letter in "ARUSJCNP"]
LETTERS = {
    "latin": dict(zip(KEYS, "arusjcnp", strict=True)),
    "cyrillic": dict(zip(KEYS, "фкгыостз", strict=True)),
}


@pytest.fixture
def section(database_on_disk):
    return make_issue(make_bulletin(sections=("One",))).sections.first()


@pytest.fixture
def waiting(section):
    def submitted(*titles, by=None):
        editor = by or make_user("editor", name="Wilma Writer")
        for title in titles:
            workflow.move(make_article(section, by=editor, title=title), "submit", by=editor)

    return submitted


@pytest.fixture
def open_review(browser, live_server):
    pages = []

    def opened(person):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        let_in(context, person, live_server)
        page = heard(context.new_page(), but=["409 (Conflict)", "403 (Forbidden)", "ERR_"])
        pages.append(page)
        page.goto(f"{live_server.url}/desk/review/")
        page.wait_for_selector(".review-ready")
        return page

    yield opened
    for page in pages:
        take_leave(page.context)
    assert [page.complaints for page in pages if page.complaints] == []


def press(page, code, layout="latin"):
    """As a keyboard of that layout says it: the same place, another letter."""
    devtools = page.context.new_cdp_session(page)
    letter = LETTERS[layout][code]
    for kind in ("keyDown", "keyUp"):
        devtools.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": letter, "text": letter})
    devtools.detach()


def shown(page, title):
    expect(page.locator("#review-item")).to_have_attribute("data-title", title, timeout=15_000)


def said(page, text):
    expect(page.locator("#review-said")).to_have_text(text, timeout=15_000)


def send_back(page, remark, layout="latin"):
    press(page, "KeyR", layout)
    expect(page.locator("#review-note")).to_be_focused()
    page.keyboard.insert_text(remark)
    page.keyboard.press("Control+Enter")


@pytest.mark.parametrize("layout", ["latin", "cyrillic"])
def test_ten_and_ten_by_keys_alone(open_review, waiting, reviewer, layout):
    titles = [f"Item {number}" for number in range(20)]
    waiting(*titles)
    page = open_review(reviewer)
    for number, title in enumerate(titles):
        shown(page, title)
        if number % 2:
            send_back(page, f"Remark on {title}, a r u s", layout)
        else:
            press(page, "KeyA", layout)
    expect(page.get_by_text("Nothing waits for your yes.")).to_be_visible(timeout=15_000)
    status = dict(Article.objects.values_list("title", "status"))
    assert status == {title: "returned" if number % 2 else "approved" for number, title in enumerate(titles)}
    assert Remark.objects.filter(text="Remark on Item 7, a r u s", article__title="Item 7").count() == 1


def test_undo_skip_and_take(open_review, waiting, reviewer):
    waiting("A", "B", "C")
    page = open_review(reviewer)
    send_back(page, "Which figure is right?")
    shown(page, "B")
    said(page, "“A” returned.")
    press(page, "KeyU")
    shown(page, "A")
    said(page, "Taken back: “A” waits for your answer again.")
    expect(page.locator("#review-note")).to_have_value("Which figure is right?")
    assert Article.objects.get(title="A").status == "in_review"
    page.keyboard.press("Escape")
    press(page, "KeyS")
    shown(page, "B")
    expect(page.locator("#review-mine li a")).to_have_text(["B", "C", "A"])
    press(page, "KeyC")
    expect(page.get_by_role("button", name="Let go")).to_be_visible()
    assert Article.objects.get(title="B").reviewer == reviewer
    press(page, "KeyJ")
    shown(page, "C")


def test_one_key_takes_back_what_was_approved_together(open_review, waiting, reviewer):
    waiting("A", "B", "C", *(f"Item {number}" for number in range(15)))
    page = open_review(reviewer)
    for title in "AC":
        page.get_by_label(f"Mark “{title}”").check()
    expect(page.get_by_role("button", name="Approve selected")).to_be_in_viewport()
    page.get_by_role("button", name="Approve selected").click()
    said(page, "2 articles approved.")
    shown(page, "B")
    press(page, "KeyU")
    said(page, "Taken back: 2 articles wait for your answer again.")
    shown(page, "A")
    assert set(Article.objects.values_list("status", flat=True)) == {"in_review"}


def test_from_change_to_change(open_review, waiting, reviewer):
    paragraphs = [f"<p>{number}. Nothing of this is new. {'It goes on and on. ' * 20}</p>" for number in range(40)]
    waiting("A")
    article = Article.objects.get()
    for number in (None, 10, 30):
        if number:
            paragraphs[number] = paragraphs[number].replace("Nothing", "Something")
        Article.objects.filter(pk=article.pk).update(body="".join(paragraphs), byline="A\u00a0Writer")
        revisions.keep(article, by=article.editor)
        if not number:
            sights.saw(article, reviewer)
    page = open_review(reviewer)
    at = page.locator("#review-changes [data-at]")
    expect(at).to_have_text("1 / 2")
    expect(page.locator("del").first).to_be_in_viewport()
    press(page, "KeyN", "cyrillic")
    expect(at).to_have_text("2 / 2")
    expect(page.locator("del").nth(1)).to_be_focused()
    expect(page.locator("del").nth(1)).to_be_in_viewport()
    press(page, "KeyP")
    expect(page.locator("del").first).to_be_focused()
    page.get_by_role("link", name="As it will be read").click()
    expect(page.locator("#review-changes")).to_be_hidden()


def test_a_changed_text_is_shown_again_with_the_remark(open_review, waiting, reviewer):
    waiting("Before", "Next")
    page = open_review(reviewer)
    shown(page, "Before")
    article = Article.objects.get(title="Before")
    Article.objects.filter(pk=article.pk).update(title="Behind")
    revisions.keep(article, by=article.editor)
    send_back(page, "Typed at length")
    shown(page, "Behind")
    expect(page.locator("#review-item [role=alert]")).to_contain_text("The text has changed since you opened it.")
    expect(page.locator("#review-note")).to_have_value("Typed at length")
    assert Article.objects.get(pk=article.pk).status == "in_review"


def test_who_was_first_is_told_by_name_and_what_is_submitted_appears(open_review, waiting, reviewer):
    waiting("A", "B")
    page = open_review(reviewer)
    page.route("**/state/**", lambda route: route.abort())
    workflow.move(Article.objects.get(title="A"), "approve", by=make_user("reviewer", name="Sofia Swift"))
    press(page, "KeyA")
    said(page, "Somebody was faster than you: Sofia Swift approved it: “A”.")
    shown(page, "B")
    page.unroute("**/state/**")
    waiting("New")
    expect(page.locator("#review-mine li a")).to_have_text(["B", "New"], timeout=20_000)
    shown(page, "B")


def test_the_author_is_refused(open_review, waiting):
    both = make_user("editor", "reviewer", name="Bo Both")
    waiting("Mine", by=both)
    page = open_review(both)
    page.get_by_role("link", name="Mine").click()
    shown(page, "Mine")
    expect(page.locator(".review-bar__why")).to_have_text(
        "You wrote or edited this text; somebody else has to approve it."
    )
    press(page, "KeyA")
    page.wait_for_timeout(300)
    assert Article.objects.get().status == "in_review"


def test_without_an_answer_nothing_is_lost(open_review, waiting, reviewer):
    waiting("A", "B")
    page = open_review(reviewer)
    page.route("**/answer/", lambda route: route.abort())
    send_back(page, "Typed at length")
    said(page, "The server did not answer. Nothing is lost; try again.")
    shown(page, "A")
    expect(page.locator("#review-note")).to_have_value("Typed at length")


def test_a_reload_keeps_what_was_typed(open_review, waiting, reviewer):
    waiting("A", "B")
    page = open_review(reviewer)
    press(page, "KeyR")
    expect(page.locator("#review-note")).to_be_focused()
    page.keyboard.insert_text("Typed at length")
    page.reload()
    shown(page, "A")
    expect(page.locator("#review-note")).to_have_value("Typed at length")
    expect(page.locator("#review-note")).to_be_visible()


def test_who_was_signed_out_signs_in_again_and_goes_on(open_review, waiting, reviewer, sign_in, live_server):
    waiting("A", "B")
    page = open_review(reviewer)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    send_back(page, "Typed at length")
    said(page, "You are signed out. Nothing is lost: sign in again, then answer once more. Sign in in a new tab")
    shown(page, "A")
    expect(page.locator("#review-note")).to_have_value("Typed at length")
    cookie = sign_in(reviewer).cookies[settings.SESSION_COOKIE_NAME].value
    anew = {settings.SESSION_COOKIE_NAME: cookie, settings.CSRF_COOKIE_NAME: "a" * 32}
    page.context.add_cookies([{"name": name, "value": anew[name], "url": live_server.url} for name in anew])
    page.locator("#review-note").press("Control+Enter")
    shown(page, "B")
    expect(page.locator("#review-told")).to_contain_text("is told", timeout=15_000)
    assert Remark.objects.get().text == "Typed at length"

"""Nothing typed is lost: two people at one article, a page that is killed, a connection that is cut."""

import re
from contextlib import suppress

import pytest

from editorial.models import Article, WorkingCopy
from tests.factories import PASSWORD, make_article, make_bulletin, make_issue, make_user
from tests.services import take_leave, wait_until

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
KEPT = re.compile(r"^Saved \d\d:\d\d as a working copy$")


def signed_in(browser, live_server, name):
    """A browser of one's own, signed in; what its pages complain of is in `complaints`."""
    user = make_user("editor", email=f"{name.split()[0].lower()}@example.org", name=name)
    user.set_password(PASSWORD)
    user.save()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    context.complaints = []
    context.on("weberror", lambda error: context.complaints.append(str(error.error)))
    _sign_in(context, user)
    return user, context


def _sign_in(context, user):
    page = context.new_page()
    page.goto("/desk/sign-in/")
    page.fill("#id_username", user.email)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.close()


@pytest.fixture(autouse=True)
def _patience():
    from playwright.sync_api import expect  # not there where the browser is not

    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def wilma(browser, live_server):
    user, context = signed_in(browser, live_server, "Wilma Writer")
    yield user, context
    take_leave(context)
    assert context.complaints == []


@pytest.fixture
def otto(browser, live_server):
    user, context = signed_in(browser, live_server, "Otto Other")
    yield user, context
    take_leave(context)


def opened(context, article):
    page = context.new_page()
    page.goto(f"/desk/articles/{article.pk}/edit/")
    page.wait_for_selector("#id_body_editor")
    return page


def state(page):
    return page.locator("[data-state]")


def write(page, text):
    page.click("#id_body_editor")
    page.wait_for_selector("#id_body_editor:focus")
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(250)  # the editor learns of the caret from an event that comes a moment later
    page.keyboard.type(text)


def test_two_people_at_one_article(wilma, otto):
    from playwright.sync_api import expect  # not there where the browser is not

    article = make_article(by=wilma[0], title="Title", byline="Byline", body="<p>Text.</p>")
    mine, theirs = opened(wilma[1], article), opened(otto[1], article)
    expect(theirs.locator("[data-people]")).to_contain_text("Wilma Writer is editing this article too (since ")
    theirs.fill("#id_title", "Their title")
    theirs.fill("#id_byline", "Their byline")
    write(theirs, "Theirs. ")
    theirs.keyboard.press("Control+KeyS")
    expect(state(theirs)).to_contain_text("as version 2")
    mine.fill("#id_title", "My title")
    write(mine, "Mine. ")
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # sooner than in 15 s
    expect(mine.locator("[data-people]")).to_contain_text("Otto Other is editing this article too")
    expect(mine.locator("[data-news]")).to_have_text("Otto Other saved version 2; your next save will show both.")
    mine.keyboard.press("Control+KeyS")
    expect(mine.locator("[data-collision=title]")).to_contain_text("Their title")
    expect(mine.locator("[data-collision=body]")).to_contain_text("Theirs. Text.")
    expect(mine.locator("#id_byline")).to_have_value("Their byline")
    mine.locator("[data-collision=body] input[value=theirs]").check()
    expect(mine.locator("#id_body_editor")).to_have_text("Theirs. Text.")
    mine.locator("[data-collision=body] input[value=mine]").check()
    expect(mine.locator("#id_body_editor")).to_have_text("Mine. Text.")
    mine.locator("[data-collision=body] input[value=theirs]").check()
    mine.get_by_role("button", name="Save mine over theirs").click()
    expect(mine.locator(".messages")).to_contain_text("Saved as version 3.")
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.byline, article.body) == ("My title", "Their byline", "<p>Theirs. Text.</p>")
    assert not WorkingCopy.objects.exists()


def test_what_was_typed_is_there_after_the_page_is_killed(wilma):
    from playwright.sync_api import Error as PlaywrightError
    from playwright.sync_api import expect

    user, context = wilma
    article = make_article(by=user, body="<p>Text.</p>")
    page = opened(context, article)
    write(page, "Kept. ")
    expect(state(page)).to_have_text("Not saved yet")
    expect(state(page)).to_have_text(KEPT)
    page.wait_for_timeout(100)
    write(page, "Not yet kept. ")
    page.wait_for_timeout(600)  # noted in the browser, not sent
    with suppress(PlaywrightError):
        page.goto("chrome://crash")
    page.close()
    page = opened(context, article)
    expect(page.locator("#id_body_editor")).to_have_text("Not yet kept. Kept. Text.")
    expect(page.locator(".restored")).to_contain_text("Restored what you typed and did not save")
    page.keyboard.press("Control+KeyS")
    expect(page.locator(".messages")).to_contain_text("Saved as version 2.")
    assert Article.objects.get(pk=article.pk).body == "<p>Not yet kept. Kept. Text.</p>"
    assert page.evaluate("Object.keys(localStorage)") == []


def reloaded(page, address):
    """The page anew with the working copy in its form, once that is kept."""
    from playwright.sync_api import expect

    expect(state(page)).to_have_text(KEPT)
    page.goto(address)
    page.wait_for_selector("#id_body_editor")
    expect(page.locator(".restored")).to_contain_text("Restored what you typed and did not save")


def test_a_restored_form_is_saved_by_its_button(wilma):
    from playwright.sync_api import expect

    user, context = wilma
    section = make_issue().sections.get()
    article = make_article(bulletin=section.issue.bulletin, by=user, byline="Byline", body="<p>Text.</p>")
    page = opened(context, article)
    page.fill("#id_byline", "Another")
    page.fill("#id_keywords_entry", "santos, brics")
    page.select_option("#id_section", str(section.pk))
    reloaded(page, page.url)
    page.click(".savebar .button--primary")
    expect(page.locator(".messages")).to_contain_text("Saved as version 2.")
    article.refresh_from_db()
    assert (article.byline, article.section) == ("Another", section)
    assert article.keyword_names() == ["wages", "santos", "brics"]
    assert not WorkingCopy.objects.exists()


def test_a_restored_new_article_is_saved_by_its_button(wilma):
    from playwright.sync_api import expect

    _user, context = wilma
    address = f"/desk/articles/new/?bulletin={make_bulletin().pk}"
    page = context.new_page()
    page.goto(address)
    page.fill("#id_title", "A new one")
    write(page, "Text.")
    reloaded(page, address)
    page.click(".savebar .button--primary")
    expect(page.locator(".messages")).to_contain_text("Saved as version 1.")
    assert Article.objects.get().body == "<p>Text.</p>"
    assert not WorkingCopy.objects.exists()


def test_a_connection_that_is_cut_and_comes_back(wilma):
    from playwright.sync_api import expect

    user, context = wilma
    article = make_article(by=user)
    page = opened(context, article)
    context.set_offline(True)
    page.fill("#id_title", "Typed in a tunnel")
    expect(state(page)).to_have_text("Not saved: no connection, trying again")
    page.keyboard.press("Control+KeyS")
    expect(state(page)).to_have_text("Not saved: no connection, trying again")
    context.set_offline(False)
    expect(state(page)).to_have_text(KEPT)
    assert WorkingCopy.objects.get().data["title"] == ["Typed in a tunnel"]


def test_signed_out_meanwhile(wilma):
    from playwright.sync_api import expect

    user, context = wilma
    article = make_article(by=user)
    page = opened(context, article)
    context.clear_cookies(name="sessionid")
    page.fill("#id_title", "Typed too late")
    expect(state(page)).to_have_text("Not saved: you are signed out. Your text is safe in this window.")
    assert page.get_by_role("link", name="Sign in in a new tab").is_visible()
    _sign_in(context, user)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(page)).to_have_text(KEPT)
    page.keyboard.press("Control+KeyS")
    expect(state(page)).to_contain_text("as version 2")


def test_two_windows_of_one_person(wilma):
    from playwright.sync_api import expect

    user, context = wilma
    article = make_article(by=user, title="Title")
    first, second = opened(context, article), opened(context, article)
    first.fill("#id_title", "First window")
    expect(state(first)).to_have_text(KEPT)
    second.fill("#id_title", "Second window")
    expect(second.locator("[data-choice]")).to_contain_text("You went on writing this article in another window")
    assert WorkingCopy.objects.get().data["title"] == ["First window"]
    second.click("[data-choose=mine]")
    expect(state(second)).to_have_text(KEPT)
    first.fill("#id_title", "First window again")
    first.click("[data-choose=newer]")
    expect(first.locator("#id_title")).to_have_value("Second window")


def test_signing_out_leaves_nothing_in_the_browser(wilma):
    user, context = wilma
    page = opened(context, make_article(by=user))
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("#id_title", "Private words")
    wait_until(lambda: page.evaluate("Object.keys(localStorage).length") == 1, what="the second net")
    page.click(".person--me")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/desk/sign-in/")
    assert page.evaluate("Object.keys(localStorage)") == []

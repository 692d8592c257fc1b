"""Every screen in a real browser: usable by everybody, at any width, in both themes and languages."""

import pytest
from django.urls import reverse

from editorial import inviting, mail_links, remarks, urls, workflow
from editorial.models import Keyword, User
from exports import publication
from tests.checkers.axe import violations
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_ready_issue, make_user
from tests.visits import heard, let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

LOOKS = [("light", 1440, "en"), ("dark", 360, "ru")]


@pytest.fixture
def office(db):
    """A week in hand and an issue that readers have: whatever the screens can show is there."""
    everything = make_user("editor", "reviewer", "publisher", "administrator", name="Olga Oneforall", is_staff=True)
    bulletin = make_bulletin(title="Meridian Weekly", sections=("World of Work", "International relations"))
    out = make_ready_issue(bulletin=bulletin, number=45)
    publication.keep_past(out, at=out.created_at)
    type(out).objects.filter(pk=out.pk).update(status="published", published_at=out.created_at)
    issue = make_issue(bulletin, number=46)
    work, relations = issue.sections.order_by("position")
    make_approved(make_article(work, title="Approved"))
    waiting = make_article(work, title="In review", by=make_user("editor", name="Wilma Writer"))
    waiting = workflow.move(waiting, "submit", by=waiting.editor)
    returned = make_article(relations, title="Returned")
    workflow.move(returned, "submit", by=returned.editor)
    workflow.move(returned, "return", by=make_user("reviewer"), note="Check the figure.")
    make_article(relations, by=everything, title="Draft", keywords=("wages", "wagse"))
    make_article(bulletin=bulletin, title="Not placed")
    board = {"name": "Nadia Outside", "email": "nadia@board.example", "language": "ru", "days": 7}
    _invitation, token = inviting.ask(issue, **board, by=everything)
    remarks.write(waiting, by=everything, text="@Wilma Writer: of which year?", field="body", passage="Text of")
    remarks.write(waiting, by=everything, text="Another month.", field="month")
    done = remarks.write(waiting, by=everything, text="A full stop is missing.", field="title", passage="In review")
    remarks.resolve(done, by=waiting.editor)
    return {
        "user": everything,
        "token": token,
        "issue": issue,
        "article": waiting,
        "section": work,
        "out": out,
        "edition": out.editions.get(),
        "keyword": Keyword.objects.first(),
    }


def of(kind):
    return lambda office: [office[kind].pk]


# The screens by the names of their addresses, each with what it is shown with.
SCREENS = {
    "desk:home": None,
    "desk:articles": None,
    "desk:article": of("article"),
    "desk:edit-article": of("article"),
    "desk:new-article": None,
    "desk:intake": None,
    "desk:issue": of("issue"),
    "desk:publish": of("issue"),
    "desk:schedule": of("issue"),
    "desk:article-story": of("article"),
    "desk:issue-story": of("issue"),
    "desk:versions": of("article"),
    "mill:sign-off": of("edition"),
    "desk:compare": of("article"),
    "desk:withdraw": of("out"),
    "desk:add-section": of("issue"),
    "desk:edit-section": of("section"),
    "desk:grid": of("issue"),
    "desk:issue-settings": of("issue"),
    "desk:keyword": of("keyword"),
    "desk:keyword-twins": None,
    "desk:keywords": None,
    "desk:mail-choices": None,
    "desk:notifications": None,
    "desk:remove-section": of("section"),
    "desk:roll-over": of("issue"),
    "desk:restore": of("article"),
    "desk:password": None,
    "desk:records": None,
    "desk:review": of("article"),
    "desk:search": None,
    "mail:stop": lambda office: [mail_links.token(office["user"])],
    "desk:ask-about-article": of("article"),
    "desk:ask-about-issue": of("issue"),
    "answer:door": lambda office: [office["token"]],
    "bulletin:home": None,
    "bulletin:archive": lambda office: [office["issue"].bulletin.slug],
    "bulletin:keywords": lambda office: [office["issue"].bulletin.slug],
    "bulletin:issue": lambda office: [office["issue"].bulletin.slug, office["out"].year, office["out"].number],
}
# Addresses that answer with something else than a screen: a file, data, the answer to a POST.
NO_SCREENS = {
    "answer-review", "approve-selected", "article-story-file", "ask-again", "assign-reviewer", "be-present", "bulk",
    "check-keywords", "complete-keywords", "complete-people", "correct", "delete-filter", "discard-copy",
    "discard-new-copy", "distinguish-keywords", "earlier-picture", "grid-cell", "grid-paste", "grid-take-back",
    "hand-on", "issue-state", "issue-story-file", "keep-copy", "keep-new-copy", "keep-picture", "keep-version",
    "kept-picture",
    "language", "merge-keywords", "move-article", "move-section", "name-version", "picture", "place-article",
    "plan-issue", "read-notifications", "remarks", "remove-keyword", "rename-keyword", "reopen-remark",
    "resolve-remark", "review-state", "save-filter", "set-deadline", "sign-in", "sign-out", "stop", "unschedule",
    "withdraw-invitation",
}  # fmt: skip


def test_every_screen_of_the_desk_is_looked_at():
    named = {f"desk:{each.name}" for each in urls.urlpatterns}
    assert named - {f"desk:{name}" for name in NO_SCREENS} - SCREENS.keys() == set()


@pytest.fixture
def visit(browser, live_server, office):
    """Open an address as somebody with every role; the page keeps what the browser complained of."""
    pages = []

    def opened(address, *, theme, width, language):
        User.objects.update(language=language)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        let_in(context, office["user"], live_server)
        page = heard(context.new_page())
        page.goto(live_server.url + address)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()


@pytest.mark.parametrize(("theme", "width", "language"), LOOKS)
def test_screens_are_for_everybody(visit, office, theme, width, language):
    found = {}
    for name, arguments in SCREENS.items():
        address = reverse(name, args=arguments(office) if arguments else [])
        page = visit(address, theme=theme, width=width, language=language)
        too_wide = page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")
        faults = [*violations(page), *page.complaints, *(["scrolls sideways"] if too_wide else [])]
        if faults:
            found[name] = faults
        page.context.close()
    assert found == {}, "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)


def test_a_row_of_the_plan_is_reached_and_edited_by_keys(visit, office):
    page = visit(reverse("desk:issue", args=[office["issue"].pk]), theme="light", width=1280, language="en")
    page.keyboard.press("KeyJ")
    assert page.evaluate("() => document.activeElement.textContent") == "Approved"
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyE")
    page.wait_for_url("**" + reverse("desk:edit-article", args=[office["article"].pk]))


@pytest.mark.parametrize("layout", ["latin", "cyrillic"])
def test_keys_work_by_their_place_and_never_while_typing(visit, layout):
    page = visit(reverse("desk:home"), theme="light", width=1280, language="en")
    press(page, "KeyG", layout)
    press(page, "KeyA", layout)
    page.wait_for_url("**/desk/articles/")
    press(page, "Slash", layout)
    assert page.evaluate("() => document.activeElement.id") == "bar-search"
    press(page, "KeyG", layout)
    press(page, "KeyI", layout)
    page.wait_for_timeout(300)
    assert page.url.endswith("/desk/articles/")


LETTERS = {
    "latin": {"KeyG": "g", "KeyA": "a", "KeyI": "i", "Slash": "/"},
    "cyrillic": {"KeyG": "п", "KeyA": "ф", "KeyI": "ш", "Slash": "."},
}


def press(page, code, layout):
    """As a keyboard of that layout says it: the same place, another letter."""
    devtools = page.context.new_cdp_session(page)
    letter = LETTERS[layout][code]
    for kind in ("keyDown", "keyUp"):
        devtools.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": letter, "text": letter})
    devtools.detach()


def test_the_keys_of_a_screen_are_listed_and_can_be_switched_off(visit):
    page = visit(reverse("desk:articles"), theme="light", width=1280, language="en")
    page.keyboard.press("Shift+Slash")
    listed = page.locator("#shortcuts dd").all_text_contents()
    assert {"Add article", "Issue", "Down and up a list"} <= set(listed)
    page.check("[data-shortcuts-off]")
    page.keyboard.press("Escape")
    page.keyboard.press("KeyN")
    page.wait_for_timeout(300)
    assert page.url.endswith("/desk/articles/")

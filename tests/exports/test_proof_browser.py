"""The proof in a real browser: asked for, waited for and shown on the plan without loading the page again."""

import re

import pytest

from exports import proofs
from exports.models import Proof
from exports.rendering import Document
from tests.factories import make_article, make_issue, make_user
from tests.visits import let_in

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def quick(monkeypatch):
    def render(name, snapshot, *, draft=False):
        [article] = snapshot["sections"][0]["articles"]
        return Document(b"%PDF", 7, (), {article["anchor"]: 5})

    monkeypatch.setattr(proofs.rendering, "render", render)
    monkeypatch.setattr(proofs, "ring", lambda ids: None)


@pytest.fixture
def plan(page, live_server):
    """The plan of an issue with one article, as an editor sees it."""
    let_in(page.context, make_user("editor"), live_server)
    issue = make_issue()
    make_article(issue.sections.first())
    page.goto(f"{live_server.url}/desk/issues/{issue.pk}/")
    page.wait_for_selector(".article-row")
    return page


def test_the_plan_shows_the_proof_when_it_is_ready(plan, quick):
    from playwright.sync_api import expect

    plan.evaluate("document.body.dataset.same = 'page'")
    plan.get_by_role("button", name="Proof", exact=True).click()
    expect(plan.locator("[data-proof]")).to_contain_text("The proof is being made.")
    assert proofs.make(Proof.objects.get().pk)
    expect(plan.locator(".article-row__page")).to_have_text(re.compile(r"^\s*page 5\s*$"))
    expect(plan.locator("#plan-facts")).to_contain_text("7 pages")
    expect(plan.locator("#plan [role=status]")).to_have_text("The proof is ready.")
    plan.locator("#proof summary").click()
    expect(plan.get_by_role("link", name="Open the proof")).to_contain_text("up to date")
    assert plan.evaluate("document.body.dataset.same") == "page"

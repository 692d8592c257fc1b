"""An office with a thing of every kind in every state, and somebody of every role."""

import hashlib
import io
import logging
from typing import NamedTuple

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from editorial import autosave, inviting, mail_links, picture_memory, revisions, versions, workflow
from editorial.models import Article, Issue, Notification, SavedFilter
from exports.models import Edition, Proof
from tests.bulletin.makers import file_name, make_correction, make_published, make_withdrawn
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_user

HIDDEN = "Unseen"  # stands in every title that no reader may see
TYPED = "Unspoken words of the editor"  # what only the editor has typed, and not saved
TOLD = "What the editor alone was told"
FILTER = "The editor's private filter"


class Thing(NamedTuple):
    """What an address is asked about: its arguments, and the state of the issue it belongs to."""

    label: str
    args: list
    state: str = "planned"
    query: str = ""
    row: object = None
    more: dict = {}


class Office:
    def __init__(self):
        self.people = _people()
        self.bulletin = make_bulletin("Meridian Weekly", slug="meridian", sections=("World of Work",))
        self.picture = _picture()
        self.issues = _issues(self)
        self.articles = _articles(self)
        self._leave_private_things()
        self.clients = {role: _signed_in(person) for role, person in self.people.items()}
        self.things = _things(self)

    def _leave_private_things(self):
        editor = self.people["editor"]
        for article in self.articles.values():
            autosave.keep(editor, article, {"title": [TYPED], "body": [TYPED]}, number=0, base=1)
        autosave.keep(editor, Article(bulletin=self.bulletin), {"title": [TYPED]}, number=0, base=0)
        told = {"event": "approved", "actor": "Somebody", "note": TOLD, "article": self.articles["draft"]}
        Notification.objects.create(person=editor, **told)
        self.filter = SavedFilter.objects.create(person=editor, list="articles", name=FILTER, query="q=ports")


def _people():
    roles = {"editor": "editor", "colleague": "editor", "reviewer": "reviewer", "publisher": "publisher"}
    people = {name: make_user(role, name=name.title()) for name, role in roles.items()}
    people["administrator"] = make_user("administrator", name="Administrator", is_staff=True)
    return {"stranger": None, "nobody": make_user(name="Nobody"), **people}


def _signed_in(person):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def _picture():
    buffer = io.BytesIO()
    Image.new("RGB", (80, 50), "#456").save(buffer, "PNG")
    return picture_memory.keep(ContentFile(buffer.getvalue(), name="quay.png"))


def _hang(office, article):
    picture = office.picture
    values = {"file": picture.file.name, "sha256": picture.sha256, "width": picture.width, "height": picture.height}
    article.illustrations.create(caption="The quay", **values)
    revisions.keep(article, by=article.editor)


def _issues(office):
    """One issue in every state; only of the published and the correcting one do readers see anything."""
    numbers = {state: number for number, state in enumerate(Issue.Status.values, start=41)}
    issues = {"planned": make_issue(office.bulletin, number=numbers["planned"])}
    for state in ("scheduled", "publishing", "published", "correcting", "withdrawn"):
        title = "Printed" if state in ("published", "correcting") else HIDDEN
        issue = make_issue(office.bulletin, number=numbers[state])
        article = make_article(
            issue.sections.first(), by=office.people["editor"], title=f"{title} {state}", keywords=[state]
        )
        _hang(office, article)
        make_approved(article)
        issues[state] = _REACH[state](issue)
    return issues


def _scheduled(issue):
    Issue.objects.filter(pk=issue.pk).update(status="scheduled", publish_at=timezone.now())
    return Issue.objects.get(pk=issue.pk)


_REACH = {
    "scheduled": _scheduled,
    "publishing": lambda issue: workflow.move(issue, "publish", by=make_user("publisher")),
    "published": make_published,
    "correcting": lambda issue: workflow.move(
        make_correction(make_published(issue)), "correct", by=make_user("publisher")
    ),
    "withdrawn": lambda issue: make_withdrawn(make_published(issue)),
}


def _articles(office):
    """One in every state in the planned issue, and what stands in the other issues."""
    section = office.issues["planned"].sections.first()
    made = {}
    for state in Article.Status.values:
        article = make_article(section, by=office.people["editor"], title=f"{HIDDEN} {state}", keywords=["hush"])
        _hang(office, article)
        made[state] = _MAKE[state](article)
    for state, issue in office.issues.items():
        if state != "planned":
            made[f"approved, {state}"] = Article.objects.get(section__issue=issue)
    return made


_MAKE = {
    "draft": lambda article: article,
    "in_review": lambda article: workflow.move(article, "submit", by=article.editor),
    "returned": lambda article: workflow.move(
        workflow.move(article, "submit", by=article.editor), "return", by=make_user("reviewer"), note="Not yet."
    ),
    "approved": make_approved,
    "spiked": lambda article: workflow.move(article, "spike", by=article.editor),
}


def _things(office):
    articles = [Thing(label, [each.pk], _state(each), row=each) for label, each in office.articles.items()]
    planned, published = office.issues["planned"], office.issues["published"]
    version = versions.keep_on_request(office.articles["draft"], by=office.people["editor"])
    picture, keyword = office.articles["draft"].illustrations.get(), office.articles["draft"].keywords.get()
    asked = office.articles["in_review"]
    invitation, token = inviting.ask(
        asked, name="Nadia", email="nadia@board.example", language="en", days=7, by=office.people["publisher"]
    )
    for client in office.clients.values():
        client.cookies[f"answer-{invitation.pk}"] = token
    sha256, slug = office.picture.sha256, office.bulletin.slug
    return {
        "": [Thing("", [])],
        "article": articles,
        "issue": [Thing(state, [each.pk], state, row=each) for state, each in office.issues.items()],
        "row": [_row(issue) for issue in office.issues.values()],
        "section": [Thing(each.status, [each.sections.first().pk], each.status) for each in (planned, published)],
        "picture": [Thing("of a draft", [picture.pk])],
        "kept picture": [Thing("kept", [sha256])],
        "picture of an article": [Thing("draft", [picture.article_id], query=f"sha256={sha256}")],
        "remark": [Thing("on the returned", [office.articles["returned"].remarks.get().pk])],
        "version": [Thing("of a draft", [version.pk])],
        "keyword": [Thing("of drafts", [keyword.pk])],
        "filter": [Thing("the editor's", [office.filter.pk])],
        "edition": [Thing(each.issue.status, [each.pk], each.issue.status) for each in Edition.objects.all()],
        "proof": [Thing("made", [_proof(planned).issue_id])],
        "mail link": [Thing("the editor's", [_stop_link(office)])],
        "marked": [Thing("in review", [], more={"article": [str(asked.pk)]})],
        "invitation": [Thing("of an article", [invitation.pk])],
        "answer link": [Thing("of an article", [token])],
        "opened answer link": [Thing("of an article", [invitation.pk])],
        "picture of the answer link": [Thing("of an article", [invitation.pk, asked.illustrations.get().pk])],
        "bulletin": [Thing("published", [slug])],
        "year": [Thing("published", [slug, published.year])],
        "printed keyword": [Thing("published", [slug, "published"])],
    }


def _stop_link(office):
    return mail_links.link(office.people["editor"]).rstrip("/").rpartition("/")[2]


def _state(article):
    return article.issue.status if article.issue else "planned"


def _row(issue):
    """An issue with one of its articles, of which the address is told besides."""
    article = Article.objects.filter(section__issue=issue).first()
    return Thing(issue.status, [issue.pk], issue.status, row=article, more={"article": str(article.pk)})


def _proof(issue):
    content = b"%PDF-1.7 proof"
    name = default_storage.save(f"proofs/{hashlib.sha256(content).hexdigest()}.pdf", ContentFile(content))
    return Proof.objects.create(issue=issue, status="ready", file=name, ready_at=timezone.now())


def readers_address(name, office, issue, article):
    """The arguments of one of the issue's addresses for readers."""
    where = [issue.bulletin.slug, issue.year, issue.number]
    last = {"article": article.anchor, "file": file_name(issue), "picture": f"{office.picture.sha256[:16]}.png"}
    return [*where, last[name]] if name in last else where


@pytest.fixture
def office(db):
    """For tests that ask it thousands of things, most of which are refused."""
    logging.disable(logging.CRITICAL)
    yield Office()
    logging.disable(logging.NOTSET)

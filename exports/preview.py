"""The page beside the text: what an article, as it stands in its form, looks like in print and where it would stand."""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from editorial.models import Article

from .budget import page_about
from .models import Proof
from .rendering.parts import Parts
from .snapshot import SCHEMA, masthead

NARROWEST, WIDEST = 240, 2400  # pixels of a page's picture
LONGEST = 20  # seconds that somebody may wait for a page
# Stands before an article that does not open its section.
BEFORE = {"keywords": [], "country": "", "illustrations": [], "body": "", "title": "", "parallel_title": ""}


class Place(NamedTuple):
    """Where the newest proof has the article: its page, of so many."""

    page: int
    pages: int

    def __str__(self):
        return _("page %(page)s of the proof") % {"page": self.page}


def place_of(article: Article, section) -> Place | None:
    """None if there is no proof of the issue, or the article is not in it."""
    if section is None:
        return None
    proof = Proof.objects.filter(issue=section.issue_id).only("page_of", "pages").first()
    page = proof.page_of.get(article.anchor) if proof else None
    return Place(page, proof.pages) if page else None


def about(article: Article, section) -> str:
    """Where it would stand, as far as that can be said without a proof: empty if it is in no issue."""
    if section is None:
        return ""
    return _("about page %(page)s, estimated") % {"page": page_about(article, section)}


def job_of(article: Article, content: dict, section, place: Place | None, pixels: int) -> dict:
    """What the press needs to show the article with this content at the top of a page of its section."""
    opens = section is not None and _opens(article, section)
    parts = Parts(_snapshot(article, content, section, opens))
    if section is None:
        parts.context.update(label="", edition="")
    return {
        "html": parts.article(0, 0 if opens else 1, None).render(),
        "style": parts.style,
        "sheets": parts.sheets().render(),
        "numerals": parts.numerals().render(),
        "first": place.page if place else 1,
        "of": place.pages if place else 0,
        "pixels": min(max(pixels, NARROWEST), WIDEST),
        "seconds": LONGEST,
    }


def _snapshot(article, content, section, opens):
    """An issue of nothing but this article."""
    printed = {"uid": article.uid.hex, "anchor": article.anchor, **content}
    named = {"title": section.title, "subtitle": section.subtitle} if section else {"title": "", "subtitle": ""}
    return {
        "schema": SCHEMA,
        "bulletin": masthead(article.bulletin),
        "issue": _issue(section.issue if section else None),
        "sections": [{**named, "articles": [printed] if opens else [BEFORE, printed]}],
    }


def _issue(issue):
    today = datetime.date.today()
    return {
        "number": issue.number if issue else 0,
        "year": issue.year if issue else today.year,
        "date_from": (issue.date_from if issue else today).isoformat(),
        "date_to": (issue.date_to if issue else today).isoformat(),
        "edition": 1,
        "notice": "",
        "published_on": None,
    }


def _opens(article, section):
    """Whether it is, or would become, the section's first."""
    first = section.articles.order_by("position", "pk").values_list("pk", flat=True).first()
    return first is None or first == article.pk

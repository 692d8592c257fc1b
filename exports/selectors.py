"""What the pages ask the mill: one sentence each."""

from typing import NamedTuple

from .models import Edition, PrintedArticle, Proof, Rendition
from .rendering import FORMATS


class Found(NamedTuple):
    """An article in its place: its section, its position from 1, and its neighbours in the issue (or None)."""

    article: dict
    section: dict
    position: int
    previous: dict | None
    next: dict | None


class File(NamedTuple):
    """A finished file of an edition, with what a download link says about it."""

    format: str
    label: str
    name: str
    content_type: str
    size: int
    pages: int
    rendition: Rendition


def current_editions(bulletin=None):
    """What readers may see, newest issue first, without the snapshots: a list needs no texts."""
    editions = Edition.objects.current().select_related("issue__bulletin").without_texts()
    if bulletin is not None:
        editions = editions.filter(issue__bulletin=bulletin)
    return editions.order_by("-issue__year", "-issue__number", "issue__bulletin")


def article_in(snapshot, anchor) -> Found | None:
    """The article called `anchor` in an edition's snapshot."""
    places = [(section, article) for section in snapshot["sections"] for article in section["articles"]]
    for at, (section, article) in enumerate(places):
        if article["anchor"] == anchor:
            before = places[at - 1][1] if at else None
            after = places[at + 1][1] if at + 1 < len(places) else None
            return Found(article, section, at + 1, before, after)
    return None


def files_of(edition) -> list[File]:
    """The edition's finished files in the registry's order; one query."""
    ready = {each.format: each for each in edition.renditions.filter(status=Rendition.Status.READY)}
    return [file_of(edition, ready[name]) for name in FORMATS if name in ready]


def file_of(edition, rendition) -> File:
    kind = FORMATS[rendition.format]
    return File(
        rendition.format,
        kind.label,
        download_name(edition, kind.extension),
        kind.content_type,
        rendition.size,
        rendition.pages,
        rendition,
    )


def download_name(edition, extension) -> str:
    """A name that still says what it is in a folder of downloads: meridian-46.2026.pdf, meridian-46.2026-2.pdf."""
    issue = edition.issue
    correction = f"-{edition.number}" if edition.number > 1 else ""
    return f"{issue.bulletin.slug}-{issue.label}{correction}.{extension}"


def printed_articles():
    """Every article that readers may see, newest issue first, ready for a list with links."""
    return (
        PrintedArticle.objects.filter(edition__in=Edition.objects.current().values("pk"))
        .select_related("edition__issue__bulletin")
        .defer("edition__snapshot", "edition__signoff")
        .order_by("-edition__issue__year", "-edition__issue__number", "edition__issue__bulletin", "position")
    )


def publishing_of(issue) -> Edition | None:
    """The edition the desk watches: the newest, with renditions and strands, in three queries. None before a first."""
    editions = issue.editions.without_texts().prefetch_related("renditions__strands")
    return editions.order_by("-pk").first()


def signed_editions(issue):
    """Editions that readers got, each with its sign-off sheet; also of an issue that was withdrawn."""
    return issue.editions.filter(status=Edition.Status.PUBLISHED).order_by("number").only("number", "issue")


def made_proof(issue) -> Proof | None:
    """The issue's newest proof that has a file, whether or not the next one is being made."""
    return Proof.objects.filter(issue=issue).exclude(file="").first()

"""PDF/UA-1: the issue's parts, set apart or taken from the store, put together. The same snapshot, the same bytes."""

from django.utils import translation

from ..snapshot import fingerprint
from ..wording import Draft
from . import press
from .complaints import in_article
from .document import Document
from .parts import Part, Parts
from .store import store

# WeasyPrint takes a second to import, and only the workers and the export command ever need it: so what imports it
# is imported inside the functions.

# Points an article needs below another, for its head and a few lines; with less it opens a page without being tried.
LEAST = 112


def render(snapshot: dict, *, draft: Draft = False) -> Document:
    """The issue's PDF; on another day, in another process, by one worker or many: the same bytes."""
    from .assembly import Assembly, Placed
    from .furniture import numerals_of

    parts = Parts(snapshot, draft=draft)
    sections = [set_section(parts, number) for number in range(len(snapshot["sections"]))]
    contents, pages = _contents(parts, sections)
    issue = Assembly()
    issue.place(Placed(set_one(parts, parts.cover())))
    issue.place(Placed(contents, furniture=0))
    for number, section in enumerate(sections):
        for part, runs_on in section:
            issue.place(Placed(part, runs_on, number, number + 1))
    issue.place(Placed(set_one(parts, parts.back(pages)), furniture=len(sections) + 1))
    content = issue.write(
        furniture=set_one(parts, parts.sheets()),
        numerals=numerals_of(set_one(parts, parts.numerals())),
        metadata=_metadata(parts),
        identifier=fingerprint(snapshot)[:32].encode(),
        source=snapshot if snapshot["bulletin"].get("is_archival") and not draft else None,
    )
    return Document(content, len(issue.pages), issue.faults, pages)


def set_strand(snapshot: dict, number: int, goes_on) -> None:
    """Set one section ahead, so that the rendering finds its parts in the store."""
    set_section(Parts(snapshot), number, goes_on)


def set_section(parts: Parts, number: int, goes_on=lambda: None) -> list:
    """The section's articles, each with whether it runs on below the one before."""
    placed, start = [], None
    for at, article in enumerate(parts.snapshot["sections"][number]["articles"]):
        goes_on()
        with in_article(article["title"]):
            part = set_one(parts, parts.article(number, at, start))
            if start is not None and not part.pages[0].owners:
                # Not even its head went below the other: it opens a page instead, with nothing to be set off from.
                part, start = set_one(parts, parts.article(number, at, None)), None
        placed.append((part, start is not None))
        start = part.end if parts.runs_on and part.room >= LEAST else None
    return placed


def set_one(parts: Parts, part: Part):
    """The part set in type: kept from before, or set now and kept."""
    found = store().get(part.key)
    if found is None:
        found = press.set_part(part.render(), parts.style, mark=part.key[:6], is_furniture=part.is_furniture)
        store().set(part.key, found)
    return found


def _contents(parts, sections):
    """The contents, and the page of every anchor; the longer they are, the later everything begins.

    The numbers have no say in their length: so it is the same for every edition of these titles, and kept.
    """
    key = f"length-{parts.contents({}).key}"
    length = store().get(key) or parts.likely_length_of_contents()
    while True:
        pages = _pages(sections, 1 + length)
        contents = set_one(parts, parts.contents(pages))
        if len(contents.pages) == length:
            store().set(key, length)
            return contents, pages
        length = len(contents.pages)


def _pages(sections, before):
    """The page of every anchor, when `before` pages stand before the first section."""
    pages, last = {}, before
    for section in sections:
        for part, runs_on in section:
            first = last - 1 if runs_on else last
            for name, at, _x, _y in part.destinations:
                pages.setdefault(name, first + at + 1)
            last = first + len(part.pages)
    return pages


def _metadata(parts):
    from weasyprint.pdf.metadata import DocumentMetadata

    context = parts.context
    with translation.override(parts.language):
        return DocumentMetadata(
            title=", ".join(filter(None, [context["bulletin"]["title"], context["name"], context["mark"]])),
            authors=[context["bulletin"]["title"]],
            description=f"{context['name']}, {context['period']}. {context['inside']}.",
            keywords=context["keywords"],
            created=context["dated"],
            modified=context["dated"],
            lang=parts.language,
        )

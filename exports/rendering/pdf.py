"""PDF/UA-1 by WeasyPrint, from the snapshot and our own files only."""

import logging
import re
from contextlib import contextmanager
from urllib.parse import quote, unquote

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from ..layout import issue_html
from ..snapshot import fingerprint
from .document import Document, RenderingFailed

# WeasyPrint takes a second to import, and only the workers and the export command ever need it: so it is
# imported inside the functions.


def render(snapshot: dict, *, draft: bool = False) -> Document:
    """The issue's PDF; the same snapshot gives the same bytes, on another day, in another process."""
    from .languages import mark_languages

    mark_languages()
    with _failures():
        document = _laid_out(snapshot, draft)
        content = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=fingerprint(snapshot)[:32].encode())
    return Document(content, len(document.pages))


def _laid_out(snapshot, draft):
    """Laid out once; once more if an index would name a page twice, which only the first pass can tell."""
    document = _pass(snapshot, draft, {})
    pages = {anchor: number for number, page in enumerate(document.pages, start=1) for anchor in page.anchors}
    if _repeats(snapshot, pages):
        document = _pass(snapshot, draft, pages)
    return document


def _pass(snapshot, draft, pages):
    from weasyprint import HTML
    from weasyprint.logger import LOGGER

    from .fetching import OwnFilesOnly

    rules = style() + list_starts(snapshot)
    html = issue_html(snapshot, picture_url=_picture_url, style=rules, draft=draft, pages=pages)
    fetcher, complaints = OwnFilesOnly(), Complaints()
    LOGGER.addHandler(complaints)
    try:
        document = HTML(string=html, base_url="none:", url_fetcher=fetcher).render(pdf_variant="pdf/ua-1")
    finally:
        LOGGER.removeHandler(complaints)
    if missing := fetcher.missing or complaints.pictures:
        raise RenderingFailed(_("This picture is missing or broken: %(name)s") % {"name": missing[0]})
    return document


class Complaints(logging.Handler):
    """WeasyPrint only logs a picture it cannot read, and prints the page without it."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.pictures = []

    def emit(self, record):
        if str(record.msg).startswith("Failed to load image"):
            self.pictures.append(unquote(str(record.args[0])).removeprefix("picture:"))


def style() -> str:
    with open(finders.find("exports/print.css"), encoding="utf-8") as file:
        return file.read()


def list_starts(snapshot: dict) -> str:
    """Rules for lists that do not begin at 1: WeasyPrint takes no notice of the attribute itself."""
    bodies = "".join(article["body"] for section in snapshot["sections"] for article in section["articles"])
    starts = sorted({int(number) for number in re.findall(r'<ol start="(-?\d{1,6})"', bodies)})
    return "".join(f'ol[start="{start}"] {{ counter-reset: list-item {start - 1}; }}\n' for start in starts)


def _picture_url(illustration):
    return f"picture:{quote(illustration['file'])}"


def _repeats(snapshot, pages):
    """Whether some keyword or country stands on one page with two articles."""
    seen = set()
    for section in snapshot["sections"]:
        for article in section["articles"]:
            words = {("k", word) for word in article["keywords"]} | {("c", article["country"])}
            places = {(word, pages.get(article["anchor"])) for word in words}
            if places & seen:
                return True
            seen |= places
    return False


@contextmanager
def _failures():
    """What WeasyPrint is known to die of, as a sentence. Its fetching error is no Exception and would end a worker."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderingFailed(_("A file could not be read: %(error)s") % {"error": error}) from error
    except ZeroDivisionError:
        raise RenderingFailed(_("A measure in a text cannot be laid out.")) from None

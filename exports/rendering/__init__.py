"""One registry of formats; a new format is one module with a `render(snapshot)` and one line here."""

from collections.abc import Callable
from contextlib import contextmanager
from importlib import import_module
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from editorial.said import Said

from ..wording import Draft
from .document import Document, RenderingFailed

__all__ = ["FORMATS", "Document", "Format", "RenderingFailed", "known_deaths", "render"]


class Format(NamedTuple):
    label: str
    extension: str
    content_type: str
    module: str
    is_stranded: bool = False  # made of sections that can be set apart

    @property
    def render(self) -> Callable[..., Document]:
        """The module's function, imported at its first use: the web process never pays for the renderers."""
        return import_module(f"{__name__}.{self.module}").render


FORMATS = {
    "pdf": Format(_("PDF"), "pdf", "application/pdf", "pdf", is_stranded=True),
    "html": Format(_("Web page"), "html", "text/html; charset=utf-8", "html"),
    "epub": Format(_("E-book (EPUB)"), "epub", "application/epub+zip", "epub"),
    "text": Format(_("Plain text"), "txt", "text/plain; charset=utf-8", "text"),
}


def render(format_name: str, snapshot: dict, *, draft: Draft = False) -> Document:
    """The snapshot in one format; a draft is marked as a proof, and with the hour if it is one.

    Raises RenderingFailed, with a sentence fit to show, if it cannot be done.
    """
    with known_deaths():
        return FORMATS[format_name].render(snapshot, draft=draft)


def set_strand(format_name: str, snapshot: dict, number: int, *, goes_on: Callable[[], None]) -> None:
    """Set section `number` ahead of the rendering, for its store; `goes_on` raises to stop it between articles."""
    with known_deaths():
        import_module(f"{__name__}.{FORMATS[format_name].module}").set_strand(snapshot, number, goes_on)


@contextmanager
def known_deaths():
    """What a text can end a rendering by, said as RenderingFailed."""
    try:
        yield
    except RecursionError:
        raise RenderingFailed(Said(_("A text is nested too deeply."))) from None
    except MemoryError:
        raise RenderingFailed(Said(_("The issue needs more memory than there is."))) from None

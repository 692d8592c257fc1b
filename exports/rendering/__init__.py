"""One registry of formats; a new format is one module with a `render(snapshot)` and one line here."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .document import Document, RenderingFailed

__all__ = ["FORMATS", "Document", "Format", "RenderingFailed", "render"]


class Format(NamedTuple):
    label: str
    extension: str
    content_type: str
    module: str

    @property
    def render(self) -> Callable[..., Document]:
        """The module's function, imported at its first use: the web process never pays for the renderers."""
        return import_module(f"{__name__}.{self.module}").render


FORMATS = {
    "pdf": Format(_("PDF"), "pdf", "application/pdf", "pdf"),
    "html": Format(_("Web page"), "html", "text/html; charset=utf-8", "html"),
    "text": Format(_("Plain text"), "txt", "text/plain; charset=utf-8", "text"),
}


def render(format_name: str, snapshot: dict, *, draft: bool = False) -> Document:
    """The snapshot in one format. Raises RenderingFailed, with a sentence fit to show, if it cannot be done."""
    try:
        return FORMATS[format_name].render(snapshot, draft=draft)
    except RecursionError:
        raise RenderingFailed(_("A text is nested too deeply.")) from None
    except MemoryError:
        raise RenderingFailed(_("The issue needs more memory than there is.")) from None

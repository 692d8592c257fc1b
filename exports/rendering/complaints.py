"""What WeasyPrint dies of, and what it only mutters about, said as one error."""

import logging
from contextlib import contextmanager
from urllib.parse import unquote

from django.utils.translation import gettext_noop as _

from editorial.said import Said

from .document import RenderingFailed


@contextmanager
def listening(fetcher):
    """Turn every known end of a layout into RenderingFailed, a picture left out for a broken file included."""
    from weasyprint.logger import LOGGER
    from weasyprint.urls import FatalURLFetchingError  # no Exception: it would end a worker

    muttered = _Pictures()
    LOGGER.addHandler(muttered)
    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderingFailed(Said(_("A file could not be read: %(error)s"), error=str(error))) from error
    except ZeroDivisionError:
        raise RenderingFailed(Said(_("A measure in a text cannot be laid out."))) from None
    finally:
        LOGGER.removeHandler(muttered)
    if fetcher.too_large:
        raise RenderingFailed(Said(_("This picture has more than 40 megapixels: %(name)s"), name=fetcher.too_large[0]))
    if missing := fetcher.missing or muttered.names:
        raise RenderingFailed(Said(_("This picture is missing or broken: %(name)s"), name=missing[0]))


@contextmanager
def in_article(title: str):
    """What fails here says which article it was."""
    try:
        yield
    except RenderingFailed as error:
        raise RenderingFailed(Said(_("“%(title)s”: %(cause)s"), title=title, cause=error.sentence)) from error


class _Pictures(logging.Handler):
    """WeasyPrint only logs a picture it cannot read, and prints the page without it."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.names = []

    def emit(self, record):
        if str(record.msg).startswith("Failed to load image"):
            self.names.append(unquote(str(record.args[0])).removeprefix("picture:"))

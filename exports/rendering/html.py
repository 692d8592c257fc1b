"""One HTML file that stands alone: style and pictures inside, no script, nothing to fetch."""

import base64
import mimetypes

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from ..layout import issue_html
from .document import Document, RenderingFailed


def render(snapshot: dict, *, draft: bool = False) -> Document:
    """The issue as a page for reading, printing and keeping."""
    html = issue_html(snapshot, picture_url=_inlined, style=_style(), draft=draft)
    return Document(html.encode())


def _style():
    with open(finders.find("exports/issue.css"), encoding="utf-8") as file:
        return file.read()


def _inlined(illustration):
    kind = mimetypes.guess_type(illustration["file"])[0] or "application/octet-stream"
    try:
        with default_storage.open(illustration["file"]) as file:
            content = base64.b64encode(file.read()).decode()
    except FileNotFoundError:
        raise RenderingFailed(_("The picture %(name)s is missing.") % {"name": illustration["file"]}) from None
    return f"data:{kind};base64,{content}"

"""One HTML file that stands alone: style and pictures inside, no script, nothing to fetch."""

import base64
import mimetypes

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..characters import printable
from ..layout import issue_html
from .document import Document, RenderingFailed


def render(snapshot: dict, *, draft: bool = False) -> Document:
    """The issue as a page for reading, printing and keeping."""
    html = issue_html(snapshot, picture_url=_inlined, style=_style(), draft=draft, template="exports/screen.html")
    with translation.override(snapshot["bulletin"]["language"]):
        return Document(printable(_with_scrolling_tables(html)).encode())


def _style():
    with open(finders.find("exports/issue.css"), encoding="utf-8") as file:
        return file.read()


def _with_scrolling_tables(html):
    """A wide table moves in a frame of its own, which a keyboard can reach; text cannot look like these tags."""
    frame = format_html('<div class="frame" role="region" tabindex="0" aria-label="{}"><table>', _("Table"))
    return html.replace("<table>", frame).replace("</table>", "</table></div>")


def _inlined(illustration):
    kind = mimetypes.guess_type(illustration["file"])[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(picture(illustration)).decode()}"


def picture(illustration: dict) -> bytes:
    """The bytes of an illustration's file. Raises RenderingFailed if it is not there."""
    try:
        with default_storage.open(illustration["file"]) as file:
            return file.read()
    except FileNotFoundError:
        raise RenderingFailed(_("The picture %(name)s is missing.") % {"name": illustration["file"]}) from None

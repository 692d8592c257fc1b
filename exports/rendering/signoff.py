"""The sign-off sheet as a PDF/UA file: set by the press like a part of the issue. The same sheet, the same bytes."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from editorial.content import fingerprint

from .. import layout
from ..signoff_words import worded
from . import furniture, known_deaths, press
from .parts import fixed, print_style
from .store import store


def render(sheet: dict) -> bytes:
    """The file, in the bulletin's paper and language. Raises RenderingFailed, with a sentence fit to show."""
    style = print_style(sheet["bulletin"].get("paper", "A4"))
    page_style = style + Path(finders.find("exports/sign_off_print.css")).read_text(encoding="utf-8")
    with translation.override(sheet["bulletin"]["language"]), known_deaths():
        context = _context(sheet)
        html = render_to_string("exports/sign_off_print.html", context)
        key = hashlib.sha256(f"{fixed()}{page_style}{html}".encode("utf-8", "surrogatepass")).hexdigest()
        if (found := store().get(key)) is None:
            found = _set(context, html, style, page_style)
            store().set(key, found)
    return found


def _context(sheet):
    words = worded(sheet)
    return {
        "sheet": words,
        "bulletin": sheet["bulletin"],
        "colours": layout.colours(sheet["bulletin"]["accent"]),
        "label": f"{sheet['issue']['number']}.{sheet['issue']['year']}",
        "edition": translation.gettext("edition %(number)s") % {"number": sheet["issue"]["edition"]},
        "heads": [translation.gettext("Sign-off sheet")],
        "dated": sheet["frozen_at"],
        "identifier": fingerprint(sheet)[:32].encode(),
    }


def _set(context, html, style, page_style):
    from .assembly import Assembly, Placed

    assembly = Assembly()
    assembly.place(Placed(press.set_part(html, page_style), furniture=0))
    return assembly.write(
        furniture=press.set_part(furniture.sheets_html(context), style, is_furniture=True),
        numerals=furniture.numerals_of(press.set_part(furniture.numerals_html(context), style, is_furniture=True)),
        metadata=_metadata(context),
        identifier=context["identifier"],
    )


def _metadata(context):
    from weasyprint.pdf.metadata import DocumentMetadata

    day = context["dated"][:10]
    return DocumentMetadata(
        title=context["sheet"]["title"],
        authors=[context["bulletin"]["title"]],
        created=day,
        modified=day,
        lang=context["bulletin"]["language"],
    )

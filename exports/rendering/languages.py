"""Languages in a PDF's tags, so that a screen reader changes its voice for a parallel title.

WeasyPrint 70 writes the document's language and none of its parts. Its tags are built by one recursive generator
that nothing public reaches into; so it is wrapped here, once, and a test says if a new version has moved it.
"""

import pydyf
from weasyprint.pdf import tags

_build = tags._build_box_tree
_WHOLE_DOCUMENT = ("html", "body")  # not tags of their own; the document's language stands for them


def _build_with_languages(box, *arguments):
    for element in _build(box, *arguments):
        if language := _language(getattr(box, "_box", box)):
            element["Lang"] = pydyf.String(language)
        yield element


def _language(box):
    if box.element is None or box.element_tag in _WHOLE_DOCUMENT:
        return None
    return box.element.attrib.get("lang")


def mark_languages() -> None:
    """From now on, in this process; calling it again changes nothing."""
    tags._build_box_tree = _build_with_languages

"""What WeasyPrint leaves out of a PDF's tags: languages, the scope of heading cells, the true places of pictures.

A screen reader changes its voice for a parallel title by the first, and WeasyPrint 70 writes the document's language
and none of its parts. Its tags are built by one recursive generator that nothing public reaches into; so it is
wrapped here, once, and a test says if a new version has moved it.
"""

import pydyf
from weasyprint.pdf import tags

_build = tags._build_box_tree
POINT = 0.75  # of a pixel
_WHOLE_DOCUMENT = ("html", "body")  # not tags of their own; the document's language stands for them


def _build_with_languages(box, parent, pdf, *arguments):
    for element in _build(box, parent, pdf, *arguments):
        real = getattr(box, "_box", box)
        if language := _language(real):
            element["Lang"] = pydyf.String(language)
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Row" if real.element.attrib.get("scope") == "row" else "/Column"
        elif element["S"] == "/Table":
            _unname(element, pdf)
        elif element["S"] == "/Figure":
            element["A"]["BBox"] = _on_page(element["A"]["BBox"], pdf.objects[int(element["Pg"].split()[0])])
        yield element


def _unname(tag, pdf):
    """Take the cells' names back: they are unique in one document only, and a heading cell's scope says as much."""
    for kid in tag["K"]:
        below = pdf.objects[int(kid.split()[0])]
        if below["S"] in ("/TH", "/TD"):
            below.pop("ID", None)
            below["A"].pop("Headers", None)
        else:
            _unname(below, pdf)


def _on_page(box, page):
    """WeasyPrint gives a picture's box in pixels from the top; a PDF counts points from the foot."""
    left, top, right, bottom = (side * POINT for side in box)
    height = page["MediaBox"][3]
    return pydyf.Array([left, height - bottom, right, height - top])


def _language(box):
    if box.element is None or box.element_tag in _WHOLE_DOCUMENT:
        return None
    return box.element.attrib.get("lang")


def mark_languages() -> None:
    """From now on, in this process; calling it again changes nothing."""
    tags._build_box_tree = _build_with_languages

"""The rules of PDF/UA-1 that can be read off a file, and the sense of its tags, outlines and fonts.

No judge of PDF/UA is a Python package; this one knows the rules our files can break, whoever wrote them.
"""

import io
import re
from xml.etree import ElementTree

from pypdf import PdfReader

from .content import contents
from .fonts import font_faults
from .places import place_faults
from .tree import Tree, element_faults

XMP = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def faults(pdf: bytes) -> list[str]:
    """What is wrong with the file, a sentence each; nothing if it keeps the rules."""
    reader = PdfReader(io.BytesIO(pdf))
    found = [*_catalog_faults(reader.root_object)]
    if "/StructTreeRoot" not in reader.root_object:
        return [*found, "There is no tag tree"]
    tree = Tree(reader)
    marks = contents(reader)
    found += [fault for content in marks for fault in content.faults]
    found += [*tree.faults, *element_faults(tree, LANGUAGE), *_page_faults(reader), *_match_faults(tree, marks)]
    found += [*place_faults(reader, tree), *font_faults(marks)]
    return found


def _catalog_faults(root):
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "The file does not say that it is marked"
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "The file says that its tags are suspect"
    if not LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield f"The file's language is {root.get('/Lang')!r}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "The title is not shown in place of the file's name"
    if "/Metadata" not in root:
        yield "There is no XMP metadata"
        return
    xmp = ElementTree.fromstring(root["/Metadata"].get_data())
    if _said(xmp, "pdfuaid", "part") != "1":
        yield "The metadata do not say PDF/UA-1"
    if not xmp.findtext(".//dc:title/rdf:Alt/rdf:li", "", XMP).strip():
        yield "The metadata have no title"


def _said(xmp, prefix, name):
    """A property, which XMP may write as an element or as an attribute."""
    key = f"{{{XMP[prefix]}}}{name}"
    return xmp.findtext(f".//{key}") or next((each.get(key) for each in xmp.iter() if each.get(key)), "")


def _page_faults(reader):
    for number, page in enumerate(reader.pages, start=1):
        if "/StructParents" not in page:
            yield f"Page {number} has no StructParents"
        if page.get("/Tabs") != "/S":
            yield f"Page {number} is not tabbed in the order of its tags"


def _match_faults(tree, marks):
    """Every mark has exactly one tag, by both the tags and the parent tree; every tag's mark is there."""
    painted = {(content.key, mark) for content in marks for mark in content.marks}
    names = {content.key: content.name for content in marks}
    for key, mark in sorted(tree.owners.keys() - painted, key=str):
        yield f"A {tree.owners[key, mark][0].kind} has a mark {mark} that is not on {names.get(key, 'any page')}"
    for content in marks:
        by_parents = tree.parents.get(content.parents) if content.parents is not None else None
        for mark in sorted(content.marks):
            owners = tree.owners.get((content.key, mark), [])
            if len(owners) != 1:
                yield f"Mark {mark} on {content.name} has {len(owners)} tags"
                continue
            listed = by_parents[mark] if isinstance(by_parents, list) and mark < len(by_parents) else None
            if listed is None or listed.idnum != owners[0].number:
                yield f"Mark {mark} on {content.name} has another tag in the parent tree"

"""The tags: what hangs on what, and which kind may hold which."""

import re
from typing import NamedTuple

STANDARD = re.compile(
    "Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR"
    "|TH|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure"
    "|Formula|Form"
)
# What may stand directly in these, and in nothing else.
HOLDS = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
HELD = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TOCI": {"TOC"}}
HELD |= {"TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}}
MAY_BE_EMPTY = {"TD", "TH", "NonStruct"}  # the last says nothing: WeasyPrint leaves one for a line break or a rule


class Element(NamedTuple):
    number: int
    kind: str
    holder: str
    tag: dict
    children: list
    content: list  # marks and objects


class Tree:
    """All elements in reading order; `owners` of marks by (stream, mark), `parents` as the parent tree has them."""

    def __init__(self, reader):
        self.root = reader.root_object["/StructTreeRoot"]
        self.roles = self.root.get("/RoleMap", {})
        self.elements, self.owners, self.objects, self.faults = [], {}, {}, []
        self.parents = dict(_numbers(self.root.get("/ParentTree", {}), self.faults))
        self._seen = set()
        for kid in _list(self.root.get("/K")):
            self._add(kid, self.root.indirect_reference, "")
        if [element.kind for element in self.elements if not element.holder] != ["Document"]:
            self.faults.append("The tag tree does not begin with one Document")

    def _add(self, reference, parent, holder):
        tag = reference.get_object()
        number = tag.indirect_reference.idnum
        kind = str(self.roles.get(tag["/S"], tag["/S"]))[1:]
        if number in self._seen:
            self.faults.append(f"{kind} {number} is in the tag tree twice")
            return None
        self._seen.add(number)
        if getattr(tag.raw_get("/P") if "/P" in tag else None, "idnum", 0) != parent.idnum:
            self.faults.append(f"{kind} {number} names another parent than it has")
        element = Element(number, kind, holder, tag, [], [])
        self.elements.append(element)
        for kid in _list(tag.raw_get("/K") if "/K" in tag else None):
            self._hang(element, kid)
        return element

    def _hang(self, element, kid):
        inner = kid.get_object()
        if isinstance(inner, int):
            self._own(element, element.tag.raw_get("/Pg") if "/Pg" in element.tag else None, inner)
        elif inner.get("/Type") == "/OBJR":
            self.objects.setdefault(inner.raw_get("/Obj").idnum, []).append(element)
            element.content.append(inner)
        elif inner.get("/Type") == "/MCR":
            holder = "/Stm" if "/Stm" in inner else "/Pg"
            page = inner.raw_get(holder) if holder in inner else element.tag.raw_get("/Pg")
            self._own(element, page, inner["/MCID"])
        elif child := self._add(kid, element.tag.indirect_reference, element.kind):
            element.children.append(child)

    def _own(self, element, stream, mark):
        element.content.append(mark)
        self.owners.setdefault((getattr(stream, "idnum", None), mark), []).append(element)


def _list(kids):
    held = [] if kids is None else kids.get_object()
    return held if isinstance(held, list) else [kids]


def _numbers(node, faults):
    """The entries of a number tree, whose keys must rise."""
    numbers = node.get("/Nums", [])
    keys = list(numbers[::2])
    if keys != sorted(set(keys)):
        faults.append("The keys of the parent tree do not rise")
    for key, value in zip(keys, numbers[1::2], strict=True):
        held = value.get_object()
        yield key, held if isinstance(held, list) else value
    for kid in node.get("/Kids", []):
        yield from _numbers(kid.get_object(), faults)


def element_faults(tree, language):
    yield from _heading_faults([element.kind for element in tree.elements])
    names = [str(element.tag["/ID"]) for element in tree.elements if "/ID" in element.tag]
    yield from (
        f"{names.count(name)} elements are called {name!r}" for name in sorted(set(names)) if names.count(name) > 1
    )
    for element in tree.elements:
        name = f"{element.kind} {element.number}"
        if not STANDARD.fullmatch(element.kind):
            yield f"{name} is no standard type"
        if not element.children and not element.content and element.kind not in MAY_BE_EMPTY:
            yield f"{name} holds nothing"
        if "/Lang" in element.tag and not language.fullmatch(str(element.tag["/Lang"])):
            yield f"{name} has the language {element.tag['/Lang']!r}"
        if element.kind in ("Figure", "Formula"):
            yield from _figure_faults(name, element)
        if element.kind == "Link" and not any(hasattr(each, "get") for each in element.content):
            yield f"{name} has no annotation"
        yield from _place_faults(name, element)
        if element.kind == "Table":
            yield from _table_faults(name, element)


def _place_faults(name, element):
    allowed = HOLDS.get(element.kind)
    for child in element.children if allowed else ():
        if child.kind not in allowed:
            yield f"{name} holds a {child.kind}"
    if allowed and element.content:
        yield f"{name} holds text that is in none of its parts"
    if element.kind in HELD and element.holder not in HELD[element.kind]:
        yield f"{name} stands in a {element.holder}"


def _heading_faults(kinds):
    ranks = [int(kind[1]) for kind in kinds if kind[0] == "H" and kind[1:].isdigit()]
    if ranks.count(1) != 1:
        yield f"There are {ranks.count(1)} headings of the first rank"
    for before, rank in zip([0, *ranks], ranks, strict=False):
        if rank > before + 1:
            yield f"A heading of rank {rank} follows one of rank {before}"


def attribute(tag, owner: str, name: str):
    """An attribute of the tag, None if it has it not."""
    for each in _list(tag.get("/A")):
        held = each.get_object()
        if not isinstance(held, int) and held.get("/O") == owner and name in held:
            return held[name]
    return None


def _figure_faults(name, element):
    if not str(element.tag.get("/Alt", "")).strip():
        yield f"{name} has no alternative text"
    box = attribute(element.tag, "/Layout", "/BBox")
    if box is None or len(box) != 4 or not (box[0] < box[2] and box[1] < box[3]):
        yield f"{name} has no bounding box"
        return
    page = element.tag["/Pg"]["/MediaBox"]
    if box[0] < page[0] or box[1] < page[1] or box[2] > page[2] or box[3] > page[3]:
        yield f"{name} is not where its bounding box says"


def _table_faults(name, table):
    rows = [row for part in table.children for row in ([part] if part.kind == "TR" else part.children)]
    rows = [row for row in rows if row.kind == "TR"]
    named = {str(cell.tag["/ID"]) for row in rows for cell in row.children if "/ID" in cell.tag}
    covered = [0] * len(rows)
    for number, row in enumerate(rows):
        for cell in row.children:
            width, height = (attribute(cell.tag, "/Table", span) or 1 for span in ("/ColSpan", "/RowSpan"))
            if number + height > len(rows):
                yield f"{name} has a cell that reaches out of it"
            for at in range(number, min(number + height, len(rows))):
                covered[at] += width
            if cell.kind == "TH" and attribute(cell.tag, "/Table", "/Scope") not in ("/Row", "/Column", "/Both"):
                yield f"{name} has a heading cell without scope"
            lost = [str(each) for each in attribute(cell.tag, "/Table", "/Headers") or [] if str(each) not in named]
            if lost:
                yield f"{name} has a cell under {lost}, which are not in it"
    if len(set(covered)) > 1:
        yield f"{name} has rows of different width"

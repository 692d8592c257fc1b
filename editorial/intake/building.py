"""Any HTML into the tree of a body: no text is lost, no tag stands where it may not."""

import re
from html.parser import HTMLParser

from .document import CELLS, CONTAINERS, HEADINGS, LISTS, TABLE_PARTS, TEXT_BLOCKS, Node, Run, text_blocks

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup", "a": "a"}
MARK_ORDER = ("a", "strong", "em", "sub", "sup")
# Tags that end a paragraph and leave nothing else behind.
BREAKS = {
    "address", "article", "aside", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "main", "menu", "nav", "pre", "section", "summary",
}  # fmt: skip
PARENTS = {"li": LISTS, "tr": {"table", "thead", "tbody"}, "thead": {"table"}, "tbody": {"table"}, "td": {"tr"}}
PARENTS["th"] = PARENTS["td"]
# Containers only: with a paragraph and five marks in the innermost, nothing is nested deeper than 20.
DEEPEST = 14
ROOM = {"ul": 2, "ol": 2, "table": 4}  # levels that a container and its necessary parts take
BLANKS = re.compile(r"[ \t\r\n\f]+")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+$", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,6}$")


def parse(html: str) -> Node:
    """The tree of the HTML: its root's children are the top-level blocks of a body."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.finish()


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self.stack = [self.root]  # containers that text goes into
        self.opened = []  # open container tags, and how many containers were open before each
        self.block = None  # the open text block
        self.marks = {}  # open marks: how many of each
        self.links = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in MARKS:
            self._open_mark(MARKS[tag], attributes)
        elif tag in HEADINGS:
            self.block = self._add(HEADINGS[tag])
        elif tag in CONTAINERS:
            self._open(tag, attributes)
        elif tag == "br":
            self._text("\n")
        elif tag == "hr":
            self.block = None
            self._place_for("hr").children.append(Node("hr"))
        elif tag in BREAKS:
            self.block = None

    def handle_endtag(self, tag):
        if tag in MARKS:
            self._close_mark(MARKS[tag])
        elif tag in CONTAINERS:
            self._close(tag)
        elif tag in HEADINGS or tag in BREAKS:
            self.block = None

    def handle_data(self, data):
        text = BLANKS.sub(" ", data)
        if text.strip(" ") or self.block is not None:
            self._text(text)

    def finish(self):
        _tidy(self.root)
        return self.root

    def _text(self, text):
        if self.block is None:
            self.block = self._add("p")
        self.block.children.append(Run(text, self._marks()))

    def _add(self, tag):
        parent = self._place_for(tag)
        if tag != "p" and parent.tag not in ("body", "blockquote"):
            tag = "p"
        block = Node(tag)
        parent.children.append(block)
        return block

    def _place_for(self, tag):
        """The open container a block can stand in: text lost in a list makes an item, in a table it goes before it."""
        top = self.stack[-1]
        if top.tag in LISTS:
            self._push(Node("li", implied=True))
        if top.tag in TABLE_PARTS:
            return self._before_table()
        return self.stack[-1]

    def _before_table(self):
        at = max(at for at, node in enumerate(self.stack) if node.tag == "table")
        parent = self.stack[at - 1]
        lost = Node("lost")
        parent.children.insert(len(parent.children) - 1, lost)
        return lost

    def _push(self, node):
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _open(self, tag, attributes):
        """Open a container, or nothing if it cannot stand here: what it holds is kept either way."""
        self.block = None
        tag = "tbody" if tag == "tfoot" else tag
        if tag == "li" and self.stack[-1].implied:
            self.stack.pop()
        self.opened.append((tag, len(self.stack)))
        if tag in PARENTS:
            if self.stack[-1].tag in PARENTS[tag]:
                self._push(Node(tag, _attributes(tag, attributes)))
        elif len(self.stack) + ROOM.get(tag, 1) <= DEEPEST and not (tag == "table" and self._in_table()):
            parent = self._place_for(tag)
            node = Node(tag, _attributes(tag, attributes))
            parent.children.append(node)
            self.stack.append(node)

    def _in_table(self):
        return any(node.tag == "table" for node in self.stack)

    def _close(self, tag):
        self.block = None
        tag = "tbody" if tag == "tfoot" else tag
        while self.opened:
            opened, before = self.opened.pop()
            del self.stack[before:]
            if opened == tag:
                return

    def _open_mark(self, mark, attributes):
        if mark == "a":
            self.links.append((attributes.get("href") or "").strip())
        else:
            self.marks[mark] = self.marks.get(mark, 0) + 1

    def _close_mark(self, mark):
        if mark == "a":
            del self.links[-1:]
        else:
            self.marks[mark] = max(0, self.marks.get(mark, 0) - 1)

    def _marks(self):
        href = self.links[-1] if self.links else ""
        link = (("a", href),) if ADDRESS.match(href) else ()
        return link + tuple(mark for mark in MARK_ORDER if self.marks.get(mark))


def _attributes(tag, given):
    if tag == "ol":
        start = (given.get("start") or "").strip()
        return {"start": str(int(start))} if DIGITS.match(start) and int(start) != 1 else {}
    if tag not in CELLS:
        return {}
    kept = {}
    if tag == "th" and given.get("scope") in ("row", "col", "rowgroup", "colgroup"):
        kept["scope"] = given["scope"]
    for name in ("colspan", "rowspan"):
        value = (given.get(name) or "").strip()
        if DIGITS.match(value) and 1 < int(value) <= 100:
            kept[name] = str(int(value))
    return kept


def _tidy(node):
    """Join runs, drop what is empty, from the leaves up; a tree is never deeper than DEEPEST."""
    kept = []
    for child in node.children:
        if child.tag in TEXT_BLOCKS:
            child.children = _joined(child.children)
        elif child.tag != "hr":
            _tidy(child)
        if child.tag == "lost":
            kept += child.children
        elif child.children or child.tag in CELLS or child.tag == "hr":
            kept.append(child)
    if node.tag == "table" and not any(True for _block in text_blocks(node)):
        kept = [child for child in kept if child.tag == "hr"]
    node.children = kept


def _joined(runs):
    """One run for each stretch of equal marks, blanks collapsed, none at the block's edges or around a break."""
    joined = []
    for run in runs:
        text = run.text
        blank_before = not joined or joined[-1].text[-1] in " \n"
        if text == "\n":
            if joined:
                _strip_end(joined)
        elif blank_before:
            text = text.lstrip(" ")
        if not text or (text == "\n" and not joined):
            continue
        if joined and joined[-1].marks == run.marks and "\n" not in (text, joined[-1].text):
            joined[-1].text += text
        else:
            joined.append(Run(text, () if text == "\n" else run.marks))
    while joined and not joined[-1].text.strip():
        joined.pop()
    while joined and not joined[0].text.strip():
        joined.pop(0)
    if joined:
        joined[0].text, joined[-1].text = joined[0].text.lstrip(), joined[-1].text.rstrip()
    return joined


def _strip_end(joined):
    joined[-1].text = joined[-1].text.rstrip(" ") if joined[-1].text != "\n" else "\n"
    if not joined[-1].text:
        joined.pop()

"""Any HTML into the tree of a body: no text is lost, no tag stands where it may not."""

import re
from html.parser import HTMLParser

from .document import CELLS, CONTAINERS, HEADINGS, LISTS, TABLE_PARTS, TEXT_BLOCKS, Node, Run, text_blocks
from .foreign import regrouped

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
        self.marks = {}  # open marks: how many of each count
        self.opened_marks = {}  # of each mark, for every open tag whether it counts
        self.links = []
        self.spans = []  # of each open span, what its style was told to mean

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in MARKS:
            self._open_mark(MARKS[tag], attributes)
        elif tag == "span":
            self._open_span((attributes.get("style") or "").split())
        elif tag in HEADINGS:
            self._open_block(HEADINGS[tag], attributes)
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
        elif tag == "span":
            self._close_span()
        elif tag in CONTAINERS:
            self._close(tag)
        elif tag in HEADINGS or tag in BREAKS:
            self.block = None

    def handle_data(self, data):
        if self.block is not None and "level" in self.block.attributes and ["marker"] in self.spans:
            self.block.attributes["marker"] = self.block.attributes.get("marker", "") + data
            return
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

    def _open_block(self, tag, attributes):
        """A text block, or a paragraph that was told to be another thing; see foreign.py."""
        meant, style = attributes.get("class"), attributes.get("style") or ""
        self.block = self._add(meant if tag == "p" and meant in ("h2", "h3") else tag)
        if tag == "p" and meant == "quote":
            self.block.attributes["quote"] = True
        elif tag == "p" and style.startswith("level "):
            self.block.attributes["level"] = int(style[6:])

    def _open_span(self, meant):
        self.spans.append(meant)
        for mark in set(meant) & set(MARK_ORDER):
            self._open_mark(mark, {})

    def _close_span(self):
        for mark in set(self.spans.pop() if self.spans else ()) & set(MARK_ORDER):
            self._close_mark(mark)

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
            return
        counts = attributes.get("style") != "normal"  # a bold that its own style takes back
        self.opened_marks.setdefault(mark, []).append(counts)
        self.marks[mark] = self.marks.get(mark, 0) + counts

    def _close_mark(self, mark):
        if mark == "a":
            del self.links[-1:]
        elif opened := self.opened_marks.get(mark):
            self.marks[mark] -= opened.pop()

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


def _tidy(node, depth=1):
    """Join runs, drop what is empty, from the leaves up; a tree is never deeper than DEEPEST."""
    kept = []
    for child in node.children:
        if child.tag in TEXT_BLOCKS:
            kept += _parted(child)
            continue
        if child.tag != "hr":
            _tidy(child, depth + 1)
        if child.tag == "lost":
            kept += child.children
        elif child.children or child.tag in CELLS or child.tag == "hr":
            kept.append(child)
    if node.tag == "table" and not any(True for _block in text_blocks(node)):
        kept = [child for child in kept if child.tag == "hr"]
    node.children = regrouped(kept, room=(DEEPEST - depth) // 2)


def _parted(block):
    """The block's runs joined; two line breaks in a row end it, and what follows is another of its kind."""
    blocks, runs = [], []
    for run in [*_joined(block.children), None]:
        if run and not (run.text == "\n" and runs and runs[-1].text == "\n"):
            runs.append(run)
        elif runs:
            blocks.append(Node(block.tag, dict(block.attributes), _joined(runs)))
            runs = []
    return [each for each in blocks if each.children]


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

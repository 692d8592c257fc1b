"""The text of an article as it flows: its blocks with the pictures between them, headings at their level."""

import re
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from editorial.intake.bodies import ASKING
from editorial.intake.building import parse
from editorial.intake.cleaning import cleaned
from editorial.intake.document import CONTAINERS, Node, text_blocks, write

from .grid import square
from .links import followable

HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
LEAD_LENGTH = 60
BEFORE_DASH = re.compile(r"([^\s<>]+) —(?![^<>]*>)")


class Piece(NamedTuple):
    """One block's HTML, or one illustration."""

    html: SafeString = SafeString("")
    picture: dict | None = None


def pieces(body: str, illustrations: list[dict], level: int) -> list[Piece]:
    """In reading order; `level` is the article's heading, its sub-headings go below. Cleans the body once more."""
    nodes, headings = _sound(parse(cleaned(body))).children, _Headings(level)
    questions = {at for at, node in enumerate(nodes) if _speaker(node).casefold().rstrip(" .") in ASKING}
    flow = []
    for at, node in enumerate(nodes):
        flow += [Piece(picture=each) for each in illustrations if _place(each, nodes) == at]
        flow.append(Piece(_html(node, headings, "question" if at in questions else "", bool(questions))))
    return flow + [Piece(picture=each) for each in illustrations if _place(each, nodes) == len(nodes)]


def bound(html: str) -> str:
    """Each dash bound to the word before it, as Russian lines never begin with one; not a sign of the text changes."""
    return BEFORE_DASH.sub(r'<span class="bound">\1 —</span>', html)


def _sound(root):
    """The same text, with tables that are grids and links that lead somewhere."""
    for table in _tables(root):
        square(table)
    for block in text_blocks(root):
        for run in block.children:
            run.marks = tuple(sound for mark in run.marks if (sound := _mark(mark)))
    return root


def _tables(node):
    for child in node.children:
        if child.tag == "table":
            yield child
        elif child.tag in CONTAINERS:
            yield from _tables(child)


def _mark(mark):
    if isinstance(mark, str):
        return mark
    address = followable(mark[1])
    return ("a", address) if address else None


def _place(illustration, nodes):
    return min(max(illustration["place"], 0), len(nodes))


def _html(node, headings, role, in_interview):
    html = HEADING.sub(headings, write(Node("body", children=[node])))
    if not role and in_interview and _speaker(node):
        role = "answer"
    # The text is ours from here: cleaned, and written from a tree that knows no other tag.
    return mark_safe(html.replace("<p>", f'<p class="{role}">', 1) if role else html)


class _Headings:
    """Ranks for an article's sub-headings: a lower one before any higher one takes its rank, and none is skipped."""

    def __init__(self, level):
        self.level, self.has_upper = level, False

    def __call__(self, found):
        kind = int(found[1]) - 1
        self.has_upper = self.has_upper or kind == 1
        depth = min(self.level + (kind if self.has_upper else 1), 6)
        return f'<h{depth} class="crosshead crosshead-{kind}">{found[2]}</h{depth}>'


def _speaker(node):
    """Who opens this turn of an interview, without the colon; empty if it is none."""
    if node.tag != "p" or not node.children or node.children[0].marks != ("strong",):
        return ""
    lead = node.children[0].text.strip()
    return lead[:-1] if lead.endswith(":") and len(lead) <= LEAD_LENGTH else ""

"""The text of an article as it flows: its blocks with the pictures between them, headings at their level."""

import re
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from editorial.intake.bodies import ASKING
from editorial.intake.building import parse
from editorial.intake.cleaning import clean_body
from editorial.intake.document import Node, write

HEADING = re.compile(r"<(/?)h([23])>")
LEAD_LENGTH = 60


class Piece(NamedTuple):
    """One block's HTML, or one illustration."""

    html: SafeString = SafeString("")
    picture: dict | None = None


def pieces(body: str, illustrations: list[dict], level: int) -> list[Piece]:
    """In reading order; `level` is the article's heading, its sub-headings go below. Cleans the body once more."""
    nodes = parse(clean_body(body)).children
    questions = {at for at, node in enumerate(nodes) if _speaker(node).casefold().rstrip(" .") in ASKING}
    flow = []
    for at, node in enumerate(nodes):
        flow += [Piece(picture=each) for each in illustrations if _place(each, nodes) == at]
        flow.append(Piece(_html(node, level, "question" if at in questions else "", bool(questions))))
    return flow + [Piece(picture=each) for each in illustrations if _place(each, nodes) == len(nodes)]


def _place(illustration, nodes):
    return min(max(illustration["place"], 0), len(nodes))


def _html(node, level, role, in_interview):
    html = HEADING.sub(lambda found: _heading(found, level), write(Node("body", children=[node])))
    if not role and in_interview and _speaker(node):
        role = "answer"
    # The text is ours from here: cleaned, and written from a tree that knows no other tag.
    return mark_safe(html.replace("<p>", f'<p class="{role}">', 1) if role else html)


def _heading(found, level):
    closing, depth = found[1], min(int(found[2]) - 1 + level, 6)
    kind = "" if closing else f' class="crosshead crosshead-{int(found[2]) - 1}"'
    return f"<{closing}h{depth}{kind}>"


def _speaker(node):
    """Who opens this turn of an interview, without the colon; empty if it is none."""
    if node.tag != "p" or not node.children or node.children[0].marks != ("strong",):
        return ""
    lead = node.children[0].text.strip()
    return lead[:-1] if lead.endswith(":") and len(lead) <= LEAD_LENGTH else ""

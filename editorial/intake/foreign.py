"""What word processors and web offices write as styles: marks, list items, titles, quotations.

A sanitiser drops styles and classes; `told` lets the few that mean something through, in words of our own, and
`regrouped` makes lists and quotations of the paragraphs that carry them. bulletin/static/bulletin/paste.js does the
same for what is pasted into the rich field.
"""

import re

from .document import Node

STYLED = ("p", "span", "b", "strong")
LEVEL = re.compile(r"mso-list:\s*\S+\s+level([1-9])\b", re.IGNORECASE)
MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
STYLES = {
    "strong": re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE),
    "em": re.compile(r"(?:^|;)\s*font-style\s*:\s*italic", re.IGNORECASE),
    "sup": re.compile(r"(?:^|;)\s*vertical-align\s*:\s*super", re.IGNORECASE),
    "sub": re.compile(r"(?:^|;)\s*vertical-align\s*:\s*sub\s*(?:;|$)", re.IGNORECASE),
}
NOT_BOLD = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
CLASSES = {"MsoTitle": "h2", "MsoSubtitle": "h3", "MsoQuote": "quote", "MsoIntenseQuote": "quote"}
NUMBERED = re.compile(r"\(?[^\W_]+(?:\.[^\W_]+)*[.)]")
LAST_NUMBER = re.compile(r"([0-9]{1,6})[^0-9]*$")


def told(tag, attribute, value):
    """The attribute as the sanitiser keeps it, None to drop it: styles and classes in our own words."""
    if attribute == "class":
        return next((CLASSES[word] for word in value.split() if word in CLASSES), None) if tag == "p" else None
    if attribute != "style":
        return value
    if tag == "p":
        return f"level {found[1]}" if (found := LEVEL.search(value)) else None
    if tag == "span":
        return (
            "marker" if MARKER.search(value) else " ".join(name for name, rule in STYLES.items() if rule.search(value))
        )
    return "normal" if NOT_BOLD.search(value) else None


def regrouped(nodes: list[Node], *, room: int) -> list[Node]:
    """The blocks with items of lists and quotations gathered from the paragraphs that were told to be such.

    `room` says how many lists may stand in one another here.
    """
    kept, lists = [], []
    for node in nodes:
        level = node.attributes.pop("level", 0)
        marker = node.attributes.pop("marker", "").strip()
        quote = node.attributes.pop("quote", False)
        if level and room > 0:
            _add_item(kept, lists, min(level, room), marker, node)
            continue
        lists = []
        quote = quote and room > 0
        if quote and not (kept and kept[-1].attributes.get("told")):
            kept.append(Node("blockquote", {"told": True}))
        (kept[-1].children if quote else kept).append(node)
    for node in kept:
        node.attributes.pop("told", None)
    return kept


def _add_item(kept, lists, level, marker, node):
    """Put the item in the open list of its level, or open one inside the item before it."""
    number = _number(marker)
    tag = "ul" if number is None else "ol"
    del lists[level:]
    if len(lists) == level and (lists[-1].tag != tag or number == 1):
        lists.pop()
    if len(lists) < level:
        fresh = Node(tag, {"start": str(number)} if (number or 0) > 1 else {})
        (lists[-1].children[-1].children if lists else kept).append(fresh)
        lists.append(fresh)
    lists[-1].children.append(Node("li", children=[node]))


def _number(marker):
    """The number a marker shows, 0 for a letter, None for a bullet."""
    if not NUMBERED.match(marker):
        return None
    found = LAST_NUMBER.search(marker)
    return int(found[1]) if found else 0

"""Comparisons as HTML of our own tags and no other: <ins>, <del>, and what a body's text is made of.

What screen readers are told and what a note says stand in attributes, where the style sheet finds them: the text of
the page stays the text of the article.
"""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..intake.document import UNWRAPPED, inline
from .blocks import Block
from .words import ADDED, REMOVED, SAME, Piece

BOTH, BEFORE, AFTER = "both", "before", "after"
HIDDEN = {BOTH: (), BEFORE: (ADDED,), AFTER: (REMOVED,)}


def text(pieces: list[Piece], side=BOTH) -> SafeString:
    """The pieces of one text; `side` leaves out what only the other side has."""
    return mark_safe("".join(_piece(piece) for piece in pieces if piece.kind not in HIDDEN[side]))  # escaped by inline


def body(blocks: list[Block], side=BOTH) -> SafeString:
    return mark_safe("".join(_block(block, side) for block in blocks))


def _block(block, side):
    if block.kind in HIDDEN[side]:
        return ""
    node = block.before if side == BEFORE else block.node
    if node.tag == "hr":
        return _marked(block.kind, "<hr>")
    attributes = {**node.attributes, **_note(block)}
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{node.tag}{written}>{_inner(block, node, side)}</{node.tag}>"


def _inner(block, node, side):
    if block.is_text:
        return text(block.children, side)
    shown = [child for child in block.children if child.kind not in HIDDEN[side]]
    bare = node.tag in UNWRAPPED and [child.node.tag for child in shown].count("p") == 1
    return "".join(
        text(child.children, side) if bare and child.node.tag == "p" else _block(child, side) for child in shown
    )


def _piece(piece):
    more = ' class="blank"' if piece.is_blank else ' class="fresh"' if piece.fresh else ""
    return _marked(piece.kind, inline(piece.runs), more)


def _marked(kind, html, more=""):
    if kind == SAME:
        return html
    tag, said = ("ins", _("added:")) if kind == ADDED else ("del", _("removed:"))
    return f'<{tag}{more} data-said="{escape(said)}">{html}</{tag}>'


def _note(block):
    """What only a block as a whole can say."""
    if block.moved:
        return {"data-note": _("Moved away from here") if block.kind == REMOVED else _("Moved here")}
    names = _names()
    if block.was_restyled and block.before.tag in names and block.before.tag != block.after.tag:
        before, after = names[block.before.tag], names[block.after.tag]
        return {"data-note": _("Was a %(before)s, is a %(after)s") % {"before": before, "after": after}}
    return {}


def _names():
    return {
        "p": _("paragraph"),
        "h2": _("heading"),
        "h3": _("sub-heading"),
        "ul": _("list"),
        "ol": _("numbered list"),
    }

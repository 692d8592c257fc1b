"""Two bodies compared block by block: a block pairs with its counterpart, and in the pair the words are compared."""

from dataclasses import dataclass, field

from ..intake.building import parse
from ..intake.document import CELLS, TEXT_BLOCKS, Node
from .likeness import Keyed, may_pair
from .pairing import pair
from .sequences import stretches
from .words import ADDED, REMOVED, SAME, Piece, pieces

CHANGED = "changed"


@dataclass
class Block:
    """A block of the text before, of the text after, or of both; children are blocks, or pieces in a text block."""

    before: Node | None
    after: Node | None
    kind: str
    children: list = field(default_factory=list)
    moved: bool = False  # carried elsewhere: removed here and added there, or the other way round
    edits: list = field(default_factory=list)  # pieces of what was carried, if it was edited on the way

    @property
    def node(self):
        return self.after or self.before

    @property
    def is_text(self):
        return self.node.tag in TEXT_BLOCKS

    @property
    def was_restyled(self):
        """It was a paragraph and is a heading, or the like."""
        if self.before is None or self.after is None:
            return False
        return (self.before.tag, self.before.attributes) != (self.after.tag, self.after.attributes)


def of_bodies(before: str, after: str) -> list[Block]:
    """The top-level blocks of two bodies, in an order that is right for both."""
    return aligned(parse(before).children, parse(after).children, inside=False)


def aligned(before: list[Node], after: list[Node], *, inside=True) -> list[Block]:
    """What stands alone on both sides has its counterpart; a paragraph only `inside` a list or the like."""
    if _is_row(before) and _is_row(after) and len(before) == len(after):
        return [_cell(*each) for each in zip(before, after, strict=True)]
    blocks = []
    for went, came, same in stretches([Keyed(node) for node in before], [Keyed(node) for node in after]):
        if same:
            blocks += [_stayed(one.node, other.node) for one, other in zip(went, came, strict=True)]
        elif len(went) == len(came) == 1 and _are_pair(went[0].node, came[0].node, inside):
            blocks.append(_met(went[0].node, came[0].node))
        else:
            blocks += [_met(one and one.node, other and other.node) for one, other in pair(went, came)]
    return blocks


def one_sided(node: Node, kind: str) -> Block:
    if node.tag in TEXT_BLOCKS:
        children = [Piece(kind, node.children)]
    else:
        children = [one_sided(child, kind) for child in node.children]
    return Block(node if kind == REMOVED else None, node if kind == ADDED else None, kind, children)


def _are_pair(before, after, inside):
    return (inside or after.tag not in TEXT_BLOCKS) and may_pair(before, after)


def _is_row(nodes):
    return bool(nodes) and all(node.tag in CELLS for node in nodes)


def _cell(before, after):
    """A cell stands for its column, whatever it says."""
    return _stayed(before, after) if Keyed(before) == Keyed(after) else _met(before, after)


def _met(before, after):
    if before is None or after is None:
        return one_sided(before or after, ADDED if before is None else REMOVED)
    if before.tag in TEXT_BLOCKS:
        return Block(before, after, CHANGED, pieces(before.children, after.children))
    return Block(before, after, CHANGED, aligned(before.children, after.children))


def _stayed(before, after):
    if after.tag in TEXT_BLOCKS:
        return Block(before, after, SAME, [Piece(SAME, after.children)])
    return Block(before, after, SAME, [_stayed(*each) for each in zip(before.children, after.children, strict=True)])

"""How like one another two blocks are, and which blocks can become one another."""

from collections import Counter

from ..intake.document import CELLS, LISTS, TEXT_BLOCKS, Node, plain, text_blocks, write
from .words import WORD

KINDS = (TEXT_BLOCKS, LISTS, CELLS, {"thead", "tbody"})


class Keyed:
    """A node that is equal to another if both are written the same."""

    __slots__ = ("_words", "key", "node")

    def __init__(self, node: Node):
        self.node = node
        self.key = write(Node("body", children=[node]))
        self._words = None

    def __eq__(self, other):
        return self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def likeness(self, other: "Keyed") -> float:
        """From 0 to 1: how many of their words both have; 0 where one cannot become the other."""
        if not may_pair(self.node, other.node):
            return 0
        if self == other:
            return 1
        total = self.words.total() + other.words.total()
        return 2 * (self.words & other.words).total() / total if total else 0

    @property
    def words(self):
        if self._words is None:
            self._words = Counter(WORD.findall(text_of(self.node)))
        return self._words


def may_pair(before: Node, after: Node) -> bool:
    if "hr" in (before.tag, after.tag):
        return False
    return before.tag == after.tag or any({before.tag, after.tag} <= kind for kind in KINDS)


def text_of(node: Node) -> str:
    """All text under a node, one line a block."""
    return plain(node) if node.tag in TEXT_BLOCKS else "\n".join(plain(block) for block in text_blocks(node))

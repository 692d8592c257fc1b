"""Blocks that somebody carried elsewhere: removed here and added there, nearly the same."""

from .blocks import ADDED, REMOVED, SAME, Block
from .likeness import Keyed
from .words import Piece, pieces

SHORTEST = 3  # words: what is shorter was hardly carried
ALIKE = 0.7
MOST_PAIRS = 4_000


def find_moved(blocks: list[Block]) -> list[Block]:
    """The same blocks, those marked that only stand elsewhere now."""
    removed = [(block, Keyed(block.before)) for block in blocks if block.kind == REMOVED]
    added = [(block, Keyed(block.after)) for block in blocks if block.kind == ADDED]
    removed, added = _long(removed), _long(added)
    _mark_whole(removed, added)
    _mark_changed(_unmoved(removed), _unmoved(added))
    return blocks


def _long(candidates):
    return [(block, keyed) for block, keyed in candidates if keyed.words.total() >= SHORTEST]


def _unmoved(candidates):
    return [(block, keyed) for block, keyed in candidates if not block.moved]


def _mark_whole(removed, added):
    there = {}
    for block, keyed in reversed(added):
        there.setdefault(keyed.key, []).append(block)
    for block, keyed in removed:
        if there.get(keyed.key):
            block.moved = there[keyed.key].pop().moved = True


def _mark_changed(removed, added):
    if len(removed) * len(added) > MOST_PAIRS:
        return
    pairs = [(one[1].likeness(other[1]), at, to) for at, one in enumerate(removed) for to, other in enumerate(added)]
    for alike, at, to in sorted(pairs, reverse=True):
        here, there = removed[at][0], added[to][0]
        if alike >= ALIKE and not (here.moved or there.moved) and here.is_text:
            _mark(here, there)


def _mark(here, there):
    """In both places, tell the words that changed on the way from those that only moved."""
    changes = pieces(here.before.children, there.after.children)
    here.children = [Piece(REMOVED, each.runs, each.kind != SAME) for each in changes if each.kind != ADDED]
    there.children = [Piece(ADDED, each.runs, each.kind != SAME) for each in changes if each.kind != REMOVED]
    here.moved = there.moved = True
    there.edits = changes

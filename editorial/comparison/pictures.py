"""The illustrations of two texts: which came, went, moved, or show another picture or say other words."""

from dataclasses import dataclass, field

from .sequences import longest_rising
from .words import ADDED, REMOVED, SAME, of_texts

REPLACED, MOVED, REWORDED = "replaced", "moved", "reworded"
WORDS = ("caption", "credit", "alt")


@dataclass
class Shown:
    """An illustration of one of the texts, and which of them it is, from 0 on."""

    content: dict
    index: int

    def says(self, name):
        return self.content.get(name) or ""

    @property
    def place(self):
        return self.content.get("place") or 0


@dataclass
class PictureChange:
    before: Shown | None
    after: Shown | None
    kinds: list = field(default_factory=list)  # of added, removed, replaced, moved, reworded
    words: dict = field(default_factory=dict)  # caption, credit, alt -> what became of it

    @property
    def shown(self):
        return self.after or self.before

    @property
    def has_new_place(self):
        return bool(self.before and self.after and self.before.place != self.after.place)


def of_pictures(before: list[dict], after: list[dict]) -> list[PictureChange]:
    """In the order of the text after; what went stands where it stood."""
    went = [Shown(content, index) for index, content in enumerate(before)]
    came = [Shown(content, index) for index, content in enumerate(after)]
    pairs = _pairs(went, came)
    moved = _out_of_order(pairs, came)
    changes = [_change(pairs.get(each.index), each, each.index in moved) for each in came]
    kept = {each.index for each in pairs.values()}
    for each in went:
        if each.index not in kept:
            changes.insert(_where(changes, each), _change(each, None, False))
    return changes


def _pairs(went, came):
    """What each of those after was before, by its index: the same picture, or else the same caption."""
    pairs, left = {}, list(went)
    for key in (_picture_and_caption, _picture, _caption):
        known = {}
        for each in reversed(left):
            if key(each):
                known.setdefault(key(each), []).append(each)
        for each in came:
            if each.index not in pairs and known.get(key(each)):
                pairs[each.index] = known[key(each)].pop()
        used = {each.index for each in pairs.values()}
        left = [each for each in left if each.index not in used]
    return pairs


def _picture(each):
    return each.says("sha256") or each.says("file")


def _caption(each):
    return each.says("caption").strip()


def _picture_and_caption(each):
    return (_picture(each), _caption(each)) if _picture(each) and _caption(each) else None


def _out_of_order(pairs, came):
    """Indices of those after that overtook others of the same place."""
    order = [each.index for each in came if each.index in pairs and pairs[each.index].place == each.place]
    kept = {order[at] for at in longest_rising([pairs[index].index for index in order])}
    return set(order) - kept


def _change(before, after, overtook):
    one, other = before or Shown({}, -1), after or Shown({}, -1)
    words = {name: of_texts(one.says(name), other.says(name)) for name in WORDS}
    return PictureChange(before, after, list(_kinds(before, after, words, overtook)), words)


def _kinds(before, after, words, overtook):
    if before is None or after is None:
        yield ADDED if before is None else REMOVED
        return
    if _picture(before) != _picture(after):
        yield REPLACED
    if overtook or before.place != after.place:
        yield MOVED
    if any(piece.kind != SAME for pieces in words.values() for piece in pieces):
        yield REWORDED


def _where(changes, gone):
    """Before the first that stood after it, or came to stand after where it was."""
    return next((at for at, each in enumerate(changes) if _is_later(each, gone)), len(changes))


def _is_later(change, gone):
    return change.before.index > gone.index if change.before else change.after.place > gone.place

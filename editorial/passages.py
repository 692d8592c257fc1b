"""A passage and the text it was taken from: where it stands now, when the text may have been edited since."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

WORD = re.compile(r"\w+|[^\w\s]")
NEAR = 3  # so many words on either side say where a passage was whose own words are all changed
CONTEXT = 12  # and so many are looked at
SHORT = 24  # a passage of fewer letters stands in many places: its neighbours have to be like those it had
LIKE = 8  # by so many letters


class Found(NamedTuple):
    """Where it stands: (block, start, end) for each block that it touches; `changed` if it reads otherwise now."""

    ranges: tuple
    changed: bool = False


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class Text:
    """The blocks (paragraphs, titles, captions) that passages are looked for in."""

    def __init__(self, blocks):
        self.blocks = [_words(block) for block in blocks]
        self.counts = [Counter(word.text for word in words) for words in self.blocks]
        self.lengths = [len(block) for block in blocks]
        self.flat, self.where = _flat(blocks)

    def find(self, passage: str, before: str = "", after: str = "") -> Found | None:
        """The passage in the place whose neighbours are most like those it had; None if it is not there any more."""
        passage, before, after = (" ".join(each.split()) for each in (passage, before, after))
        return (self._exact(passage, before, after) or self._close(passage, before, after)) if passage else None

    def has(self, passage: str) -> bool:
        """Whether these very words are in it, in whatever place."""
        passage = " ".join(passage.split())
        return bool(passage) and passage in self.flat

    def _exact(self, passage, before, after):
        found = [(self._likeness(start, passage, before, after), -start) for start in self._starts(passage)]
        if not found:
            return None
        likeness, start = max(found)
        has_context = len(before) + len(after) > LIKE
        if len(passage) < SHORT and has_context and likeness < LIKE:
            return None
        return Found(self._ranges(-start, len(passage) - start))

    def _starts(self, passage):
        start = self.flat.find(passage)
        while start >= 0:
            yield start
            start = self.flat.find(passage, start + 1)

    def _likeness(self, start, passage, before, after):
        """How many letters around it are those that stood around it."""
        end = start + len(passage)
        earlier = self.flat[max(0, start - len(before) - 1) : start].rstrip()
        later = self.flat[end : end + len(after) + 1].lstrip()
        return _alike(earlier[::-1], before[::-1]) + _alike(later, after)

    def _ranges(self, start, end):
        spans = {}
        for block, at in self.where[start:end]:
            first, _last = spans.get(block, (at, at))
            spans[block] = (first, min(at + 1, self.lengths[block]))
        return tuple((block, *span) for block, span in spans.items())

    def _close(self, passage, before, after):
        """In the block that shares most with it, what has taken its place between the same neighbours."""
        wanted, lead, tail = _texts(passage), _texts(before)[-CONTEXT:], _texts(after)[:CONTEXT]
        number = self._likeliest([*lead, *wanted, *tail])
        span = number is not None and _span(lead, wanted, tail, [word.text for word in self.blocks[number]])
        if not span:
            return None
        words = self.blocks[number][slice(*span)]
        return Found(((number, words[0].start, words[-1].end),), changed=True)

    def _likeliest(self, texts):
        sought = Counter(texts)
        shared = [sum(len(text) * n for text, n in (sought & counts).items()) for counts in self.counts]
        return shared.index(max(shared)) if any(shared) else None


def _flat(blocks):
    """All blocks as one text with single blanks, and of each of its letters the block and the place in it."""
    flat, where = [], []
    for number, block in enumerate(blocks):
        for at, letter in enumerate(f"{block} "):
            shown = " " if letter.isspace() else letter
            if shown != " " or (flat and flat[-1] != " "):
                flat.append(shown)
                where.append((number, at))
    return "".join(flat), where


def _alike(one, other):
    """How many letters the two begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _words(text):
    return [_Word(match[0].casefold(), *match.span()) for match in WORD.finditer(text)]


def _texts(text):
    return [word.text for word in _words(text)]


def _span(lead, wanted, tail, words):
    """Which of `words` stand for `wanted`: half of it at least is still there, or all its near neighbours are."""
    first, last = len(lead), len(lead) + len(wanted)
    spans, same = [], set()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, [*lead, *wanted, *tail], words, autojunk=False).get_opcodes():
        start, end = max(i1, first), min(i2, last)
        if tag == "equal":
            same.update(range(i1, i2))
            spans.append((j1 + start - i1, j1 + end - i1))
        elif start < end or (tag == "insert" and first < i1 < last):
            spans.append((j1, j2))
    spans = [span for span in spans if span[0] < span[1]]
    near = [*range(max(0, first - NEAR), first), *range(last, last + len(tail[:NEAR]))]
    if not spans or not (_is_kept(wanted, first, same, near) or _is_held(same, near)):
        return None
    span = min(start for start, _end in spans), max(end for _start, end in spans)
    return span if span[1] - span[0] <= 3 * len(wanted) + 8 else None


def _is_kept(wanted, first, same, near):
    """Half of its letters, and of a short one half of its neighbours too."""
    letters = sum(map(len, wanted))
    kept = sum(len(text) for at, text in enumerate(wanted, first) if at in same)
    return kept * 2 >= letters and (letters >= SHORT or len(same.intersection(near)) * 2 >= len(near))


def _is_held(same, near):
    return len(near) >= NEAR and same.issuperset(near)

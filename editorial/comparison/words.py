"""Two texts compared word by word: pieces that stayed, went and came."""

import re
from itertools import groupby
from typing import NamedTuple

from ..intake.document import Run
from .sentences import slid
from .sequences import stretches

SAME, REMOVED, ADDED = "same", "removed", "added"
TOKEN = re.compile(r"\w+(?:[’'‑-]\w+)*|\s+|[^\w\s]")
WORD = re.compile(r"\w+(?:[’'‑-]\w+)*")


class Token(NamedTuple):
    text: str
    marks: tuple = ()


class Piece(NamedTuple):
    kind: str
    runs: list
    fresh: bool = False  # of a moved block: a word that changed on the way

    @property
    def text(self):
        return "".join(run.text for run in self.runs)

    @property
    def is_blank(self):
        """A blank that came, went or is another kind of blank now; a line break is more than that."""
        return self.kind != SAME and self.text.isspace() and "\n" not in self.text


def pieces(before: list[Run], after: list[Run]) -> list[Piece]:
    """What became of the runs of one text; in a change, what went stands before what came."""
    changes = slid(_joined(stretches(_tokens(before), _tokens(after))))
    return [piece for went, came, same in changes for piece in _pieces(went, came, same)]


def of_texts(before: str, after: str) -> list[Piece]:
    """The same for plain text."""
    return pieces([Run(before)] if before else [], [Run(after)] if after else [])


def words_in(text: str) -> int:
    return len(WORD.findall(text))


def _pieces(went, came, same):
    if same:
        return [Piece(SAME, _runs(went))]
    return [Piece(kind, _runs(tokens)) for kind, tokens in ((REMOVED, went), (ADDED, came)) if tokens]


def _tokens(runs):
    return [Token(text, run.marks) for run in runs for text in TOKEN.findall(run.text)]


def _runs(tokens):
    groups = groupby(tokens, lambda token: (token.marks, token.text == "\n"))
    return [
        Run(text, marks)
        for (marks, breaks), group in groups
        for text in (_breaks(group) if breaks else ["".join(token.text for token in group)])
    ]


def _breaks(group):
    """A line break stays a run of its own."""
    return [token.text for token in group]


def _joined(parts):
    """Two changes with next to nothing the same between them are one change: easier to read than crumbs."""
    joined = []
    for went, came, same in parts:
        part = (went, came, same)
        if not same and len(joined) > 1 and _is_slight(joined[-2], joined[-1], part):
            between, change = joined.pop()[0], joined.pop()
            part = (change[0] + between + went, change[1] + between + came, False)
        joined.append(part)
    return joined


def _is_slight(change, between, other):
    return 2 * _count(between[0]) <= min(_size(change), _size(other))


def _size(change):
    return max(_count(change[0]), _count(change[1]))


def _count(tokens):
    return sum(token.text[0].isalnum() or token.text[0] == "_" for token in tokens)

"""How much changed, as numbers and in words."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from .blocks import ADDED, CHANGED, REMOVED, SAME, Block
from .pictures import PictureChange
from .sentences import whole_sentences
from .words import Piece, words_in


@dataclass
class Count:
    words: int = 0
    sentences: int = 0
    headings_added: int = 0
    headings_removed: int = 0
    added: int = 0  # paragraphs
    removed: int = 0
    items_added: int = 0
    items_removed: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    moved: int = 0
    restyled: int = 0
    blanks: int = 0  # no more than another blank between two words
    keywords: int = 0
    pictures: int = 0

    def __add__(self, other):
        return Count(*(mine + theirs for mine, theirs in zip(self.numbers(), other.numbers(), strict=True)))

    def __bool__(self):
        return any(self.numbers())

    def numbers(self):
        return list(vars(self).values())

    def phrases(self) -> list[str]:
        """“2 words”, “1 sentence”: what changed, in the reader's language."""
        said = [
            (self.words, ngettext("%(count)d word", "%(count)d words", self.words)),
            (self.sentences, ngettext("%(count)d sentence", "%(count)d sentences", self.sentences)),
            (self.headings_added, ngettext("%(count)d heading added", "%(count)d headings added", self.headings_added)),
            (
                self.headings_removed,
                ngettext("%(count)d heading removed", "%(count)d headings removed", self.headings_removed),
            ),
            (self.added, ngettext("%(count)d paragraph added", "%(count)d paragraphs added", self.added)),
            (self.removed, ngettext("%(count)d paragraph removed", "%(count)d paragraphs removed", self.removed)),
            (self.items_added, ngettext("%(count)d list item added", "%(count)d list items added", self.items_added)),
            (
                self.items_removed,
                ngettext("%(count)d list item removed", "%(count)d list items removed", self.items_removed),
            ),
            (self.rows_added, ngettext("%(count)d table row added", "%(count)d table rows added", self.rows_added)),
            (
                self.rows_removed,
                ngettext("%(count)d table row removed", "%(count)d table rows removed", self.rows_removed),
            ),
            (self.moved, ngettext("%(count)d paragraph moved", "%(count)d paragraphs moved", self.moved)),
            (self.restyled, ngettext("%(count)d paragraph restyled", "%(count)d paragraphs restyled", self.restyled)),
            (self.blanks, ngettext("%(count)d space", "%(count)d spaces", self.blanks)),
            (self.keywords, ngettext("%(count)d keyword", "%(count)d keywords", self.keywords)),
            (self.pictures, ngettext("%(count)d illustration", "%(count)d illustrations", self.pictures)),
        ]
        return [phrase % {"count": count} for count, phrase in said if count]


def of_text(pieces: list[Piece]) -> Count:
    """Words and sentences; where words replaced others, the longer of the two counts."""
    total, before = Count(), ""
    for at, piece in enumerate(pieces):
        if piece.kind == SAME:
            before = piece.text
        elif piece.kind == REMOVED and at + 1 < len(pieces) and pieces[at + 1].kind == ADDED:
            total += _replaced(piece, pieces[at + 1])
        elif piece.kind == REMOVED or at == 0 or pieces[at - 1].kind != REMOVED:
            total += _one_sided(piece, before)
    return total


def of_blocks(blocks: list[Block]) -> Count:
    return sum((_of_block(block) for block in blocks), Count())


def _replaced(went, came):
    if went.is_blank and came.is_blank:
        return Count(blanks=1)
    return Count(words=max(words_in(went.text), words_in(came.text), 1))


def _one_sided(piece, before):
    if piece.is_blank:
        return Count(blanks=1)
    text = piece.text
    if sentences := whole_sentences(text, before):
        return Count(sentences=sentences)
    return Count(words=max(words_in(text), 1))  # a comma or a line break is something, too


def of_pictures(changes: list[PictureChange]) -> Count:
    return Count(pictures=sum(bool(each.kinds) for each in changes))


def _of_block(block):
    if block.moved:
        return Count(moved=1) + of_text(block.edits) if block.kind == ADDED else Count()
    if block.kind in (ADDED, REMOVED) and (block.is_text or block.node.tag in NAMED):
        return Count(**{NAMED.get(block.node.tag, "") + block.kind: 1})
    if not block.is_text:
        return of_blocks(block.children) + Count(restyled=int(block.was_restyled or _is_rule(block)))
    if block.kind == CHANGED:
        return of_text(block.children) + Count(restyled=int(block.was_restyled))
    return Count()


# What is no paragraph and counts as one thing, however much is in it.
NAMED = {"h2": "headings_", "h3": "headings_", "li": "items_", "tr": "rows_"}


def _is_rule(block):
    return block.node.tag == "hr" and block.kind != SAME

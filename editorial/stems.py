"""Words reduced to what their forms have in common, so that пенсия finds пенсиями and strike finds strikes.

English and Russian words meet in one text here, side by side in every parallel title: the alphabet tells them apart.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
CYRILLIC = re.compile(r"[а-я]")
_ENGLISH, _RUSSIAN = snowballstemmer.stemmer("english"), snowballstemmer.stemmer("russian")


class Term(NamedTuple):
    """What somebody looks for: stems that stand side by side. The last of them may be only begun."""

    stems: list[str]
    is_begun: bool


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Of one folded word."""
    return (_RUSSIAN if CYRILLIC.search(word) else _ENGLISH).stemWord(word)


def fold(text: str) -> str:
    return text.casefold().replace("ё", "е")


def stems(text: str) -> list[str]:
    """Of all words of a text, in order."""
    return [stem(word) for word in WORD.findall(fold(text))]


def terms(query: str) -> list[Term]:
    """A query's words, and what stands between quotation marks as one term; "an_underscore" joins words too."""
    found = []
    for phrase, word in re.findall(r'["“«]([^"”»]*)["”»]?|([^\s"“«]+)', query):
        parts = stems(phrase or word)
        if parts:
            found.append(Term(parts, is_begun=not phrase))
    return found


def excerpt(text: str, wanted: list[Term], *, around: int = 14) -> list[tuple[bool, str]]:
    """The piece of a plain text where the first wanted word stands: pairs of (is it a wanted word, what it says)."""
    places = list(WORD.finditer(text))
    looked_for = {part for term in wanted for part in term.stems}
    hits = [at for at, place in enumerate(places) if _is_wanted(place[0], looked_for)]
    if not hits:
        return []
    first, last = max(0, hits[0] - around), min(len(places) - 1, hits[0] + around)
    return _marked(text, places[first : last + 1], looked_for)


def _is_wanted(word, looked_for):
    found = stem(fold(word))
    return any(found.startswith(part) for part in looked_for)


def _marked(text, places, looked_for):
    pieces, at = [], places[0].start()
    for place in places:
        if _is_wanted(place[0], looked_for):
            pieces += [(False, text[at : place.start()]), (True, place[0])]
            at = place.end()
    pieces.append((False, text[at : places[-1].end()]))
    return [piece for piece in pieces if piece[1]]

"""How far two words are from each other, and which words are near one: by what is left when letters are taken out."""

from collections import defaultdict
from itertools import combinations

# A short word is near to too many others; a long one may hold two slips. The first letter is hardly ever one.
SHORTEST, LONG = 5, 12


def slips(length: int) -> int:
    """How many slips a word of so many letters may hold and still be taken for another."""
    return 0 if length < SHORTEST else 1 if length < LONG else 2


def near(one: str, other: str) -> bool:
    """Whether one word may be a slip for the other; not if they are equal, and never a number."""
    most = slips(max(len(one), len(other)))
    if one == other or one[:1] != other[:1] or one.isdecimal() or abs(len(one) - len(other)) > most:
        return False
    return distance(one, other) <= most


def distance(one: str, other: str) -> int:
    """Letters added, left out, replaced or exchanged with the next one (optimal string alignment)."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, beside in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


class Vocabulary:
    """Finds the words that are near a word, without comparing it with all of them."""

    def __init__(self, words):
        self._left = defaultdict(list)
        for word in words:
            for rest in _rests(word):
                self._left[rest].append(word)

    def near(self, word: str) -> list[str]:
        candidates = {other for rest in _rests(word) for other in self._left.get(rest, ())}
        return sorted(other for other in candidates if near(word, other))


def _rests(word):
    """The word and what is left of it without as many letters as it may have slips; the first letter stays."""
    # One letter more may be what allows the longer of two words a slip that the shorter one is too short for.
    most = slips(len(word) + 2)
    if len(word) < SHORTEST - 1:
        return {word}
    return {_without(word, places) for times in range(most + 1) for places in combinations(range(1, len(word)), times)}


def _without(word, places):
    return "".join(letter for place, letter in enumerate(word) if place not in places)

"""Keywords that may be one word written twice. Nothing here asks the database; see curating.py for who decides.

`why(one, other)` says what makes two names suspect; `Twins` answers the same for thousands of names at once.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from itertools import combinations, product
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .spelling import Vocabulary, near
from .transliteration import alphabets, skeleton

DIVIDED, LOOKALIKE, ORDER, TRANSLITERATED, SPELLED = "divided", "lookalike", "order", "transliterated", "spelled"
REASONS = {
    DIVIDED: _("the same but for capitals, blanks, hyphens or underscores"),
    LOOKALIKE: _("letters of another alphabet that look the same"),
    ORDER: _("the same words in another order"),
    TRANSLITERATED: _("the same word in Cyrillic and in Latin letters"),
    SPELLED: _("spelt almost alike"),
}
# A word, a number, or a sign that makes another word of it (brics+); everything else only divides.
DIVIDERS = r"\s\d_!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f"
PARTS = re.compile(rf"[^{DIVIDERS}]+|\d+|[+#&%$@*/]")
MARKS = re.compile(r"(?<=\w)[.'’ʼ`´ʹ]+")  # of u.s.a. and stat'ya
LOOKALIKES = str.maketrans(
    "АВЕІЈКМНОРЅСТУХаеіјкорѕсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν", "ABEIJKMHOPSCTYXaeijkopscyxdqwABEZHIKMNOPTYXoav"
)
MOST_SLIPS = 2  # words of one name that may be misspelt
REMEMBERED = 50_000  # names; with one keyword more the others need not be taken apart again


class Twin(NamedTuple):
    one: str
    other: str
    why: str

    @property
    def reason(self):
        return REASONS[self.why]


@lru_cache(maxsize=REMEMBERED)
def parts(name: str) -> tuple[str, ...]:
    """Words, numbers and meaning signs of a name, in one case; what divides them is gone."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold()).replace("ё", "е")
    return tuple(PARTS.findall(MARKS.sub("", text)))


def fold(name: str) -> str:
    """The name without what only divides it; numbers stay apart: 1-2 is not 12."""
    return re.sub(r"(?<=\d) (?=\d)| ", lambda match: "-" if _between_digits(match) else "", " ".join(parts(name)))


def _between_digits(match):
    text, at = match.string, match.start()
    return text[at - 1].isdigit() and text[at + 1].isdigit()


def why(one: str, other: str) -> str:
    """Which of REASONS makes these two names suspect, or an empty text."""
    mine, theirs = keys(one), keys(other)
    for reason, key in mine.items():
        if key == theirs.get(reason) and _fits(reason, one, other):
            return reason
    return SPELLED if _misspelt(parts(one), parts(other)) else ""


@lru_cache(maxsize=REMEMBERED)
def keys(name: str) -> dict[str, object]:
    """By reason, what two names have in common that are suspect for it."""
    words = parts(name)
    if not words:
        return {}
    return {
        DIVIDED: fold(name),
        LOOKALIKE: fold(name.translate(LOOKALIKES)),
        ORDER: tuple(sorted(words)),
        TRANSLITERATED: tuple(sorted(skeleton(word) for word in words)),
    }


def _fits(reason, one, other):
    """Transliteration is only between alphabets: within one, its coarse skeleton would make twins of cat and chat."""
    if reason != TRANSLITERATED:
        return True
    mine, theirs = alphabets(one), alphabets(other)
    return bool(mine) and bool(theirs) and mine != theirs and sum(map(len, keys(one)[reason])) > 2


def _misspelt(mine, theirs):
    if len(mine) != len(theirs):
        return False
    differing = [(one, other) for one, other in zip(mine, theirs, strict=True) if one != other]
    return 0 < len(differing) <= MOST_SLIPS and all(near(one, other) for one, other in differing)


class Twins:
    """An index of names: the suspects of one name, or all suspicious pairs, by looking up and not by comparing."""

    def __init__(self, names):
        self.names = list(dict.fromkeys(names))
        self._keyed = defaultdict(list)
        self._worded = defaultdict(list)
        for name in self.names:
            for key in keys(name).items():
                self._keyed[key].append(name)
            self._worded[parts(name)].append(name)
        self._vocabulary = Vocabulary({word for words in self._worded for word in words})
        self._near = cache(self._vocabulary.near)  # the names of a subject share their words

    def of(self, name: str) -> list[Twin]:
        """What is suspect beside `name`, the strongest reason first; `name` itself need not be known."""
        found = {}
        for reason, key in keys(name).items():
            for other in self._keyed.get((reason, key), ()):
                if other != name and _fits(reason, name, other):
                    found.setdefault(other, reason)
        for words in self._misspellings(parts(name)):
            for other in self._worded[words]:
                found.setdefault(other, SPELLED)
        return [Twin(name, other, reason) for other, reason in sorted(found.items(), key=_strength)]

    def pairs(self) -> list[Twin]:
        """Every suspicious pair once."""
        found = {tuple(sorted((name, twin.other))): twin.why for name in self.names for twin in self.of(name)}
        return [Twin(*pair, reason) for pair, reason in sorted(found.items())]

    def _misspellings(self, words):
        """Names that are known and differ from these words by a slip or two."""
        near_ones = {place: self._near(word) for place, word in enumerate(words)}
        places = [place for place, others in near_ones.items() if others]
        for times in range(1, MOST_SLIPS + 1):
            for chosen in combinations(places, times):
                for others in product(*(near_ones[place] for place in chosen)):
                    tried = list(words)
                    for place, other in zip(chosen, others, strict=True):
                        tried[place] = other
                    if (found := tuple(tried)) in self._worded:
                        yield found


def _strength(found):
    name, reason = found
    return list(REASONS).index(reason), name

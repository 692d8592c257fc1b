"""One skeleton for a Russian word and for all the ways of writing it in Latin letters.

The table follows BGN/PCGN; the reductions make ISO 9, GOST 7.79, passports and the press agree with it: бюджет,
byudzhet, bjudzhet, bûdžet. Coarse on purpose (ch and c are one), so it may only compare across alphabets.
"""

import re
import unicodedata

LETTERS = dict(zip("абвгдезиклмнопрстуфыэіґў", "abvgdeziklmnoprstufyeigu", strict=True)) | {
    "ё": "e", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
    "ю": "yu", "я": "ya", "ї": "yi", "є": "ye",
}  # fmt: skip
TABLE = str.maketrans(LETTERS)
REDUCTIONS = [
    (re.compile("shch|sch|sh"), "s"),
    (re.compile("tch|ch|ts|tz"), "c"),
    (re.compile("zh"), "z"),
    (re.compile("kh"), "h"),
    (re.compile("x"), "ks"),
    (re.compile("w"), "v"),
    (re.compile("[yj]o"), "e"),
    (re.compile("[yj]"), "i"),
    (re.compile("i+(?=[aeou])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
]
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[a-z\u00c0-\u024f]", re.IGNORECASE)


def skeleton(word: str) -> str:
    """Of a casefolded word; equal for a Russian word and its transliterations."""
    text = _without_accents(word.translate(TABLE))
    for pattern, replacement in REDUCTIONS:
        text = pattern.sub(replacement, text)
    return text


def _without_accents(text):
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def alphabets(text: str) -> frozenset[str]:
    """Which of the two alphabets the text has letters of."""
    found = {"Cyrillic": CYRILLIC, "Latin": LATIN}
    return frozenset(name for name, pattern in found.items() if pattern.search(text))

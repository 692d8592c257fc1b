"""Captions of pictures that text cannot carry: `….Photo:Xinhua`, `[Photo/Xinhua]`, `/Photo by A Name`."""

import re

from .parsed import CAPTION, Block

WORDS = r"(?:Photos?|PHOTOS?|Photograph|Pictures?|Image|Фотографи[яи]|Фото|ФОТО|Снимок)"
LONGEST_CREDIT = 90
MOST_WORDS = 9
# Only the end of a line is searched, so that a paragraph of megabytes costs no more than a short one.
ENDING = re.compile(
    rf"(?P<open>[\[(/|]\s*)?(?<![^\W_]){WORDS}(?:\s+credit)?\s*[:：]\s*(?P<credit>[^:\[\]][^\[\]]*?)\s*(?P<close>[\])/|])?$"
)
BY = re.compile(
    rf"(?P<open>[\[(/|]\s*)?(?<![^\W_]){WORDS}\s*(?:/|(?:taken\s+by|by|courtesy\s+of)\s)\s*"
    r"(?P<credit>\S[^\[\]]*?)\s*(?P<close>[\])/|])?$"
)
AFTER = re.compile(r"(?:/|\[)\s*(?P<credit>[A-Z][^/\[\]:.]{0,40}?)\s+Photo\s*\]?$")
BRACKETS = re.compile(
    rf"\[\s*{WORDS}\b\s*(?:[/:：]|\s(?:by|courtesy of|from)\s)?\s*(?P<credit>[^\[\]]{{0,200}}?)\s*\]", re.IGNORECASE
)
HINT = re.compile(r"photo|picture|image|фото|снимок", re.IGNORECASE)


def caption_of(text: str) -> Block | None:
    """The caption a paragraph is, or None."""
    if not HINT.search(text):
        return None
    found = _at_the_end(text) or _in_brackets(text)
    if not found:
        return None
    block = Block(CAPTION, found[0], credit=found[1])
    return block if print_caption(block) == text else Block(CAPTION, found[0], credit=found[1], printed=text)


def print_caption(block: Block) -> str:
    """A line that reads back as this caption."""
    if block.credit and _reads_back(line := f"{block.text} Photo: {block.credit}".strip(), block):
        return line
    credit = "/" + block.credit.translate({91: "(", 93: ")"}) if block.credit else ""
    return f"{block.text} [Photo{credit}]".strip()


def _reads_back(line, block):
    return _at_the_end(line) == (block.text, block.credit)


def _at_the_end(text):
    start = max(0, len(text) - LONGEST_CREDIT - 40)
    tail = text[start:]
    for pattern in (ENDING, BY, AFTER):
        match = pattern.search(tail)
        if match and _is_credit(match["credit"]):
            return text[: start + match.start()].strip(), match["credit"].strip()
    return None


def _is_credit(credit):
    words = credit.split()
    if not words or len(credit) > LONGEST_CREDIT or len(words) > MOST_WORDS or credit[-1] in "?!:;,":
        return False
    return not (credit.endswith(".") and len(words) > 3) and not credit.startswith("//")


def _in_brackets(text):
    match = BRACKETS.search(text)
    if not match:
        return None
    around = f"{text[: match.start()].strip()} {text[match.end() :].strip()}"
    return around.strip(), match["credit"]

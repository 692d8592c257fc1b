"""Where sentences end: a sentence that came or went shows as that sentence, and is counted as one."""

import re

ENDS = {".", "!", "?", "…"}
END = re.compile(r"[.!?…][\"'»”’)\]]*(?=\s|$)")
SHORTEST = 3  # words


def slid(parts: list) -> list:
    """(went, came, same) with one-sided changes moved on, where that can be, to end where a sentence ends.

    In “It is. More is.” after “It is.” what came is “ More is.”, not “. More is”; both are true.
    """
    parts = list(parts)
    for at, (went, came, same) in enumerate(parts[:-1]):
        if not same and not (went and came):
            _slide(parts, at, went or came, parts[at + 1][0])
    return [part for part in parts if part[0] or part[1]]


def _slide(parts, at, change, following):
    line, size = [*change, *following], len(change)
    for by in range(len(following) + 1):
        if line[by + size - 1].text in ENDS:
            break
        if by == len(following) or line[by] != line[by + size]:
            return
    if by and at:
        before, moved, rest = parts[at - 1][0] + line[:by], line[by : by + size], line[by + size :]
        parts[at - 1] = (before, before, True)
        parts[at] = (moved, [], False) if parts[at][0] else ([], moved, False)
        parts[at + 1] = (rest, rest, True)


def whole_sentences(text: str, before: str) -> int:
    """How many sentences the text is, if it is nothing but whole ones; `before` is what stands before it."""
    before, text = before.rstrip(), text.strip()
    begins = not before or END.search(before[-4:])
    if not begins or not END.search(text[-4:]) or len(text.split()) < SHORTEST:
        return 0
    return len(END.findall(text))

"""A title and the same title in a second language, printed in parentheses after it."""

import re
from typing import NamedTuple

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]{2,}")
SCRIPTS = {"ru": "cyrillic"}


class Titles(NamedTuple):
    title: str
    parallel: str = ""
    doubtful: bool = False  # the parentheses do not match, or more stands around them


def script_of(text: str) -> str:
    """'cyrillic', 'latin', 'other', whichever most letters are of; '' without letters."""
    letters = len(LETTER.findall(text))
    if not letters:
        return ""
    counts = {"cyrillic": len(CYRILLIC.findall(text)), "latin": len(LATIN.findall(text))}
    counts["other"] = letters - sum(counts.values())
    return max(counts, key=counts.get)


def language_of(text: str) -> str:
    return "ru" if script_of(text) == "cyrillic" else "en"


def have_parallels(heads: list[str], language: str) -> bool:
    """Whether a bulletin's headings have parallel titles.

    A Russian edition has none, so that `(BRICS)` at the end of a title is a remark, unless every heading of
    several ends in words of another script.
    """
    if language != "ru":
        return True
    return len(heads) > 1 and all(len(WORD.findall(split(head, language).parallel)) > 1 for head in heads)


def split(head: str, language: str = "en") -> Titles:
    """The title and the parallel title of a heading's head.

    A parallel title is the last group in parentheses, if it is written in another script than the bulletin
    and the text before it: a remark in parentheses in the title's own script belongs to the title.
    """
    body = head.rstrip(" .,;")
    if "(" not in body:
        return Titles(head)
    script = SCRIPTS.get(language, "latin")
    if body.endswith(")") and (titles := _balanced(body, script)):
        return titles._replace(doubtful=titles.doubtful or body != head)
    return _unbalanced(body, script) or Titles(head)


def _balanced(body, script):
    at = _opening(body)
    before, inside = body[: max(at, 0)].strip(), body[at + 1 : -1].strip()
    if not before or not _is_foreign(inside, script):
        return None
    # An opening parenthesis left over before the group belongs to the group: `Title (Заголовок (уточнение)`.
    if before.count("(") != before.count(")") and (titles := _unbalanced(body, script)):
        return titles
    if before.endswith(")") and before.count("(") < 20 and (first := _balanced(before, script)):
        return Titles(first.title, f"{first.parallel} ({inside})", doubtful=True)
    return Titles(before, inside) if _is_own(before, script) else None


def _opening(body):
    depth = 0
    for at in range(len(body) - 1, -1, -1):
        if body[at] == ")":
            depth += 1
        elif body[at] == "(":
            depth -= 1
            if depth == 0:
                return at
    return -1


def _unbalanced(body, script):
    """Parentheses that do not match: the first that opens into the other script and is not closed before the end."""
    for match in re.finditer(r"\(", body):
        before, inside = body[: match.start()].strip(), body[match.end() :].strip()
        first = LETTER.search(inside)
        if not before or not first or script_of(first[0]) == script or not _is_foreign(inside, script):
            continue
        if inside.count(")") > inside.count("("):
            if not inside.endswith(")"):
                return None
            inside = inside[:-1].strip()
        return Titles(before, inside, doubtful=True) if inside and _is_own(before, script) else None
    return None


def _is_own(before, script):
    return script_of(before) in ("", script)


def _is_foreign(inside, script):
    letters = LETTER.findall(inside)
    foreign = sum(1 for letter in letters if script_of(letter) != script)
    return bool(foreign) and (foreign >= len(letters) * 0.25 or script_of(letters[0]) != script)

"""Where a section begins: one or two short lines directly before a heading that look like its titles."""

import re
from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .captions import caption_of
from .parsed import Warned

# Standing sections as bulletins of this kind print them.
USUAL = (
    "International relations", "Political Events", "World of Work", "Investment and Finance",
    "Международные отношения", "Политические события", "Мир труда", "Сфера труда", "Инвестиции и финансы",
)  # fmt: skip
# Words that a section is named by and a person or an agency is not.
TOPICS = re.compile(
    r"\b(?:event|relation|work|polic|politic|econom|financ|invest|trade|union|social|society|cultur|scien|sport|world|"
    r"news|labou?r|energ|health|educat|securit|cooperat|co-operat|develop|market|industr|environ|technolog|digital|"
    r"business|region|media|opinion|review|wage|agricultur|transport|climate|law|"
    r"событи|отношени|труд|полити|эконом|финанс|инвест|торгов|профсоюз|социальн|обществ|культур|наук|спорт|мир|новост|"
    r"энерг|здоров|образован|безопасн|сотруднич|развити|рын|промышл|эколог|технолог|цифр|бизнес|регион|сми|мнени|"
    r"обзор|право|транспорт|климат)",
    re.IGNORECASE,
)
LONGEST_TITLE, LONGEST_SUBTITLE = 80, 140
TITLE = re.compile(r"^[^\W\d_][^:;.!?…@/\\=<>{}\[\]0-9]*[^\W_)+»”\"]?$")
SUBTITLE = re.compile(r"^[^\W\d_].*[^.!?:;…,]$", re.DOTALL)


class Place(NamedTuple):
    """The lines around a heading that is not the first: what the article before it has for a body."""

    body: list  # Lines, blank ones included
    author: str
    tight: bool  # the file has headings directly after an article's last paragraph


class Cut(NamedTuple):
    """How many lines at the end of the body are section titles (0, 1 or 2), and those lines' texts."""

    kept: list
    title: str = ""
    subtitle: str = ""


def folded(title: str) -> str:
    return " ".join(title.split()).strip(" .:").casefold()


def looks_like_title(text: str) -> bool:
    return 2 < len(text) <= LONGEST_TITLE and len(text.split()) <= 10 and bool(TITLE.match(text))


def looks_like_subtitle(text: str) -> bool:
    return len(text) <= LONGEST_SUBTITLE and ". " not in text and bool(SUBTITLE.match(text)) and not caption_of(text)


def cut(place: Place, known: set, capitals: bool | None, warnings: list) -> Cut:
    """Take section titles off the end of an article's body.

    `known` are folded titles of sections; `capitals` says whether this bulletin prints them in capitals
    (None: not known yet). What could be a title and is not taken for one is named in a warning.
    """
    lines = _Lines(place.body)
    if not lines.texts:
        return Cut(place.body)
    last, before = lines.text(1), lines.text(2)
    if folded(last) in known:
        return lines.take(1)
    if folded(before) in known and looks_like_subtitle(last):
        return lines.take(2)
    count = _unknown(place, lines, capitals)
    if count:
        message = _("“{line}” was read as the title of a section.")
        warnings.append(Warned(lines.line(count).number, format_lazy(message, line=lines.text(count))))
        return lines.take(count)
    if looks_like_title(last) and len(lines.texts) > 1:
        message = _("“{line}” stays in the text; it could be the title of a section.")
        warnings.append(Warned(lines.line(1).number, format_lazy(message, line=last)))
    return Cut(place.body)


class _Lines:
    """The last lines of a body, counted from its end: 1 is the last that is not blank."""

    def __init__(self, body):
        self.body = body
        self.texts = [at for at, line in enumerate(body) if line.text]

    def line(self, back):
        return self.body[self.texts[-back]]

    def text(self, back):
        return self.line(back).text if back <= len(self.texts) else ""

    def blanks(self, back):
        """Blank lines after the line `back` from the end, or before the first if there is no such line."""
        after = len(self.body) if back == 1 else self.texts[-back + 1]
        return after - (self.texts[-back] if back <= len(self.texts) else -1) - 1

    def take(self, count):
        title = self.text(count)
        return Cut(self.body[: self.texts[-count]], title, self.text(1) if count == 2 else "")

    def is_spaced(self, but):
        """Whether blank lines part this article's paragraphs, the last `but` lines aside."""
        gaps = [self.blanks(back) for back in range(but + 2, len(self.texts) + 1)]
        return not gaps or 2 * sum(map(bool, gaps)) > len(gaps)


def _unknown(place, lines, capitals):
    """Lines at the end that are titles of a section nobody has seen before."""
    if lines.blanks(1):
        return 0
    count = 2 if lines.blanks(2) == 0 and _is_pair(lines) else 1
    title = lines.text(count)
    if not looks_like_title(title) or folded(title) == folded(place.author):
        return 0
    # Two blank lines set a section off, whatever it is called.
    if lines.blanks(count + 1) > 1:
        return count
    if count == len(lines.texts):
        return 0
    if capitals is not None and title.isupper() != capitals:
        return 0
    return count if _is_set_off(place, lines, count, title) else 0


def _is_pair(lines):
    if len(lines.texts) < 2:
        return False
    before = lines.blanks(3) or len(lines.text(3)) > LONGEST_SUBTITLE or lines.text(3)[-1:] in tuple('.!?”»"…')
    return bool(before) and looks_like_title(lines.text(2)) and looks_like_subtitle(lines.text(1))


def _is_set_off(place, lines, count, title):
    spaced = lines.is_spaced(count)
    if count == 2:
        return spaced or bool(TOPICS.search(title))
    if not lines.blanks(2):
        return (spaced and lines.text(2)[-1:] in tuple('.!?”»")…')) or bool(TOPICS.search(title))
    return bool(TOPICS.search(title)) or not (place.tight or _is_name(title))


def _is_name(title):
    words = title.split()
    return len(words) <= 3 and all(word[0].isupper() for word in words)

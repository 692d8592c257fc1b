"""The table of articles as it is shown, and what a post of the whole of it changes."""

import json
from typing import NamedTuple

from . import asking, editing, grid
from .grid import COLUMNS, Clash, Refused
from .search import words
from .workflow import NotPossible

WIDE = {"title", "parallel_title", "keywords"}


class Cell(NamedTuple):
    column: str
    value: str
    typed: str
    trouble: str = ""
    theirs: bool = False  # the trouble is somebody else's value
    questions: list = ()  # what is asked back

    @property
    def label(self):
        return COLUMNS[self.column]

    @property
    def shown(self):
        return grid.shown(self.column, self.value)

    @property
    def is_wide(self):
        return self.column in WIDE


class Trouble(NamedTuple):
    """What was typed into one row and could not be saved, with the reasons."""

    typed: dict
    reasons: dict
    reason: str = ""
    theirs: bool = False
    questions: dict = {}


def table(articles, user, troubles=None) -> list:
    """The articles, each with its `cells`, its `words` and, where it cannot be changed, `why_not`."""
    troubles = troubles or {}
    for article in articles:
        article.words, article.why_not = words(article.body), editing.why_not(user, article)
        article.trouble = troubles.get(article.pk)
        article.cells = [_cell(article, column, article.trouble) for column in COLUMNS]
        article.seen = json.dumps(grid.values_of(article))
    return list(articles)


def _cell(article, column, trouble):
    value = grid.value_of(article, column)
    if trouble and column in trouble.typed:
        said, asked = trouble.reasons.get(column, ""), trouble.questions.get(column, ())
        return Cell(column, value, trouble.typed[column], said, trouble.theirs, asked)
    return Cell(column, value, grid.shown(column, value))


def save_all(articles, post, *, by):
    """Save every row of a posted table that was changed: what changed, and the troubles by article."""
    saved, troubles, answers = [], {}, asking.answers_in(post)
    for article in articles:
        typed, seen = _typed(article, post)
        if not typed:
            continue
        try:
            saved.append(grid.change(article, typed, by=by, seen=seen, answers=answers))
        except NotPossible as error:
            troubles[article.pk] = _trouble(typed, error)
    return saved, troubles


def _typed(article, post):
    """The cells of the row that hold something else than was shown in them, and what was shown."""
    seen = _read(post.get(f"seen-{article.pk}", ""))
    posted = {column: post.get(f"{column}-{article.pk}") for column in seen}
    return {column: text for column, text in posted.items() if _differs(column, text, seen[column])}, seen


def _differs(column, text, seen):
    """Whether this was typed: a month is shown by its name, and a browser sends line ends its own way."""
    return text is not None and text.replace("\r\n", "\n") not in (seen, grid.shown(column, seen))


def _read(text):
    try:
        seen = json.loads(text)
    except ValueError:
        return {}
    pairs = seen.items() if isinstance(seen, dict) else ()
    return {column: value for column, value in pairs if column in COLUMNS and isinstance(value, str)}


def _trouble(typed, error):
    if isinstance(error, Clash):
        theirs = {column: grid.shown(column, value) or "–" for column, value in error.theirs.items()}
        return Trouble(typed, theirs, str(error), theirs=True)
    if isinstance(error, Refused):
        return Trouble(typed, error.by_column, questions=error.questions)
    return Trouble(typed, {}, str(error))

"""What a bulletin's text says, as plain values: nothing here knows the database."""

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

PARAGRAPH, HEADING, ITEM, CAPTION = "paragraph", "heading", "item", "caption"


class FormatError(ValueError):
    """The text cannot be read as a bulletin; the message says what to do and is fit to show."""


class Warned(NamedTuple):
    """Something a person should look at: a line of the text as given, counted from 1, and a sentence."""

    line: int
    message: Any


class Line(NamedTuple):
    """A line of the text as given: its number, and its text without blanks around it."""

    number: int
    text: str


@dataclass(frozen=True)
class Block:
    """One non-blank line of a body.

    `printed` is the line as it was printed where that differs from how we would print it; two blocks that
    differ in nothing else are equal.
    """

    kind: str
    text: str
    lead: str = ""  # the speaker who opens an interview turn, with the colon
    number: int | None = None  # of a numbered item; None for a bulleted one
    credit: str = ""  # of a caption
    level: int = 2  # of a sub-heading
    printed: str = field(default="", compare=False)


@dataclass
class ParsedArticle:
    title: str
    parallel_title: str = ""
    country: str = ""
    month: int | None = None
    year: int | None = None
    keywords: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)  # as printed: a name, an address, or one of each
    published_on: datetime.date | None = None
    author: str | None = None
    blocks: list[Block] = field(default_factory=list)
    line: int = field(default=0, compare=False)

    @property
    def source(self) -> str | None:
        """The source as printed, the first line if there are two."""
        return self.sources[0] if self.sources else None

    @property
    def source_url(self) -> str:
        return next((source for source in self.sources if is_address(source)), "")

    @property
    def source_name(self) -> str:
        return next((source for source in self.sources if not is_address(source)), "")


@dataclass
class ParsedSection:
    title: str
    subtitle: str = ""
    articles: list[ParsedArticle] = field(default_factory=list)


@dataclass
class ParsedIssue:
    bulletin_title: str
    tagline: str
    label: str
    language: str
    number: int
    year: int
    date_from: datetime.date
    date_to: datetime.date
    sections: list[ParsedSection] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list, compare=False)

    @property
    def articles(self) -> list[ParsedArticle]:
        return [article for section in self.sections for article in section.articles]


def is_address(source: str) -> bool:
    """Whether a source is a web address; a bare domain, `tass.com`, is a name."""
    return source.lower().startswith(("http://", "https://")) and " " not in source

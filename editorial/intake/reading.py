"""From a bulletin's text to a parsed issue, by the rules and never by the file."""

import datetime
import re
from itertools import zip_longest

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import sections, titles
from .bodies import blocks_of_lines
from .decoding import LARGEST, end_of, lines_of, text_of
from .details import is_keywords, take_details
from .headers import read_header
from .headings import headings_in
from .parsed import FormatError, ParsedArticle, ParsedIssue, ParsedSection, Warned

ALMOST_HEADING = re.compile(r"[/\\|].{3,80}(?:19|20)\d\d\W{0,3}$")


def read_file(data: bytes, **options) -> ParsedIssue:
    """Read an uploaded or piped file; FormatError if it is too large, empty, binary or not UTF-8."""
    return read_issue(text_of(data), **options)


def read_issue(text: str, *, known_sections=(), parallel_titles: bool | None = None) -> ParsedIssue:
    """The issue a bulletin's text describes; FormatError, its message fit to show, if it is none.

    `known_sections` are titles of the bulletin's standing sections, evidence for where a section begins.
    `parallel_titles` says whether its headings have parallel titles; by default its language does.
    What is read with doubt is in the issue's warnings, by line.
    """
    if len(text) > LARGEST:
        raise FormatError(_("The text is too long: more than 10 million characters."))
    warnings = []
    lines = lines_of(text, warnings)
    if not any(line.text for line in lines):
        raise FormatError(_("There is no text."))
    found = headings_in(lines)
    if not found:
        raise FormatError(
            _("No article heading found: a heading looks like “Title (Parallel title) / Country, Month, Year”.")
        )
    known = {sections.folded(title) for title in (*sections.USUAL, *known_sections)}
    header = read_header([line for line in lines[: found[0].first] if line.text], known)
    issue = ParsedIssue(
        bulletin_title=header.title,
        tagline=header.tagline,
        label=header.label,
        language=header.language,
        number=header.number,
        year=header.year,
        date_from=header.date_from,
        date_to=header.date_to,
    )
    warnings += header.warnings
    end = end_of(lines, found[-1].end, warnings)
    heads = [one.heading.head for one in found]
    if parallel_titles is None:
        parallel_titles = titles.have_parallels(heads, issue.language)
    _Assembly(issue, lines, known, parallel_titles, warnings).put_together(found, header.section, end)
    issue.warnings = sorted(warnings, key=lambda warned: warned.line)
    return issue


class _Assembly:
    """Puts sections and articles together, one heading after the other."""

    def __init__(self, issue, lines, known, parallel_titles, warnings):
        self.issue, self.lines, self.known = issue, lines, set(known)
        self.parallel_titles, self.warnings = parallel_titles, warnings
        self.capitals = None

    def put_together(self, found, section, end):
        tight = self._is_tight(found)
        self._open(*section)
        if not section[0]:
            self._warn(found[0].first, _("No section title stands before the first article."))
        for one, following in zip(found, [*found[1:], None], strict=True):
            article = self._article(one)
            self.issue.sections[-1].articles.append(article)
            stop = following.first if following else end
            body = take_details(article, self.lines[one.end : stop], self.warnings)
            if following:
                place = sections.Place(body, article.author or "", tight)
                body, *section = sections.cut(place, self.known, self.capitals, self.warnings)
            self._fill(article, body)
            if following and section[0]:
                self._open(*section)

    def _open(self, title, subtitle):
        title, subtitle = " ".join(title.split()), " ".join(subtitle.split())
        self.issue.sections.append(ParsedSection(title, subtitle))
        if title:
            self.known.add(sections.folded(title))
            self.capitals = title.isupper() if self.capitals is None else self.capitals

    def _article(self, found):
        heading = found.heading
        split = titles.split(heading.head, self.issue.language) if self.parallel_titles else titles.Titles(heading.head)
        for note in found.notes:
            self._warn(found.first, note)
        self._doubt(found, split)
        day = self._day(found) if heading.day else None
        return ParsedArticle(
            title=split.title,
            parallel_title=split.parallel,
            country=heading.country,
            month=heading.month,
            year=heading.year,
            published_on=day,
            line=self.lines[found.first].number,
        )

    def _doubt(self, found, split):
        heading, at = found.heading, found.first
        if split.doubtful:
            self._warn(at, _("The parentheses of “{text}” do not match; check its titles."), text=split.title)
        if heading.guessed:
            self._warn(at, _("The month of “{text}” is misspelt; check it."), text=split.title)
        if not heading.known:
            self._warn(at, _("“{text}” is not a country we know."), text=heading.country)
        months = (heading.year - self.issue.date_to.year) * 12 + heading.month - self.issue.date_to.month
        start = (heading.year - self.issue.date_from.year) * 12 + heading.month - self.issue.date_from.month
        if months > 0 or start < -1:
            self._warn(at, _("The month of “{text}” is not that of the issue."), text=split.title)

    def _day(self, found):
        heading = found.heading
        try:
            return datetime.date(heading.year, heading.month, heading.day)
        except ValueError:
            self._warn(found.first, _("The day in this heading cannot be read and was left out."))
            return None

    def _fill(self, article, body):
        rows = [line for line in body if line.text]
        article.blocks = blocks_of_lines([line.text for line in rows])
        if not rows:
            self.warnings.append(Warned(article.line, format_lazy(_("“{text}” has no text."), text=article.title)))
        self._check_day(article)
        for row, following in zip_longest(rows, rows[1:]):
            if following and is_keywords(following.text) and not is_keywords(row.text):
                message = _("“{text}” stands before keywords like a heading, but cannot be read as one.")
                self.warnings.append(Warned(row.number, format_lazy(message, text=row.text[:200])))
            elif ALMOST_HEADING.search(row.text[-120:]):
                message = _("“{text}” ends like a heading, but cannot be read as one.")
                self.warnings.append(Warned(row.number, format_lazy(message, text=row.text[-200:])))

    def _check_day(self, article):
        day, issue = article.published_on, self.issue
        slack = datetime.timedelta(days=31)
        if day and not (issue.date_from.toordinal() - slack.days <= day.toordinal() <= issue.date_to.toordinal() + 7):
            message = _("{day}, the date of “{text}”, is far from the issue's week.")
            self.warnings.append(Warned(article.line, format_lazy(message, day=day.isoformat(), text=article.title)))

    def _is_tight(self, found):
        """Whether some heading follows directly on a paragraph that is no section title."""
        ends = [self.lines[one.first - 1].text for one in found[1:]]
        return any(text and not sections.looks_like_title(text) for text in ends)

    def _warn(self, at, message, **values):
        text = format_lazy(message, **values) if values else message
        self.warnings.append(Warned(self.lines[at].number, text))

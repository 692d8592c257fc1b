"""What an issue is made of, by country and by section, beside the last issues of its bulletin."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import ngettext, pgettext

from .intake.countries import folded, in_sentence
from .models import Article, Issue

LOOKED_BACK = 8
ENOUGH = 4  # issues to look back on, before it can be said what is usual


class Bar(NamedTuple):
    """One country or section: its articles in this issue, and how many the last issues had on average.

    `width` and `mark` are parts of 100, for a picture of both.
    """

    name: str
    count: int
    average: float
    width: float
    mark: float


class Gap(NamedTuple):
    """A country that usually appears and has been missing for `issues` issues, this one among them."""

    country: str
    issues: int

    def __str__(self):
        said = {"country": in_sentence(self.country), "count": _in_words(self.issues)}
        # Translators: a Russian sentence need not decline the name: «Бразилия: нет статей уже два выпуска».
        sentence = ngettext(
            "No article from %(country)s for %(count)s issue",
            "No article from %(country)s for %(count)s issues",
            self.issues,
        )
        return sentence % said


class Coverage(NamedTuple):
    """`looked_back` is the number of issues it was compared with, at most LOOKED_BACK."""

    countries: list[Bar]
    sections: list[Bar]
    gaps: list[Gap]
    looked_back: int


def coverage(issue) -> Coverage:
    """In two queries, whatever the size of the issues. A screen that has it sets `known_coverage` on the issue."""
    if hasattr(issue, "known_coverage"):
        return issue.known_coverage
    before = _before(issue)
    countries, sections = _counted([issue.pk, *before])
    return Coverage(
        _bars(countries, issue.pk, before),
        _bars(sections, issue.pk, before),
        _gaps(countries, issue, before),
        len(before),
    )


def _before(issue) -> list[int]:
    """The last issues before this one that have articles, newest first."""
    earlier = Q(year__lt=issue.year) | Q(year=issue.year, number__lt=issue.number)
    filled = Exists(Article.objects.filter(section__issue=OuterRef("pk")))
    issues = Issue.objects.filter(earlier, filled, bulletin=issue.bulletin_id)
    newest = issues.exclude(status=Issue.Status.WITHDRAWN).order_by("-year", "-number")
    return list(newest.values_list("pk", flat=True)[:LOOKED_BACK])


class _Tally:
    """Counts by issue and folded name; `names` has each as it was printed last."""

    def __init__(self):
        self.counts, self.names = defaultdict(Counter), {}

    def add(self, issue, name, count):
        if key := folded(name):
            self.counts[issue][key] += count
            self.names[key] = name


def _counted(issues):
    countries, sections = _Tally(), _Tally()
    rows = Article.objects.filter(section__issue__in=issues).values("section__issue", "section__title", "country")
    for row in rows.annotate(count=Count("pk")).order_by("section__issue__year", "section__issue__number", "country"):
        countries.add(row["section__issue"], row["country"], row["count"])
        sections.add(row["section__issue"], row["section__title"], row["count"])
    return countries, sections


def _bars(tally, issue, before):
    """Those of this issue and those usual in the last ones, the fullest first."""
    counts = tally.counts
    usual = {key for key in tally.names if _is_usual(key, counts, before)}
    averages = {
        key: sum(counts[each][key] for each in before) / len(before) if before else 0.0
        for key in usual | set(counts[issue])
    }
    longest = max([*counts[issue].values(), *averages.values()], default=0) or 1
    order = sorted(averages, key=lambda key: (-counts[issue][key], -averages[key], key))
    return [
        Bar(
            tally.names[key],
            counts[issue][key],
            round(averages[key], 1),
            round(100 * counts[issue][key] / longest, 2),
            round(100 * averages[key] / longest, 2),
        )
        for key in order
    ]


def _is_usual(key, counts, before):
    """In at least half of the last issues."""
    return len(before) >= ENOUGH and 2 * sum(counts[each][key] > 0 for each in before) >= len(before)


def _gaps(tally, issue, before):
    """Usual countries missing in this issue and in the one before; an issue without an article misses none yet."""
    found = []
    if not tally.counts[issue.pk]:
        return found
    for key, name in tally.names.items():
        missed = _missed(key, tally.counts, [issue.pk, *before])
        if missed > 1 and _is_usual(key, tally.counts, before):
            found.append(Gap(name, missed))
    return sorted(found, key=lambda gap: (-gap.issues, folded(gap.country)))


def _missed(key, counts, issues):
    """How many issues in a row, the newest first, are without it."""
    return next((at for at, each in enumerate(issues) if counts[each][key]), len(issues))


def _in_words(count: int) -> str:
    """A small number of issues, as a sentence says it."""
    words = {
        2: pgettext("issues", "two"),
        3: pgettext("issues", "three"),
        4: pgettext("issues", "four"),
        5: pgettext("issues", "five"),
    }
    return words.get(count, str(count))

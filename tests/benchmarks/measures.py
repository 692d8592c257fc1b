"""The lines of the table, measured one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from exports.rendering.store import store

from . import editions
from .references import Chromium, Timed, article_page, issue_page

ISSUE, YEAR = 6, 24  # sections
CHANGED = (7, 24, 45)  # articles of the issue in which a word is changed
THIRD_OF_SECTION = (0, 2, 4)
ADDED = " ".join(["Both sides asked for another week, and the minister gave it without being asked twice."] * 4)


class Line(NamedTuple):
    work: str
    ours: float
    reference: float
    against: str
    most: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.reference

    @property
    def is_met(self) -> bool:
        return self.ratio < self.most


@dataclass
class Bench:
    """Who renders: `ours` with two workers, `single_pass` in one go, `alone` and `preview` here, and Chromium.

    `facts` is what else was seen on the way.
    """

    ours: Callable[[dict], Timed]
    single_pass: Callable[[dict], Timed]
    alone: Callable[[dict], Timed]
    preview: Callable[[dict, int, int], Timed]
    chromium: Chromium
    report: Callable[[str], None]
    facts: dict = field(default_factory=dict)

    def cold(self, snapshot: dict, times=1) -> list[Timed]:
        done = []
        for _time in range(times):
            store().clear()
            done.append(self.ours(snapshot))
        return done

    def warm_up(self) -> None:
        """Everybody has rendered before."""
        small = editions.edition(4)
        self.report("warming up")
        self.cold(small, times=2)
        self.single_pass(editions.edition(1))
        self.preview(small, 0, 0)
        self.printed(small)

    def printed(self, snapshot: dict) -> Timed:
        return self.chromium.printed(issue_page(snapshot))


def measure(bench: Bench, *, with_year=True) -> Iterator[Line]:
    """All lines; a minute without the volume of a year, and several with it."""
    issue = editions.edition(ISSUE)
    bench.report("whole issue, single pass")
    plain = bench.single_pass(issue)
    bench.report("whole issue, cold")
    cold = bench.cold(issue, times=3)
    _facts(bench, issue, cold[0], plain)
    yield from _changed(bench, issue, plain)
    yield from _added(bench, issue)
    yield Line("whole issue cold", middle(cold), plain.seconds, "single pass", 0.6)
    if with_year:
        yield from _year(bench, middle(cold))
    yield from _preview(bench, issue)
    yield Line("size of the assembled PDF", len(cold[0].content), len(plain.content), "single pass", 1.5, "KB")


def _facts(bench, issue, ours, plain):
    """Counts of pages, the browser's other way to print, and whether one process makes the same file."""
    page, alone = issue_page(issue), bench.alone(issue)
    tagged = bench.chromium.printed(page)
    bench.facts |= {
        "pages": f"ours {ours.pages}, single pass {plain.pages}, Chromium {tagged.pages}",
        "nothing changed": f"{bench.ours(issue).seconds:.2f} s",
        "Chromium printing without tags": f"{bench.chromium.printed(page, is_tagged=False).seconds:.2f} s",
        "one process alone": f"{alone.seconds:.2f} s, {'the same' if alone.content == ours.content else 'OTHER'} bytes",
    }


def _changed(bench, issue, plain):
    bench.report("a word changed")
    bench.ours(issue)
    changed = [editions.with_word_changed(issue, place) for place in CHANGED]
    ours = middle([bench.ours(each) for each in changed])
    yield from _against(bench, "a word changed in one of 60 articles", ours, map(issue_page, changed), 0.8)
    yield Line("the same", ours, plain.seconds, "single pass", 0.2)


def _added(bench, issue):
    bench.report("a paragraph added")
    bench.ours(issue)
    added = [editions.with_paragraph_added(issue, section, 2, ADDED) for section in THIRD_OF_SECTION]
    ours = middle([bench.ours(each) for each in added])
    yield from _against(bench, "a paragraph added to the third of ten", ours, map(issue_page, added), 1.2)


def _year(bench, issue_seconds):
    year = editions.edition(YEAR)
    bench.report("a year's volume, cold")
    cold = bench.cold(year)[0]
    bench.report("a year's volume, single pass")
    yield Line("a year's volume cold", cold.seconds, bench.single_pass(year).seconds, "single pass", 0.4)
    yield Line("cost growth, four times the pages", cold.seconds, issue_seconds, "issue cold", 4.4)


def _preview(bench, issue):
    """Of an article whose text has just been changed."""
    bench.report("preview")
    number = next(at for at in range(editions.ARTICLES) if bench.preview(issue, 0, at).pages == 3)
    changed = [editions.with_word_changed(issue, number, word) for word in ("that", "this", "each")]
    ours = middle([bench.preview(each, 0, number) for each in changed])
    pages = [article_page(each, 0, number) for each in changed]
    yield from _against(bench, "preview of a three-page article, just changed", ours, pages, 0.3)


def _against(bench, work, ours, pages, most):
    """Twice: against a browser started for the work, as the bar was set by, and against one that is running."""
    pages = list(pages)
    started = middle([bench.chromium.printed_cold(each) for each in pages])
    yield Line(work, ours, started, "Chromium, started", most)
    running = middle([bench.chromium.printed(each) for each in pages])
    yield Line("the same", ours, running, "Chromium, running", most)


def middle(timed: list[Timed]) -> float:
    return median(each.seconds for each in timed)

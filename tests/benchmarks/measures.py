"""The lines of the table, measured one after the other."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from exports.rendering.store import store

from . import editions
from .processor import seconds_of
from .references import Chromium, Timed, article_page, issue_page
from .typing import Typist

ISSUE, YEAR = 6, 24  # sections
CHANGED = (7, 24, 45)  # articles of the issue in which a word is changed
THIRD_OF_SECTION = (0, 2, 4)
TIMES = 9  # a preview takes little, so it is taken often
CHROMIUM = "Chromium, running"
WORDS = ("that", "this", "each", "such", "many", "those", "these", "some", "every", "their", "our")
SENTENCE = "Both sides asked for another week, and the minister gave it without being asked twice. "
ADDED = SENTENCE * 4


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
    """Who renders: `ours` with two workers, `single_pass` in one go, `alone` here, a typist's desk, and Chromium.

    `facts` is what else was seen on the way.
    """

    ours: Callable[[dict], Timed]
    single_pass: Callable[[dict], Timed]
    alone: Callable[[dict], Timed]
    typist: Typist
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
    yield from measure_preview(bench)
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


def measure_preview(bench: Bench) -> Iterator[Line]:
    """Of a three-page article in which something has just been typed; with Chromium in turns, for one sees the same
    load as the other.
    """
    bench.report("preview")
    issue = editions.edition(1)
    number = next(at for at, article in enumerate(issue["sections"][0]["articles"]) if _length(bench, article) == 3)
    body = issue["sections"][0]["articles"][number]["body"]
    for work, typed in _edits(body).items():
        shown, printed, spent = [], [], {"ours": [], "Chromium": []}
        bench.typist.type(body)
        for at in range(TIMES):
            with _spending(spent["ours"], "pressroom", time.process_time):
                shown.append(bench.typist.type(typed(at)))
            page = article_page(editions.with_body(issue, number, typed(at)), 0, number)
            with _spending(spent["Chromium"], "chrom"):
                printed.append(bench.chromium.printed(page))
        reference = middle(printed)
        yield Line(f"preview of three pages, {work}", median(each.first for each in shown), reference, CHROMIUM, 0.5)
        yield Line("with its last picture", middle(shown), reference, "the same", 0.5)
        bench.facts[f"pages laid out again, {work}"] = f"{shown[-1].sent} of {shown[-1].pages}"
        quickest = min(each.first for each in shown), min(each.seconds for each in printed)
        bench.facts[f"quickest of {TIMES}, {work}"] = "ours {:.2f} s, Chromium {:.2f} s".format(*quickest)
        bench.facts[f"processor time, {work}"] = ", ".join(f"{who} {median(s):.2f} s" for who, s in spent.items())


@contextmanager
def _spending(spent, word, own=lambda: 0):
    before = seconds_of(word) + own()
    yield
    spent.append(seconds_of(word) + own() - before)


def _length(bench, article):
    bench.typist.open(article)
    return bench.typist.type(article["body"]).pages


def _edits(body):
    """What may be typed; each time a little different, so that nothing is there already."""
    half = body.index("</p>", len(body) // 2)
    return {
        "a word on the first": lambda at: body.replace(" the ", f" {WORDS[at]} ", 1),
        "a word in the middle": lambda at: f"{body[:half]} {WORDS[at]}{body[half:]}",
        # Of another length each time: pages that begin where they did before are kept, and would cost nothing.
        "a paragraph before all": lambda at: f"<p>{SENTENCE * (2 + 2 * at)}{WORDS[at]}</p>{body}",
    }


def _against(bench, work, ours, pages, most):
    """Twice: against a browser started for the work, as the bar was set by, and against one that is running."""
    pages = list(pages)
    started = middle([bench.chromium.printed_cold(each) for each in pages])
    yield Line(work, ours, started, "Chromium, started", most)
    running = middle([bench.chromium.printed(each) for each in pages])
    yield Line("the same", ours, running, "Chromium, running", most)


def middle(timed: list[Timed]) -> float:
    return median(each.seconds for each in timed)

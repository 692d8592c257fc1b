"""How far an issue is: articles by status, and the segments of its bar."""

from typing import NamedTuple

from django.utils.translation import ngettext_lazy

from .models import Article

# Counted apart from the statuses' names: there are languages whose words follow the number.
COUNTED = {
    Article.Status.APPROVED: ngettext_lazy("%(count)d approved", "%(count)d approved", "count"),
    Article.Status.IN_REVIEW: ngettext_lazy("%(count)d in review", "%(count)d in review", "count"),
    Article.Status.RETURNED: ngettext_lazy("%(count)d returned", "%(count)d returned", "count"),
    Article.Status.DRAFT: ngettext_lazy("%(count)d draft", "%(count)d draft", "count"),
}


class Segment(NamedTuple):
    status: str
    label: str
    x: float
    width: float


class Progress:
    """Counts per status; `segments` are parts of a bar that is 100 wide."""

    def __init__(self, counts: dict):
        self.counts = counts
        self.total = sum(counts.get(status, 0) for status in COUNTED)

    @property
    def segments(self) -> list[Segment]:
        found, x = [], 0.0
        for status, counted in COUNTED.items():
            if count := self.counts.get(status, 0):
                width = round(100 * count / self.total, 3)
                found.append(Segment(status.value, counted % {"count": count}, round(x, 3), width))
                x += width
        return found

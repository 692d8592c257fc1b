"""How far an issue is: articles by status, and the segments of its bar."""

from typing import NamedTuple

from .models import Article

ORDER = (Article.Status.APPROVED, Article.Status.IN_REVIEW, Article.Status.RETURNED, Article.Status.DRAFT)


class Segment(NamedTuple):
    status: str
    label: str
    count: int
    x: float
    width: float


class Progress:
    """Counts per status; `segments` are parts of a bar that is 100 wide."""

    def __init__(self, counts: dict):
        self.counts = counts
        self.total = sum(counts.get(status, 0) for status in ORDER)

    @property
    def segments(self) -> list[Segment]:
        found, x = [], 0.0
        for status in ORDER:
            if count := self.counts.get(status, 0):
                width = round(100 * count / self.total, 3)
                found.append(Segment(status.value, status.label, count, round(x, 3), width))
                x += width
        return found

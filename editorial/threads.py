"""The remarks on one article as its screens show them: threads, each at the place of the words it spoke of."""

from dataclasses import dataclass, field
from functools import cached_property

from .content import LABELS, in_order
from .intake.building import parse
from .intake.document import plain, text_blocks
from .mentions import pieces
from .passages import Found, Text
from .permissions import may_remark, may_resolve


@dataclass
class Thread:
    head: object
    answers: list = field(default_factory=list)
    place: Found | None = None
    may_resolve: bool = False
    number: int = 0  # of those whose words can be pointed at

    @property
    def is_open(self):
        return self.head.resolved_at is None

    @property
    def about(self):
        return LABELS.get(self.head.field, "")

    @property
    def is_changed(self):
        return bool(self.place and self.place.changed)

    @property
    def is_gone(self):
        return bool(self.head.passage) and self.place is None


@dataclass
class Threads:
    """Of one article: those that are open in the order of the text, then those resolved, newest first."""

    open: list
    resolved: list
    may_write: bool = False

    @cached_property
    def ranges(self):
        """By field and block: (start, end, thread, whether its words end here) of the words of open threads."""
        found = {}
        for thread in self.open:
            for at, (block, start, end) in enumerate(thread.place.ranges if thread.place else (), start=1):
                row = (start, end, thread, at == len(thread.place.ranges))
                found.setdefault((thread.head.field, block), []).append(row)
        return found

    def on_field(self, name):
        """Open threads about the field as a whole, or about words that are not in it any more."""
        return [thread for thread in self.open if thread.head.field == name and not thread.place]


def of(article, user) -> Threads:
    """In two queries, however many there are."""
    threads = _gathered(article)
    texts = Texts(article)
    for thread in threads:
        thread.place = texts.find(thread.head)
        thread.may_resolve = bool(may_resolve(user, thread.head))
    opened = sorted((thread for thread in threads if thread.is_open), key=_order)
    for number, thread in enumerate((thread for thread in opened if thread.place), start=1):
        thread.number = number
    resolved = sorted((each for each in threads if not each.is_open), key=lambda each: each.head.resolved_at)
    return Threads(opened, resolved[::-1], bool(may_remark(user, article)))


def _gathered(article):
    rows = article.remarks.select_related("author", "review__reviewer", "review__invitation", "resolved_by")
    rows = rows.defer("review__content", "review__rendered")
    remarks = list(rows.prefetch_related("mentions").order_by("at", "pk"))
    for remark in remarks:
        remark.article = article
        remark.pieces = pieces(remark.text, remark.mentions.all())
    threads = {remark.pk: Thread(remark) for remark in remarks if remark.answers_id is None}
    for remark in remarks:
        if remark.answers_id is not None:
            threads[remark.answers_id].answers.append(remark)
    return list(threads.values())


def _order(thread):
    names = ["", *LABELS]
    return (names.index(thread.head.field), thread.place.ranges[0] if thread.place else (-1,), thread.head.pk)


class Texts:
    """The article's printed texts, each made ready when the first passage is looked for in it."""

    def __init__(self, article):
        self.article = article
        self.ready = {}

    def find(self, remark):
        if not remark.passage or not remark.field:
            return None
        if remark.field not in self.ready:
            self.ready[remark.field] = Text(blocks_of(self.article, remark.field))
        return self.ready[remark.field].find(remark.passage, remark.before, remark.after)


def blocks_of(article, name) -> list[str]:
    """A printed field as plain text, block by block."""
    if name == "body":
        return [plain(block) for block in text_blocks(parse(article.body))]
    if name == "illustrations":
        return [picture.caption for picture in in_order(article.illustrations.all())]
    if name == "keywords":
        return [", ".join(article.keyword_names())]
    return [str(getattr(article, name) or "")]


def field_with(article, passage) -> str:
    """The printed field that these words stand in; the text, if in none."""
    return next((name for name in LABELS if Text(blocks_of(article, name)).has(passage)), "body")

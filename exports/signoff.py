"""The sign-off sheet of an edition: every article with its hash, who wrote it, who approved it, who published it.

Written with the edition and kept in its row, so that nothing done later changes it. For editions older than the sheet
it is made from what is still known, and says so.
"""

from itertools import dropwhile, takewhile

from django.db.models import Q

from editorial.content import LABELS, fingerprint
from editorial.models import Article, Record, Review, Revision
from editorial.said import coded

from .models import Edition

SCHEMA = 1
COMPLETE = "complete"


def sheet_of(edition: Edition) -> dict:
    """The sheet as it was kept, or made now (`is_kept` is false) from what is left."""
    if edition.signoff:
        return {**edition.signoff, "is_kept": True}
    return {**drawn_up(edition), **ended(edition), "is_kept": False}


def drawn_up(edition: Edition) -> dict:
    """All of the sheet that is known as the edition is frozen, JSON-ready, in a constant number of queries."""
    snapshot, issue = edition.snapshot, edition.snapshot["issue"]
    people = _People(edition)
    return {
        "schema": SCHEMA,
        "bulletin": snapshot["bulletin"],
        "issue": issue,
        "notice": edition.notice,
        "fingerprint": edition.fingerprint,
        "frozen_at": edition.frozen_at.isoformat(),
        "frozen_by": edition.frozen_by,
        "published_at": None,
        "sections": [
            {"title": section["title"], "articles": [people.of(article) for article in section["articles"]]}
            for section in snapshot["sections"]
        ],
        "records": [],
        "files": [],
    }


def ended(edition: Edition) -> dict:
    """What is known once the edition is published: when, what was done on the way there, and its files."""
    return {
        "published_at": edition.published_at.isoformat() if edition.published_at else None,
        "records": _records(edition),
        "files": _files(edition),
    }


def _records(edition):
    """What was done to the issue between the edition before and the end of this one, moves alone."""
    before = edition.issue.editions.filter(number__lt=edition.number, status=Edition.Status.PUBLISHED)
    since = before.order_by("-number").values_list("published_at", flat=True).first()
    records = Record.objects.filter(issue=edition.issue_id, article=None).exclude(to_status="").order_by("at", "pk")
    rows = dropwhile(lambda record: record.verb == COMPLETE, records.filter(at__gt=since) if since else records)
    return [
        {"at": record.at.isoformat(), "actor": record.actor, "verb": record.verb, "note": coded(record.note)}
        for record in takewhile(lambda record: _belongs(record, edition), rows)
    ]


def _belongs(record, edition):
    """The mill says that it is done a moment after readers have the edition; the next thing is of another time."""
    return not edition.published_at or record.at <= edition.published_at or record.verb == COMPLETE


def _files(edition):
    ready = edition.renditions.filter(status="ready").order_by("format")
    return [{"format": each.format, "sha256": each.sha256, "size": each.size, "pages": each.pages} for each in ready]


class _People:
    """Who wrote and who answered for the articles of one edition."""

    def __init__(self, edition):
        articles = [article for section in edition.snapshot["sections"] for article in section["articles"]]
        keys = Article.objects.filter(uid__in=[article["uid"] for article in articles]).values_list("uid", "pk")
        self.keys = {uid.hex: pk for uid, pk in keys}
        self.revisions, self.answers = (
            _by_article(_revisions(edition, self.keys)),
            _by_article(_answers(edition, self.keys)),
        )

    def of(self, article) -> dict:
        mark = fingerprint({name: article[name] for name in LABELS})
        key = self.keys.get(article["uid"])
        saves = _up_to(self.revisions.get(key, []), mark)
        return {
            "anchor": article["anchor"],
            "title": article["title"],
            "fingerprint": mark,
            "revision": saves[-1].number if saves else None,
            "wrote": _writers(saves),
            "answers": [_answer(each) for each in self.answers.get(key, []) if each.fingerprint == mark],
        }


def _revisions(edition, keys):
    saved = Revision.objects.filter(article__in=keys.values(), at__lte=edition.frozen_at)
    return saved.select_related("by").defer("content").order_by("article", "number")


def _answers(edition, keys):
    """Approvals that stood as the edition was frozen."""
    given = Review.objects.filter(article__in=keys.values(), verdict="approved", undone_at=None)
    standing = given.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=edition.frozen_at), at__lte=edition.frozen_at)
    return standing.select_related("reviewer", "invitation").defer("content", "rendered").order_by("at", "pk")


def _by_article(rows):
    found = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(row)
    return found


def _up_to(saves, mark):
    """The saves up to the last that has this very text; all of them if none has."""
    last = max((at for at, save in enumerate(saves) if save.fingerprint == mark), default=len(saves) - 1)
    return saves[: last + 1]


def _writers(saves):
    """Everybody once, in the order they came; the name is empty where no person of the house saved it."""
    writers = {}
    for save in saves:
        name = str(save.by or "")
        writer = writers.setdefault(name, {"name": name, "from": save.at.isoformat(), "saves": 0})
        writer.update({"until": save.at.isoformat(), "saves": writer["saves"] + 1})
    return list(writers.values())


def _answer(review):
    return {
        "name": str(review.giver),
        "is_outside": review.reviewer_id is None,
        "at": review.at.isoformat(),
        "revision": review.revision,
    }

"""One article before its reviewer: the text as it will be read, what changed for this person, and who may answer."""

import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from . import answers, preflight, sights, telling, threads, workflow
from .comparison import Comparison, compare
from .content import fingerprint, printed
from .deadline import deadline_of_article
from .models import Article, Notification, Record, Review
from .moments import moment
from .permissions import UNDO_SECONDS, may_assign_reviewer, may_undo
from .plan_state import sentence
from .selectors import know_contributors, reviewers_for
from .sights import Since
from .story import Subject, newest


class Undoable(NamedTuple):
    """What one act answered, and how long it can still be taken back; usually it is one article."""

    review: Review
    given: list[Review]
    seconds: int  # that are left for it

    @property
    def told(self) -> str:
        """Whom the act tells, unless it is taken back."""
        of_it = Notification.objects.filter(review__in=[each.pk for each in self.given]).order_by("pk")
        return telling.whom(of_it.select_related("person"))


def item(article, user, *, opened="") -> dict:
    """Everything the screen shows of the article.

    `opened` is the fingerprint of the text the person had opened, if an answer to it was refused: what changed is
    then told since that one.
    """
    content = printed(article)
    know_contributors([article])
    since = _opened(article, opened) or sights.since(article, user)
    comparison = compare(since.content, content) if since.content else None
    return {
        "article": article,
        "seen": fingerprint(content),
        "since": since,
        "comparison": comparison,
        "dateline": _dateline(comparison or compare(content, content)),
        "since_said": since_said(since, comparison),
        "due": deadline_of_article(article),
        "why_not_approve": why_not(user, article, "approve"),
        "why_not_return": why_not(user, article, "return"),
        "colleagues": _colleagues(article, user),
        "findings": preflight.of_article(article),
        "history": newest(Subject(article=article)),
        "remarks": threads.of(article, user),
    }


def why_not(user, article, verb) -> str:
    """Why this person cannot give this answer to the article now, or an empty text."""
    move = workflow.MOVES[Article][verb]
    if reason := workflow.why_not(article, move.allowed(user, article)):
        return reason
    if article.status in move.sources:
        return ""
    return _("This is %(status)s and waits for no answer.") % {"status": article.get_status_display()}


def since_said(since: Since, comparison: Comparison | None) -> str:
    """Since when, and how much: “What changed since you saw it on Tuesday: 2 words, 1 sentence”."""
    if since.kind == "none":
        return _("New to you, and never approved: it is shown in full.")
    words = {"when": moment(since.at), "name": since.by, "said": comparison.said}
    return (CHANGED if comparison else UNCHANGED)[since.kind]() % words


# Called when they are shown: the language is the reader's.
CHANGED = {
    "opened": lambda: _("What changed since you opened it: %(said)s"),
    "seen": lambda: _("What changed since you saw it %(when)s: %(said)s"),
    "approved": lambda: _("What changed since %(name)s approved it %(when)s: %(said)s"),
    "published": lambda: _("What changed since it was published %(when)s: %(said)s"),
}
UNCHANGED = {
    "opened": lambda: _("Nothing has changed since you opened it."),
    "seen": lambda: _("Nothing has changed since you saw it %(when)s."),
    "approved": lambda: _("Nothing has changed since %(name)s approved it %(when)s."),
    "published": lambda: _("Nothing has changed since it was published %(when)s."),
}


def undoable(user) -> Undoable | None:
    """The person's last act of answering that can still be taken back, with all that it answered."""
    start = timezone.now() - datetime.timedelta(seconds=UNDO_SECONDS)
    rows = Review.objects.filter(reviewer=user, at__gt=start, undone_at=None, from_status=Article.Status.IN_REVIEW)
    for review in rows.select_related("article").defer("content", "rendered", "article__body").order_by("-pk")[:5]:
        if review.article.status == review.verdict and may_undo(user, review.article):
            left = UNDO_SECONDS - (timezone.now() - review.at).total_seconds()
            return Undoable(review, answers.of_one_act(review), max(1, round(left)))
    return None


def what_happened(article, say=sentence) -> str:
    """How the article came to be where it is, by whom: one sentence; or an empty one."""
    last = Record.objects.filter(article=article).exclude(to_status="").select_related("article__section").first()
    return say(last) if last else ""


def _opened(article, mark):
    revision = article.revisions.filter(fingerprint=mark).order_by("-number").first() if mark else None
    return Since("opened", revision.content, revision.at) if revision else None


def _dateline(comparison):
    """What stands beside the text on its page; what is empty and was empty is left out."""
    names = ("country", "month", "year", "keywords", "byline", "source_name", "source_url", "published_on")
    return [field for field in map(comparison.__getitem__, names) if field.before or field.after]


def _colleagues(article, user):
    """To whom the person may hand the article; None where that is not theirs."""
    reason = workflow.why_not(article, may_assign_reviewer(user, article))
    if reason or article.status != Article.Status.IN_REVIEW:
        return None
    reviewers_for([article])
    return [person for person in article.reviewers if person.pk not in (user.pk, article.reviewer_id)]

"""The one table of moves, and the one function that makes them.

Nothing else in this package writes a status. The same table draws the buttons, guards the POST and prints
the diagram in the README.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import answers, holding, preflight, signals, telling, versions
from .content import fingerprint, printed
from .models import Article, Issue, Record, Remark
from .permissions import (
    is_clock,
    is_mill,
    last_answer,
    may_approve,
    may_publish,
    may_review,
    may_submit,
    may_undo,
    may_write,
    require,
)
from .refusals import NotPossible

A, I = Article.Status, Issue.Status  # noqa: E741 - the table reads as a table


class Move(NamedTuple):
    sources: tuple
    target: str | Callable
    allowed: Callable
    label: str = ""
    needs_note: bool = False

    @property
    def is_offered(self):
        """Whether it is somebody's button; the others happen by an edit, the clock or the mill."""
        return bool(self.label)


def _back_to_work(issue):
    return I.CORRECTING if issue.published_at else I.PLANNED


MOVES = {
    Article: {
        "submit": Move((A.DRAFT, A.RETURNED), A.IN_REVIEW, may_submit, _("Submit for review")),
        "recall": Move((A.IN_REVIEW,), A.DRAFT, may_submit, _("Take back")),
        "approve": Move((A.IN_REVIEW,), A.APPROVED, may_approve, _("Approve")),
        "return": Move((A.IN_REVIEW, A.APPROVED), A.RETURNED, may_review, _("Return with a remark"), needs_note=True),
        "undo": Move((A.APPROVED, A.RETURNED), A.IN_REVIEW, may_undo, _("Undo")),
        "amend": Move((A.APPROVED,), A.IN_REVIEW, may_write),
        "reinstate": Move((A.IN_REVIEW,), A.APPROVED, may_write),
        "spike": Move((A.DRAFT, A.RETURNED, A.IN_REVIEW, A.APPROVED), A.SPIKED, may_write, _("Spike")),
        "revive": Move((A.SPIKED,), A.DRAFT, may_write, _("Revive")),
    },
    Issue: {
        "publish": Move((I.PLANNED, I.CORRECTING), I.PUBLISHING, may_publish, _("Publish")),
        "schedule": Move((I.PLANNED,), I.SCHEDULED, may_publish, _("Schedule")),
        "unschedule": Move((I.SCHEDULED,), I.PLANNED, may_publish, _("Unschedule")),
        "release": Move((I.SCHEDULED,), I.PUBLISHING, is_clock),
        "complete": Move((I.PUBLISHING,), I.PUBLISHED, is_mill),
        "fail": Move((I.PUBLISHING,), _back_to_work, is_mill, needs_note=True),
        "stop": Move((I.PUBLISHING,), _back_to_work, may_publish, _("Stop publishing")),
        "correct": Move((I.PUBLISHED,), I.CORRECTING, may_publish, _("Open for correction")),
        "withdraw": Move((I.PUBLISHED,), I.WITHDRAWN, may_publish, _("Withdraw"), needs_note=True),
    },
}


def open_moves(subject, user) -> list[tuple[str, Move]]:
    """The verbs this person may use on this subject now, in the table's order, for its buttons."""
    return [
        (verb, each)
        for verb, each in MOVES[type(subject)].items()
        if each.is_offered
        and subject.status in each.sources
        and not why_frozen(subject)
        and each.allowed(user, subject)
    ]


@transaction.atomic
def move(subject, verb, *, by, note="", seen="", was=""):
    """Lock, check the right, check the state, change, record; return the fresh subject.

    `by` is a User or a named Actor. `note` is the remark, the notice or the reason, and required where the
    table says so. `seen` is the fingerprint of the text the person looked at and `was` the status they saw it in;
    either refuses the move if it is another by now. Raises PermissionDenied (may not) or NotPossible (cannot).
    """
    each = MOVES[type(subject)][verb]
    fresh = holding.hold_subject(subject)
    require(each.allowed(by, fresh))
    _check_state(fresh, each, was)
    note = note.strip()
    if each.needs_note and not note:
        raise NotPossible(_("Say why: this cannot be done without a few words."))
    for check in _CHECKS.get((type(subject), verb), ()):
        check(fresh, seen)
    before, after = fresh.status, each.target(fresh) if callable(each.target) else each.target
    stamp = _STAMPS.get((type(subject), verb))
    _change(fresh, status=after, **(stamp(fresh, note) if stamp else {}))
    Record.objects.write(fresh, verb, by=by, note=note, from_status=before, to_status=after)
    if effect := _EFFECTS.get((type(subject), verb)):
        effect(fresh, by, note)
    return fresh


def _check_state(subject, each, was):
    if subject.status not in each.sources or (was and subject.status != was):
        raise NotPossible(
            _("This is %(status)s by now; somebody may have been faster than you.")
            % {"status": subject.get_status_display()}
        )
    if reason := why_frozen(subject):
        raise NotPossible(reason)


def why_frozen(subject):
    """Why nothing of this article can be moved now, or an empty text."""
    issue = subject.issue if isinstance(subject, Article) else None
    if issue is None or issue.is_open:
        return ""
    return _("Issue %(label)s is %(status)s; its articles cannot be changed.") % {
        "label": issue.label,
        "status": issue.get_status_display(),
    }


def why_not(article, answer) -> str:
    """Why somebody cannot act on the article now, or an empty text; `answer` is what permissions.py says of the act."""
    return str(why_frozen(article) if answer else answer.reason)


def _change(subject, **values):
    """One conditional UPDATE: where rows are not locked (SQLite) it still lets only one of two movers through."""
    if not type(subject).objects.filter(pk=subject.pk, status=subject.status).update(**values):
        raise NotPossible(_("Somebody else was faster than you; look at it again."))
    for name, value in values.items():
        setattr(subject, name, value)


def _same_text(article, seen):
    if seen and seen != fingerprint(printed(article)):
        raise NotPossible(_("The text has changed since you opened it. Read it again before you answer."))


def _nothing_blocks(issue, seen):
    if blockers := preflight.blockers(issue):
        raise NotPossible(*(finding.message for finding in blockers))


def _hour_is_set(issue, seen):
    if not issue.publish_at or issue.publish_at <= timezone.now():
        raise NotPossible(_("Choose an hour that is still to come."))


def _was_approved(article, seen):
    if not answers.withdrawn_approval_of(article, fingerprint(printed(article))):
        raise NotPossible(_("This text was never approved."))


def _nobody_answered(article, seen):
    if Remark.objects.filter(answers__review=last_answer(article)).exists():
        raise NotPossible(_("Somebody has answered your remark already. Write another one instead."))


def _spiked(article, by, note):
    if approval := answers.approval_of(article):
        telling.tell(telling.Event.WITHDRAWN, [approval.minder], by=by, subject=article, note=note)
    answers.revoke_approvals(article, by, note)
    Article.objects.filter(pk=article.pk).update(section=None, position=None)
    article.section = article.position = None


def _publishing(issue, by, note):
    versions.keep_issue(issue, by=by)
    signals.issue_publishing.send(sender=Issue, issue=issue, by=by, note=note)


def _published(issue, by, note):
    telling.published(issue)


def _reopened(issue, by, note):
    from . import revisions  # which moves what it withdraws

    revisions.reconsider(issue, by=by)


_CHECKS = {
    (Article, "approve"): (_same_text,),
    (Article, "return"): (_same_text,),
    (Article, "undo"): (_nobody_answered,),
    (Article, "reinstate"): (_was_approved,),
    (Issue, "publish"): (_nothing_blocks,),
    (Issue, "schedule"): (_hour_is_set, _nothing_blocks),
    (Issue, "release"): (_nothing_blocks,),
}
_EFFECTS = {
    (Article, "submit"): answers.submitted,
    (Article, "undo"): answers.undone,
    (Article, "reinstate"): answers.reinstated,
    (Article, "approve"): answers.approved,
    (Article, "return"): answers.returned,
    (Article, "spike"): _spiked,
    (Issue, "publish"): _publishing,
    (Issue, "release"): _publishing,
    (Issue, "correct"): _reopened,
    (Issue, "complete"): _published,
}
# Fields that change together with the status, in the same UPDATE: the constraints see both at once.
_STAMPS = {
    (Issue, "publish"): lambda issue, note: {"failure": ""},
    (Issue, "release"): lambda issue, note: {"failure": ""},
    (Issue, "complete"): lambda issue, note: {
        "published_at": issue.published_at or timezone.now(),
        "publish_at": None,
    },
    (Issue, "fail"): lambda issue, note: {"failure": note},
    (Issue, "withdraw"): lambda issue, note: {"notice": note},
}

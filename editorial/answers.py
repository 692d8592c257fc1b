"""Answers: what an approval and a return leave behind, and how they are withdrawn, taken back and revived.

The effects of the moves in workflow.py, which alone writes the status; each runs inside its transaction.
"""

import datetime
import uuid

from django.db.models import Max
from django.utils import timezone

from . import remarks, sights, telling, versions
from .actors import person
from .approved_text import approved_text
from .content import fingerprint, printed
from .models import Notification, Remark, Review
from .permissions import UNDO_SECONDS, Guest


def approval_of(article) -> Review | None:
    """The approval that stands, or None; whether the present text is still the one it means, preflight checks."""
    return article.reviews.standing().order_by("-pk").first()


def withdrawn_approval_of(article, mark) -> Review | None:
    """The approval of the text with this fingerprint that only an edit withdrew; it revives if the edit is reverted."""
    withdrawn = article.reviews.approvals().filter(fingerprint=mark).exclude(withdrawn_at=None)
    return withdrawn.order_by("-pk").first()


def submitted(article, by, note):
    versions.keep(article, "submitted", by=by)
    telling.tell(telling.Event.SUBMITTED, telling.reviewers_of(article), by=by, subject=article, note=note)


def approved(article, by, note):
    review = _answer(article, Review.Verdict.APPROVED, by, note)
    versions.keep(article, "approved", by=by)
    _saw(article, by)
    _send_on(telling.Event.APPROVED, review, note)


def returned(article, by, note):
    review = _answer(article, Review.Verdict.RETURNED, by, note)
    revoke_approvals(article, by, note, review)
    remark = Remark.objects.create(
        article=article, author=person(by), review=review, text=note, revision=review.revision
    )
    remarks.mention(remark, by=by, but=[article.editor], after=UNDO_SECONDS)
    _saw(article, by)
    _send_on(telling.Event.RETURNED, review, note, remark)


def join(articles) -> None:
    """The newest answers to these articles were one act: of one moment, told at one moment, taken back together."""
    newest = Review.objects.filter(article__in=articles).order_by().values("article").annotate(last=Max("pk"))
    ids, now = [each["last"] for each in newest], timezone.now()
    told = Notification.objects.filter(review__in=ids)
    told.update(at=now, ready_at=now + datetime.timedelta(seconds=UNDO_SECONDS))
    Review.objects.filter(pk__in=ids).update(act=uuid.uuid4(), at=now)


def of_one_act(review) -> list[Review]:
    """This answer, and those that were given together with it and not taken back since."""
    if review.act is None:
        return [review]
    rows = Review.objects.filter(act=review.act, undone_at=None).select_related("article")
    return list(rows.defer("content", "rendered", "article__body").order_by("pk"))


def undone(article, by, note):
    """As if the answer had not been given; its row stays and says that it was taken back."""
    review = article.reviews.order_by("-pk").first()
    review.notifications.all().delete()
    review.remarks.all().delete()
    review.revokes.update(revoked=False, revoked_with=None)
    if review.verdict == Review.Verdict.APPROVED:
        versions.forget(article, "approved", by=by)
    Review.objects.filter(pk=review.pk).update(undone_at=timezone.now(), revoked=True)
    sights.unsee(article, by)


def reinstated(article, by, note):
    """The approval stands again, for the revision that has its text again."""
    approval = withdrawn_approval_of(article, fingerprint(printed(article)))
    Review.objects.filter(pk=approval.pk).update(
        withdrawn_at=None, withdrawn_by=None, withdrawn_because="", revision=article.revisions.last_number()
    )


def revoke_approvals(article, by, note, review=None):
    approvals = article.reviews.approvals()
    approvals.filter(withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=person(by), withdrawn_because=note
    )
    approvals.update(revoked=True, revoked_with=review)


def _answer(article, verdict, by, note):
    content = printed(article)
    bulletin = article.bulletin
    return Review.objects.create(
        article=article,
        reviewer=person(by),
        invitation=by.invitation if isinstance(by, Guest) else None,
        verdict=verdict,
        fingerprint=fingerprint(content),
        content=content,
        rendered=approved_text(content, language=bulletin.language, parallel_language=bulletin.parallel_language),
        from_status=article.records.first().from_status,
        revision=article.revisions.last_number(),
    )


def _saw(article, by):
    """What somebody without an account saw is no use to the next look: they have none."""
    if reader := person(by):
        sights.saw(article, reader)
        telling.opened(article, reader)


def _send_on(event, review, note, remark=None):
    """The answer goes to the editor and to who asked somebody outside, but not before it can no longer be undone."""
    tell = {"subject": review.article, "review": review, "remark": remark, "note": note, "after": UNDO_SECONDS}
    asked_by = review.invitation.by if review.invitation else None
    telling.tell(event, [review.article.editor, asked_by], by=review.giver, **tell)

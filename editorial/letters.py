"""Letters: what goes out by mail, and the only writer of their status.

The row is the work and Celery only rings. A worker claims a letter by one conditional UPDATE, says in the row when the
server is about to get the text, and writes down the answer. A refusal for now is tried again later, a refusal for good
is kept. Where the answer was lost nobody knows whether the letter arrived: it stays "unknown" until a person decides.
"""

import datetime
import logging
import uuid

from django.conf import settings
from django.core.mail import BadHeaderError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import bell, composing, mail_choices, posting
from .models import Letter, Record

logger = logging.getLogger(__name__)

LEASE = datetime.timedelta(minutes=10)  # longer than a task may run
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)]
MOST_AT_ONCE = 200
GAVE_UP = "No answer from the workers"


def post(to_address, subject, text, html="", language="", *, person=None) -> Letter:
    """Queue a finished letter to any address, whether or not somebody with an account has it.

    Call it in the transaction of the act: what is undone is not sent. The words are forgotten once they are sent,
    because such letters may hold links that open doors. It has no "no more mails" links: use it for what somebody
    asked for, as an invitation, and `telling.tell` for what happens at the desk. `person` is the account it is for.
    """
    letter = Letter.objects.create(
        kind=Letter.Kind.POST,
        person=person,
        to=to_address,
        subject=composing.one_line(subject),
        text=text,
        html=html,
        language=language or settings.LANGUAGE_CODE,
    )
    transaction.on_commit(lambda: ring([letter.pk]), robust=True)
    return letter


def ring(letter_ids) -> None:
    """Tell the workers there is a letter to send."""
    from .tasks import send_letter  # the task calls back into this module

    bell.ring(send_letter, letter_ids)


class _Lost(Exception):
    """The claim ran out before the text went out: the letter is somebody else's now."""


def send(letter_id) -> bool:
    """Try to send one letter; whether the server took it from us here."""
    if not _claim(letter_id):
        return False
    letter = Letter.objects.select_related("person").get(pk=letter_id)
    try:
        return _try(letter)
    except _Lost:
        return False
    except Exception as error:
        return _went_wrong(letter, error)


def _try(letter):
    if not composing.compose(letter):
        return _settle(letter, Letter.Status.NEEDLESS)
    _ours(letter).update(**{name: getattr(letter, name) for name in composing.WRITTEN})
    posting.hand_over(composing.message(letter), before=lambda: _mark_handed(letter))
    return _settle(letter, Letter.Status.SENT, sent_at=timezone.now(), error="")


def _went_wrong(letter, error):
    match error:
        case posting.NotTaken():
            if error.is_of_address:
                mail_choices.mark_refused(letter.to, str(error))
            return _refused(letter, str(error), for_good=error.for_good)
        case posting.NoAnswer():
            return _settle(letter, Letter.Status.UNKNOWN, error=str(error))
        case BadHeaderError():
            return _refused(letter, str(error), for_good=True)
    logger.error("Letter %s failed in try %s", letter.pk, letter.attempts, exc_info=error)  # ours, or out of time
    return _broken(letter, f"{type(error).__name__}: {error}")


def _claim(letter_id):
    claim, now = uuid.uuid4(), timezone.now()
    free = Letter.objects.claimable(now).filter(pk=letter_id)
    return free.update(
        status=Letter.Status.SENDING,
        attempts=F("attempts") + 1,
        claim=claim,
        lease_until=now + LEASE,
        handed_at=None,
    )


def _ours(letter):
    return Letter.objects.filter(pk=letter.pk, claim=letter.claim, status=Letter.Status.SENDING)


def _mark_handed(letter):
    if not _ours(letter).update(handed_at=timezone.now()):
        raise _Lost


def _settle(letter, status, **values):
    """Write the outcome; whether it is that the letter is sent."""
    if letter.kind == Letter.Kind.POST and status in (Letter.Status.SENT, Letter.Status.FAILED):
        values.update(text="", html="")
    kept = _ours(letter).update(status=status, lease_until=None, **values)
    return bool(kept) and status == Letter.Status.SENT


def _refused(letter, reason, *, for_good=False):
    if for_good or letter.attempts >= Letter.MAX_ATTEMPTS:
        return _settle(letter, Letter.Status.FAILED, error=reason)
    pause = PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    return _settle(letter, Letter.Status.QUEUED, error=reason, try_at=timezone.now() + pause)


def _broken(letter, reason):
    if _ours(letter).exclude(handed_at=None).exists():
        return _settle(letter, Letter.Status.UNKNOWN, error=reason)
    return _refused(letter, reason)


def send_again(letter, *, by) -> bool:
    """A person's decision on a letter that failed or whose outcome is unknown; whether it waits now."""
    stuck = Letter.objects.filter(pk=letter.pk, status__in=[Letter.Status.FAILED, Letter.Status.UNKNOWN])
    if letter.kind == Letter.Kind.POST and not letter.text:
        return False
    with transaction.atomic():
        if not stuck.update(status=Letter.Status.QUEUED, attempts=0, try_at=timezone.now()):
            return False
        Record.objects.write(letter, "send again", by=by, note=str(letter))
        transaction.on_commit(lambda: ring([letter.pk]), robust=True)
    return True


def sweep() -> None:
    """Settle what a worker left behind, and ring for what waits. Runs every minute; twice does no harm."""
    now = timezone.now()
    for letter in Letter.objects.overdue(now)[:MOST_AT_ONCE]:
        _broken(letter, GAVE_UP)
    ring(list(Letter.objects.claimable(now).order_by("try_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]))

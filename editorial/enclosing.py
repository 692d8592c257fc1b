"""What people were told and have not read is put into letters: at once, or at the hour of the next digest."""

import datetime
import logging
import time
from collections import defaultdict
from types import SimpleNamespace

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .mail_choices import Choice, choice
from .models import Letter, Notification

logger = logging.getLogger(__name__)

GRACE = datetime.timedelta(seconds=5)  # an answer that is taken back in its last second is still being taken back
SILENCE = 10  # seconds
_bell = SimpleNamespace(silent_until=0)
STALE = datetime.timedelta(days=3)  # older news is in the app; nobody wants it by mail any more


def enclose(now=None) -> list[Letter]:
    """Write the letters that are due. Twice at the same time does no harm: each notification goes into one letter."""
    now = now or timezone.now()
    hour, digests, letters = last_digest_hour(now), defaultdict(list), []
    for notification in _waiting(now):
        wanted = choice(notification.person, notification.event)
        if wanted == Choice.AT_ONCE:
            letters.append(_put([notification], kind=Letter.Kind.AT_ONCE))
        elif wanted == Choice.DIGEST and notification.ready_at <= hour:
            digests[notification.person].append(notification)
    letters += [_put(several, kind=Letter.Kind.DIGEST, slot=hour) for several in digests.values()]
    return [letter for letter in letters if letter]


def ring(seconds) -> None:
    """Ask for the letters to be written that are due in so many seconds; if nobody hears it, the sweep will do.

    A bell that failed just now is left alone: each try may take seconds, and one act may tell of many articles.
    """
    from .tasks import post  # the task calls back into this module

    if time.monotonic() < _bell.silent_until:
        return
    try:
        post.apply_async(countdown=seconds + GRACE.seconds + 1, retry=False)
    except Exception as error:
        _bell.silent_until = time.monotonic() + SILENCE
        logger.warning("The bell is out of order, the sweep will do: %s", error)


def last_digest_hour(now) -> datetime.datetime:
    """The last hour at which digests went out, by the clock of the office."""
    today = timezone.localdate(now)
    days = [today - datetime.timedelta(days=1), today]
    hours = [datetime.datetime.combine(day, datetime.time(hour)) for day in days for hour in settings.DIGEST_HOURS]
    return max(moment for moment in map(timezone.make_aware, hours) if moment <= now)


def _waiting(now):
    rows = Notification.objects.ripe(now - GRACE).unread().filter(letter=None, person__is_active=True)
    return rows.filter(ready_at__gt=now - STALE).select_related("person").order_by("ready_at", "pk")


@transaction.atomic
def _put(notifications, **fields):
    """The letter with these notifications; None where somebody else has put them into one, or written this digest."""
    person = notifications[0].person
    if fields.get("slot"):
        letter, is_new = Letter.objects.get_or_create(person=person, slot=fields.pop("slot"), defaults=fields)
    else:
        letter, is_new = Letter.objects.create(person=person, **fields), True
    if not is_new:
        return None
    free = Notification.objects.filter(pk__in=[each.pk for each in notifications], letter=None)
    if free.update(letter=letter):
        return letter
    letter.delete()
    return None

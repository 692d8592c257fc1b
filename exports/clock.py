"""The clock's part of publishing: scheduled issues whose hour has come."""

import logging

from django.utils import timezone

from editorial import workflow
from editorial.models import Issue, Record
from editorial.permissions import CLOCK
from editorial.said import Said

logger = logging.getLogger(__name__)


def due(now=None):
    return Issue.objects.filter(status=Issue.Status.SCHEDULED, publish_at__lte=now or timezone.now())


def release(issue) -> bool:
    """Publish a scheduled issue; whether it went.

    One that is blocked stays scheduled and is tried again each minute, so that it goes as soon as it is mended.
    The desk sees the reasons in one record for each reason, not in one a minute.
    """
    try:
        workflow.move(issue, "release", by=CLOCK)
    except workflow.NotPossible as refusal:
        _say_why_once(issue, Said.all(refusal.reasons))
        return False
    return True


def _say_why_once(issue, reason):
    if not issue.records.filter(verb="keep back", note=reason).exists():
        logger.warning("%s was kept back: %s", issue, reason)
        Record.objects.write(issue, "keep back", by=CLOCK, note=reason)

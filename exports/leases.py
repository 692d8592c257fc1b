"""How a worker takes a row of work for itself: by one conditional UPDATE, for as long as a lease."""

import datetime
import uuid

from django.conf import settings
from django.db.models import F
from django.utils import timezone

# Longer than Celery's hard limit for a task: whoever still holds a lease after it is dead.
LEASE = datetime.timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 30)


def claim(rows, status) -> uuid.UUID | None:
    """A token if the one row is ours now; None if it is no longer among `rows`: done, or taken, or out of tries."""
    token = uuid.uuid4()
    taken = rows.update(status=status, attempts=F("attempts") + 1, claim=token, lease_until=timezone.now() + LEASE)
    return token if taken else None


def reason_of(error) -> str:
    """What went wrong, for the row."""
    return f"{type(error).__name__}: {error}"[:2000]

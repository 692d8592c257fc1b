"""The doorbell of the workers. The row is the work: whatever nobody hears, a sweep finds."""

import logging

logger = logging.getLogger(__name__)


def ring(task, keys) -> None:
    """Tell the workers of the rows with these keys. No failure passes from here, and none is waited for twice."""
    try:
        for key in keys:
            task.apply_async((key,), retry=False)
    except Exception as error:
        logger.warning("The bell is out of order, the sweep will do: %s", error)

"""A rendition's work in strands, one a section, so that as many workers as there are can set one issue.

The only writer of a strand's status. Claims are conditional UPDATEs with a lease, as everywhere in the mill; what
is set goes to the store of parts, and whoever assembles the issue finds it there or sets it again.
"""

import logging
import time
from math import ceil

from django.db.models import Q
from django.utils import timezone

from . import leases, rendering
from .models import Rendition, Strand

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The rendition is no longer wanted: its edition was given up or its publishing stopped."""


def spin(rendition) -> None:
    """The strands of a fresh rendition; none for an issue of one section, which one worker sets as fast alone."""
    sections = rendition.edition.snapshot["sections"]
    if rendering.FORMATS[rendition.format].is_stranded and len(sections) > 1:
        Strand.objects.bulk_create(Strand(rendition=rendition, number=number) for number in range(len(sections)))


def work_on(rendition, *, call=lambda count: None) -> bool:
    """Set strands of the rendition until none is free; whether all of them are done.

    `call` is asked, once a rendition, for as many more workers as there is work for. Raises RenderingFailed for
    what cannot be set.
    """
    while strand := _claim(rendition):
        if strand.is_first:
            call(rendition.strands.filter(status=Strand.Status.QUEUED).count())
        try:
            _set(strand)
        except Stopped:
            return False
        except rendering.RenderingFailed:
            raise
        except Exception as error:  # storage, a lost connection, a fault of ours: another try may end better
            logger.exception("Strand %s failed in try %s", strand.pk, strand.attempts)
            _give_back(strand, error)
    return not rendition.strands.exclude(status=Strand.Status.DONE).exists()


def seconds_left(rendition) -> int | None:
    """An estimate from the strands that are done and the hands that are at work; None before the first is done."""
    strands = list(rendition.strands.all())
    done = [strand.seconds for strand in strands if strand.status == Strand.Status.DONE]
    if not done or len(done) == len(strands):
        return None
    hands = max(1, sum(strand.status == Strand.Status.SETTING for strand in strands))
    return ceil(sum(done) / len(done) * (len(strands) - len(done)) / hands)


def _claim(rendition):
    """A strand that is ours now, or None: all are done, or at work elsewhere, or the rendition is not wanted."""
    late = Q(status=Strand.Status.SETTING, lease_until__lt=timezone.now())
    free = rendition.strands.filter(late | Q(status=Strand.Status.QUEUED))
    for number in free.values_list("pk", flat=True):
        ours = free.filter(pk=number, rendition__in=Rendition.objects.wanted(), attempts__lt=Rendition.MAX_ATTEMPTS)
        if leases.claim(ours, Strand.Status.SETTING):
            strand = Strand.objects.get(pk=number)
            strand.rendition = rendition  # with its snapshot, which is a megabyte to read again
            return strand
    return None


def _set(strand):
    start = time.monotonic()
    wanted = Rendition.objects.wanted().filter(pk=strand.rendition_id)

    def goes_on():
        if not wanted.exists():
            raise Stopped

    rendering.set_strand(strand.rendition.format, strand.rendition.edition.snapshot, strand.number, goes_on=goes_on)
    _ours(strand).update(status=Strand.Status.DONE, seconds=time.monotonic() - start, lease_until=None)


def _ours(strand):
    return Strand.objects.filter(pk=strand.pk, claim=strand.claim, status=Strand.Status.SETTING)


def _give_back(strand, error):
    reason = leases.reason_of(error)
    if strand.attempts >= Rendition.MAX_ATTEMPTS:
        raise rendering.RenderingFailed(reason) from error
    _ours(strand).update(status=Strand.Status.QUEUED, lease_until=None)

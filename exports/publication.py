"""Editions and renditions: the only writer of their status.

The row is the truth and a queue message only a hint: every step here is a conditional UPDATE that goes on only
if exactly one row changed, so that lost, doubled and late messages do no harm.
"""

import datetime
import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from editorial import bell, holding, preflight, workflow
from editorial.models import Issue
from editorial.permissions import MILL
from editorial.said import Said

from . import catalogue, clock, leases, rendering, signoff, strands
from .models import Edition, Rendition
from .snapshot import fingerprint, freeze

logger = logging.getLogger(__name__)

# Workers called to one rendition at most; more would stand in each other's way at the end.
MOST_HANDS = 8
GAVE_UP = _("it was tried %(times)s times without an end")


def freeze_edition(issue, *, by, note="") -> Edition:
    """The next edition of the issue with one rendition per format; call it inside the publishing transaction.

    The note becomes the notice of correction where there is an edition to correct. The bell rings after the
    commit, and nothing depends on it.
    """
    _give_up_stopped(issue)
    last = issue.editions.exclude(status=Edition.Status.FAILED).order_by("-number").first()
    number = last.number + 1 if last else 1
    notice = (note or issue.notice) if last else ""
    snapshot = freeze(issue, edition=number, notice=notice, published_on=timezone.localdate())
    _check_approvals(issue, snapshot)
    edition = Edition.objects.create(
        issue=issue,
        number=number,
        notice=notice,
        snapshot=snapshot,
        fingerprint=fingerprint(snapshot),
        frozen_by=str(by)[:120],
    )
    edition.signoff = signoff.drawn_up(edition)
    edition.save(update_fields=["signoff"])
    renditions = Rendition.objects.bulk_create(Rendition(edition=edition, format=name) for name in rendering.FORMATS)
    for rendition in renditions:
        strands.spin(rendition)
    transaction.on_commit(lambda: ring([rendition.pk for rendition in renditions]), robust=True)
    return edition


@transaction.atomic
def keep_past(issue, *, at) -> Edition:
    """The first edition of an issue that came out, at `at`, before this house kept editions; without files."""
    snapshot = freeze(issue, edition=1, published_on=timezone.localdate(at))
    edition = Edition.objects.create(
        issue=issue,
        number=1,
        status=Edition.Status.PUBLISHED,
        snapshot=snapshot,
        fingerprint=fingerprint(snapshot),
        frozen_at=at,
        published_at=at,
    )
    catalogue.enter(edition)
    return edition


def make_missing_files(edition) -> None:
    """Render here and now what a published edition has no file of; for editions kept by `keep_past`."""
    for name in rendering.FORMATS.keys() - set(edition.renditions.values_list("format", flat=True)):
        document = rendering.render(name, edition.snapshot)
        file, digest = _keep_file(document.content, rendering.FORMATS[name].extension)
        Rendition.objects.create(
            edition=edition,
            format=name,
            status=Rendition.Status.READY,
            file=file,
            sha256=digest,
            size=len(document.content),
            pages=document.pages,
            ready_at=timezone.now(),
        )


def ring(rendition_ids) -> None:
    """Tell the workers there is work."""
    from .tasks import render  # the task calls back into this module

    bell.ring(render, rendition_ids)


def _check_approvals(issue, snapshot):
    """Of the very text that was frozen: an edit may have been saved since the issue was looked through."""
    articles = [article for section in snapshot["sections"] for article in section["articles"]]
    if objections := preflight.unapproved(issue, articles):
        raise workflow.NotPossible(*objections)


def _give_up_stopped(issue):
    """Editions whose publishing was stopped: their number is free again."""
    issue.editions.filter(status=Edition.Status.RENDERING).update(status=Edition.Status.FAILED)


def render(rendition_id) -> bool:
    """Work on one rendition; whether its file was made here.

    Several workers may: each sets the strands it can claim, and the one that finds them all done makes the file.
    """
    rendition = Rendition.objects.wanted().select_related("edition").filter(pk=rendition_id).first()
    if rendition is None:
        return False
    try:
        if not strands.work_on(rendition, call=lambda count: ring([rendition_id] * min(count, MOST_HANDS))):
            return False
    except rendering.RenderingFailed as error:
        _fail(rendition, error.sentence)
        return False
    return _make_file(rendition_id)


def _make_file(rendition_id):
    if not (claim := _claim(rendition_id)):
        return False
    rendition = Rendition.objects.select_related("edition").get(pk=rendition_id)
    try:
        document = rendering.render(rendition.format, rendition.edition.snapshot)
        name, digest = _keep_file(document.content, rendering.FORMATS[rendition.format].extension)
    except rendering.RenderingFailed as error:
        _fail(rendition, error.sentence)
    except Exception as error:  # storage, time limit, a fault of ours: another try may end better
        logger.exception("Rendition %s failed in try %s", rendition_id, rendition.attempts)
        _give_back(rendition, claim, error)
    else:
        return _ready(rendition, claim, document, name, digest)
    return False


def _claim(rendition_id):
    return leases.claim(Rendition.objects.claimable().filter(pk=rendition_id), Rendition.Status.RENDERING)


def _keep_file(content, extension):
    """Store by content hash: a file of that name is that content, and is never written over."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"editions/{digest[:2]}/{digest}.{extension}"
    if not _is_kept(name, digest):
        # A torn file under this name keeps it; the storage then answers with another name.
        name = default_storage.save(name, ContentFile(content))
    return name, digest


def _is_kept(name, digest):
    if not default_storage.exists(name):
        return False
    with default_storage.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest() == digest


def _ready(rendition, claim, document, name, digest):
    kept = Rendition.objects.held(claim).update(
        status=Rendition.Status.READY,
        file=name,
        sha256=digest,
        size=len(document.content),
        pages=document.pages,
        faults=[fault._asdict() for fault in document.faults],
        error="",
        lease_until=None,
        ready_at=timezone.now(),
    )
    if kept:
        finish(rendition.edition_id)
    return bool(kept)


def _give_back(rendition, claim, error):
    reason = leases.reason_of(error)
    if rendition.attempts >= Rendition.MAX_ATTEMPTS:
        _fail(rendition, reason)
    else:
        Rendition.objects.held(claim).update(status=Rendition.Status.QUEUED, error=reason, lease_until=None)


@transaction.atomic
def finish(edition_id) -> bool:
    """Publish the edition if all its formats are ready; whether it was published by this call.

    Readers see the edition, its articles and its files at the commit, all at once.
    """
    _hold_issue(edition_id)
    unready = Rendition.objects.filter(edition=edition_id).exclude(status=Rendition.Status.READY)
    waiting = Edition.objects.filter(pk=edition_id, status=Edition.Status.RENDERING).exclude(renditions__in=unready)
    if not waiting.update(status=Edition.Status.PUBLISHED, published_at=timezone.now()):
        return False
    edition = Edition.objects.select_related("issue").get(pk=edition_id)
    catalogue.enter(edition)
    workflow.move(edition.issue, "complete", by=MILL)
    if edition.signoff:
        Edition.objects.filter(pk=edition_id).update(signoff={**edition.signoff, **signoff.ended(edition)})
    return True


def _hold_issue(edition_id):
    """Before its edition, as whoever publishes it again holds them."""
    holding.hold_subject(Issue.objects.get(editions=edition_id))


@transaction.atomic
def _fail(rendition, cause):
    """Give the edition up and hand the issue back to its publisher, with the reason."""
    cause = cause.strip() or Said(_("for an unknown reason"))
    _hold_issue(rendition.edition_id)
    failed = Rendition.objects.wanted().filter(pk=rendition.pk).exclude(status=Rendition.Status.READY)
    if not failed.update(status=Rendition.Status.FAILED, error=cause, lease_until=None):
        return
    editions = Edition.objects.filter(pk=rendition.edition_id, status=Edition.Status.RENDERING)
    if editions.update(status=Edition.Status.FAILED):
        label = rendering.FORMATS[rendition.format].label
        reason = Said(_("%(format)s could not be made: %(cause)s"), format=label, cause=cause)
        workflow.move(rendition.edition.issue, "fail", by=MILL, note=reason)


def sweep() -> None:
    """Find what no bell announced and finish what was left half done. Runs every minute; twice does no harm."""
    now = timezone.now()
    for rendition in Rendition.objects.exhausted(now).select_related("edition__issue"):
        _guarded(_fail, rendition, rendition.error or Said(GAVE_UP, times=rendition.attempts))
    overdue = now - datetime.timedelta(seconds=30)  # younger ones are most likely still on their way by bell
    ring(list(Rendition.objects.claimable(now).filter(created_at__lt=overdue).values_list("pk", flat=True)))
    for pk in Edition.objects.filter(status=Edition.Status.RENDERING).values_list("pk", flat=True):
        _guarded(finish, pk)
    for issue in clock.due(now):
        _guarded(clock.release, issue)


def _guarded(step, *arguments):
    """One broken row must not keep the sweep from all the others."""
    try:
        step(*arguments)
    except Exception:
        logger.exception("The sweep could not %s %s", step.__name__.strip("_"), arguments[0])

"""Proofs of whole issues: the only writer of their status.

One row an issue, as the newest proof: asking again sends it round once more, and until the new file is there the
old one stays, with its pages. As with editions the row is the truth and the bell a hint: see publication.py.
"""

import datetime
import hashlib
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editorial import bell
from editorial.content import fingerprint
from editorial.models import Article, Record
from editorial.said import Said
from editorial.workflow import NotPossible

from . import leases, rendering
from .models import Edition, Proof
from .snapshot import freeze

logger = logging.getLogger(__name__)

ON_ITS_WAY = datetime.timedelta(seconds=30)  # younger ones need no second bell


@transaction.atomic
def ask(issue, *, by) -> Proof:
    """Have a proof made of the issue as it will stand when a worker takes it up. The bell rings after the commit.

    Raises NotPossible for an issue without an article. Asked again while one is being made, that one is given up.
    """
    if not Article.objects.filter(section__issue=issue).exists():
        raise NotPossible(_("The issue has no article yet."))
    proof, _created = Proof.objects.get_or_create(issue=issue)
    Proof.objects.filter(pk=proof.pk).update(
        status=Proof.Status.QUEUED,
        attempts=0,
        claim=None,
        lease_until=None,
        error="",
        asked_at=timezone.now(),
        asked_by=str(by)[:120],
    )
    Record.objects.write(issue, "proof", by=by)
    transaction.on_commit(lambda: ring([proof.pk]), robust=True)
    proof.refresh_from_db()
    return proof


def ring(proof_ids) -> None:
    """Tell a worker there is work."""
    from .tasks import make_proof  # the task calls back into this module

    bell.ring(make_proof, proof_ids)


def frozen(issue) -> dict:
    """What a proof of the issue shows: its snapshot as the next edition, of no date."""
    last = issue.editions.exclude(status=Edition.Status.FAILED).order_by("-number").values_list("number", flat=True)
    number = (last.first() or 0) + 1
    return freeze(issue, edition=number, notice=issue.notice if number > 1 else "")


def make(proof_id) -> bool:
    """Make the file of one proof, if it is still wanted and nobody else's; whether it was made here."""
    if not (claim := _claim(proof_id)):
        return False
    proof = Proof.objects.select_related("issue__bulletin").get(pk=proof_id)
    try:
        snapshot = frozen(proof.issue)
        document = rendering.render("pdf", snapshot, draft=timezone.localtime())
        name = _keep_file(document.content, claim)
    except rendering.RenderingFailed as error:
        _fail(claim, error.sentence)
    except Exception as error:  # storage, time limit, a fault of ours: another try may end better
        logger.exception("Proof %s failed in try %s", proof_id, proof.attempts)
        _give_back(proof, claim, error)
    else:
        return _ready(proof, claim, snapshot, document, name)
    return False


def _claim(proof_id):
    return leases.claim(Proof.objects.claimable().filter(pk=proof_id), Proof.Status.RENDERING)


def _keep_file(content, claim):
    """Store by content hash. With the claim in its name no other proof can have the file, so it can be deleted."""
    digest = hashlib.sha256(content).hexdigest()
    return default_storage.save(f"proofs/{digest}-{claim.hex[:8]}.pdf", ContentFile(content))


def _ready(proof, claim, snapshot, document, name):
    articles = [article for section in snapshot["sections"] for article in section["articles"]]
    kept = Proof.objects.held(claim).update(
        status=Proof.Status.READY,
        fingerprint=fingerprint(snapshot),
        file=name,
        size=len(document.content),
        pages=document.pages,
        page_of={each["anchor"]: document.page_of.get(each["anchor"]) for each in articles},
        print_of={each["anchor"]: fingerprint_of(each) for each in articles},
        faults=[fault._asdict() for fault in document.faults],
        error="",
        lease_until=None,
        ready_at=timezone.now(),
    )
    _forget(proof.file.name if kept else name)
    return bool(kept)


def fingerprint_of(article: dict) -> str:
    """Of an article of a snapshot: the same as of what the newsroom calls printed."""
    return fingerprint({name: value for name, value in article.items() if name not in ("uid", "anchor")})


def _forget(name):
    """Delete a file that no proof has any more; one left behind costs nothing but its room."""
    try:
        if name:
            default_storage.delete(name)
    except Exception as error:
        logger.warning("The file %s could not be deleted: %s", name, error)


def _give_back(proof, claim, error):
    reason = leases.reason_of(error)
    if proof.attempts >= Proof.MAX_ATTEMPTS:
        _fail(claim, reason)
    else:
        Proof.objects.held(claim).update(status=Proof.Status.QUEUED, error=reason, lease_until=None)


def _fail(claim, cause):
    cause = cause.strip() or Said(gettext_noop("for an unknown reason"))
    Proof.objects.held(claim).update(status=Proof.Status.FAILED, error=cause, lease_until=None)


def sweep() -> None:
    """Find what no bell announced, and what was tried in vain. Runs every minute; twice does no harm."""
    now = timezone.now()
    for proof in Proof.objects.exhausted(now):
        cause = proof.error or Said(gettext_noop("it was tried %(times)s times without an end"), times=proof.attempts)
        spent = Proof.objects.exhausted(now).filter(pk=proof.pk, claim=proof.claim)
        spent.update(status=Proof.Status.FAILED, error=cause, lease_until=None)
    ring(list(Proof.objects.claimable(now).filter(asked_at__lt=now - ON_ITS_WAY).values_list("pk", flat=True)))

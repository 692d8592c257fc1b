"""The mill as it runs: two worker processes that set the strands of a rendition and put its file together."""

import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from .references import Timed

BIN = Path(sys.executable).parent
WORKERS = 2
PATIENCE = 900
LOOK = 0.005  # seconds between two looks at the row
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


@contextmanager
def running_mill():
    """A function that has an edition rendered by the workers, from the bell to the row that says it is ready."""
    from bulletin.celery import app
    from bulletin.demo.children import Children
    from editorial.models import Bulletin

    call_command("migrate", verbosity=0)
    bulletin = Bulletin.objects.create(slug="benchmark", title="Meridian Labour Review", language="en")
    children = Children(settings.DATA_DIR / "log")
    try:
        children.start("worker", BIN / "celery", "-A", "bulletin", "worker", "--concurrency", WORKERS, *QUIET)
        _wait(lambda: app.control.ping(timeout=1.0, limit=1), children)
        yield lambda snapshot: _rendered(bulletin, snapshot, children)
    finally:
        children.stop()


def _rendered(bulletin, snapshot, children):
    from exports import publication
    from exports.models import Rendition

    rendition = _rows(bulletin, snapshot)
    start = time.perf_counter()
    publication.ring([rendition.pk])
    row = Rendition.objects.filter(pk=rendition.pk)
    _wait(lambda: row.filter(status__in=[Rendition.Status.READY, Rendition.Status.FAILED]).exists(), children)
    seconds = time.perf_counter() - start
    rendition.refresh_from_db()
    if rendition.status != Rendition.Status.READY:
        raise RuntimeError(f"The rendition failed: {rendition.error}")
    _wait(lambda: row.exclude(edition__published_at=None).exists(), children)  # their hands are free again
    return Timed(seconds, rendition.file.open().read())


def _rows(bulletin, snapshot):
    """An issue at the moment of publishing, in one format."""
    from editorial.models import Issue
    from exports import strands
    from exports.models import Edition, Rendition

    issue = Issue.objects.create(
        bulletin=bulletin,
        number=bulletin.issues.count() + 1,
        year=2026,
        date_from="2026-12-28",
        date_to="2027-01-03",
        status=Issue.Status.PUBLISHING,
    )
    edition = Edition.objects.create(issue=issue, number=1, snapshot=snapshot, fingerprint="")
    rendition = Rendition.objects.create(edition=edition, format="pdf")
    strands.spin(rendition)
    return rendition


def _wait(condition, children):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline or children.fallen():
            raise RuntimeError(f"The workers do not answer:\n{children.last_words('worker')}")
        time.sleep(LOOK)


def rendered_here(snapshot: dict) -> Timed:
    """The whole edition in this process, from nothing: what the workers have kept stays out of it."""
    from django.test import override_settings

    from exports import rendering

    parts = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "alone"}
    with override_settings(CACHES={**settings.CACHES, "parts": parts}):
        start = time.perf_counter()
        content = rendering.render("pdf", snapshot).content
    return Timed(time.perf_counter() - start, content)

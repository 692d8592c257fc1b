"""Issues as readers find them: taken down the real road, with a few bytes where the mill would render."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from editorial import workflow
from exports import publication
from exports.models import Rendition
from tests.factories import make_bulletin, make_ready_issue, make_user

CONTENT = {
    "pdf": b"%PDF-1.7 " + bytes(range(256)) * 4,
    "html": b"<!doctype html><p>Whole issue",
    "epub": b"PK Whole issue",
    "text": b"Whole issue",
}


def make_published(issue, *, notice=""):
    """Publish a ready issue, or one that is being corrected as its next edition."""
    issue = workflow.move(issue, "publish", by=make_user("publisher"), note=notice)
    make_files(issue.editions.first())
    issue.refresh_from_db()
    return issue


def make_published_issue(bulletin=None, *, number=46, articles=2, **fields):
    return make_published(make_ready_issue(bulletin=bulletin, number=number, articles=articles, **fields))


def make_files(edition):
    for rendition in edition.renditions.all():
        content = CONTENT[rendition.format]
        name = default_storage.save(f"editions/{rendition.public_id}.{rendition.format}", ContentFile(content))
        values = {"status": "ready", "file": name, "size": len(content), "ready_at": timezone.now()}
        Rendition.objects.filter(pk=rendition.pk).update(**values)
    publication.finish(edition.pk)


def make_correction(issue, *, notice="A figure was wrong."):
    """The issue's next edition, as its articles are now."""
    return make_published(workflow.move(issue, "correct", by=make_user("publisher")), notice=notice)


def make_withdrawn(issue, *, notice="Taken back: the source was invented."):
    return workflow.move(issue, "withdraw", by=make_user("publisher"), note=notice)


def make_counterparts(**fields):
    """An English bulletin and its Russian edition."""
    english = make_bulletin("Harbour Weekly", slug="harbour", **fields)
    russian = make_bulletin("Портовый вестник", slug="harbour-ru", language="ru", parallel_language="", label="Выпуск")
    english.counterparts.add(russian)
    return english, russian


def address(name, issue, *more):
    """The path of one of the issue's pages: `issue`, `article` (with an anchor), `download` (with a name) …"""
    return reverse(f"bulletin:{name}", args=[issue.bulletin.slug, issue.year, issue.number, *more])


def file_name(issue, ending="pdf"):
    return f"{issue.bulletin.slug}-{issue.label}.{ending}"


def first_article(issue):
    return issue.sections.first().articles.first()


def read(response):
    """All bytes of an answer; a file of it is closed by that."""
    return b"".join(response)


def status(client, path):
    response = client.get(path)
    read(response)
    return response.status_code

import pytest

from editorial import workflow
from exports import publication, rendering
from exports.models import Edition
from tests.factories import make_ready_issue


@pytest.fixture
def quick_formats(monkeypatch):
    """Formats that cost nothing: publication is tested here, not layout."""

    def render(name, snapshot, *, draft=False):
        return rendering.Document(f"{name} of {snapshot['issue']['number']}".encode(), 3)

    monkeypatch.setattr(publication.rendering, "render", render)


@pytest.fixture
def publish(publisher, quick_formats):
    """Publish an issue and hand back its fresh edition, nothing rendered yet."""

    def publish(issue=None, **options):
        issue = issue or make_ready_issue()
        workflow.move(issue, "publish", by=publisher, **options)
        return Edition.objects.filter(issue=issue).latest("pk")

    return publish


@pytest.fixture
def run_mill():
    """Do what the workers would for an edition."""

    def run(edition):
        for pk in edition.renditions.values_list("pk", flat=True):
            publication.render(pk)
        edition.refresh_from_db()
        return edition

    return run

import io

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone
from PIL import Image

from bulletin.demo import archive, drawing, seed
from bulletin.demo.people import PASSWORD, PEOPLE
from editorial import preflight, suspicion
from editorial.models import Article, Issue, Record, Revision, SearchText, User, Version
from exports.models import Edition, PrintedArticle, Rendition

pytestmark = pytest.mark.django_db


def run(command, **options):
    out = io.StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def statuses(slug, number):
    articles = Article.objects.filter(section__issue__bulletin__slug=slug, section__issue__number=number)
    return dict(articles.values_list("status").annotate(Count("pk")).order_by("status"))


def test_the_demo_is_written_once_with_issues_in_three_states():
    said = run("seed")
    assert all(person.email in said for person in PEOPLE)
    assert set(Issue.objects.values_list("bulletin__slug", "number", "status")) == {
        ("meridian", 46, "published"),
        ("meridian", 47, "scheduled"),
        ("meridian", 48, "planned"),
        ("meridian-ru", 46, "planned"),
    }
    assert statuses("meridian", 48) == {"approved": 3, "draft": 3, "in_review": 2, "returned": 1}
    assert Article.objects.unplaced().count() == 2
    assert preflight.blockers(Issue.objects.get(bulletin__slug="meridian-ru")) == []

    in_hand = Issue.objects.get(bulletin__slug="meridian", number=48)
    assert (in_hand.due_at > timezone.now(), in_hand.target_pages) == (True, 24)
    assert Article.objects.filter(reviewer__name="Mpho Pillay").count() == 2
    assert Version.objects.get(occasion="kept").name == "As it came in"
    assert [{twin.one, twin.other} for twin in suspicion.suspected()] == [{"cooperatives", "co-operatives"}]

    edition = Edition.objects.current().get()
    renditions = {rendition.format: rendition for rendition in edition.renditions.all()}
    assert {name: rendition.status for name, rendition in renditions.items()} == dict.fromkeys(
        ("pdf", "html", "epub", "text"), Rendition.Status.READY
    )
    with renditions["pdf"].file.open() as file:
        assert file.read(5) == b"%PDF-"
    assert [each.label for each in edition.issue.counterparts()] == ["46.2026"]

    before = Record.objects.count()
    assert run("seed") == "The demo is there already.\n"
    assert Record.objects.count() == before


def test_every_role_can_sign_in_to_the_demo(client):
    for person in PEOPLE:
        seed._account(person)
    for person in PEOPLE:
        assert client.login(username=person.email, password=PASSWORD)
        assert [group.name for group in User.objects.get(email=person.email).groups.all()] == [person.role]


@pytest.mark.parametrize("draw", [drawing.harbour, drawing.railway, drawing.workshop])
def test_pictures_are_pictures_and_always_the_same(draw):
    image = Image.open(io.BytesIO(draw()))
    assert (image.format, image.size) == ("JPEG", drawing.SIZE)
    assert draw() == draw()


def test_an_archive_is_made_of_published_editions():
    bulletin = archive.write_archive(issues=3, articles=5)
    assert [issue.label for issue in bulletin.issues.all()] == ["52.2025", "51.2025", "50.2025"]
    assert Edition.objects.current().count() == 3
    assert PrintedArticle.objects.count() == 15
    assert Revision.objects.count() == 15
    issue = bulletin.issues.first()
    assert preflight.blockers(issue) == []
    assert SearchText.objects.count() == 15


def test_an_archive_grows_further_back():
    archive.write_archive(issues=1, articles=2)
    bulletin = archive.write_archive(issues=2, articles=2)
    assert [issue.label for issue in bulletin.issues.all()] == ["52.2025", "51.2025", "50.2025"]

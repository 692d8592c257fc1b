import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from editorial import revisions, workflow
from editorial.models import Article, Keyword
from editorial.permissions import MILL
from editorial.said import Said
from exports import publication
from exports.models import Edition, PrintedArticle, Rendition
from exports.rendering import FORMATS, RenderingFailed
from tests.factories import make_ready_issue, make_user

pytestmark = pytest.mark.django_db


def one(edition, name="pdf"):
    return edition.renditions.get(format=name)


def content(rendition):
    with rendition.file.open() as file:
        return file.read()


def correct(issue, publisher, *, title="Corrected"):
    """Open a published issue, change its first article and have it approved again."""
    workflow.move(issue, "correct", by=publisher)
    article = Article.objects.filter(section__issue=issue).order_by("position").first()
    article.title = title
    article.save()
    revisions.keep(article, by=publisher)
    workflow.move(article, "approve", by=make_user("reviewer"))


class TestFreezing:
    def test_publishing_freezes_an_edition_with_a_rendition_for_each_format(self, publish):
        edition = publish()
        assert (edition.number, edition.status, edition.issue.status) == (1, "rendering", "publishing")
        assert sorted(edition.renditions.values_list("format", "status")) == sorted(
            (name, "queued") for name in FORMATS
        )

    def test_an_edition_that_cannot_be_frozen_undoes_the_move(self, publisher, monkeypatch):
        issue = make_ready_issue()
        monkeypatch.setattr(publication, "freeze", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            workflow.move(issue, "publish", by=publisher)
        issue.refresh_from_db()
        assert (issue.status, Edition.objects.count()) == ("planned", 0)

    def test_the_bell_rings_once_for_each_rendition_after_the_commit(
        self, publish, monkeypatch, django_capture_on_commit_callbacks
    ):
        rung = []
        monkeypatch.setattr(publication, "ring", rung.extend)
        with django_capture_on_commit_callbacks(execute=True):
            edition = publish()
            assert rung == []
        assert sorted(rung) == sorted(edition.renditions.values_list("pk", flat=True))

    def test_a_broken_bell_does_not_fail_the_request(self, publish, monkeypatch, django_capture_on_commit_callbacks):
        tried = []

        def broken(*args, **kwargs):
            tried.append(args)
            raise ConnectionError("no broker")

        monkeypatch.setattr("exports.tasks.render.apply_async", broken)
        with django_capture_on_commit_callbacks(execute=True):
            publish()
        assert len(tried) == 1  # one wait for a dead broker is enough

    def test_two_editions_of_one_number_are_refused_by_the_database(self, publish):
        edition = publish()
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(issue=edition.issue, number=1, snapshot={}, fingerprint="x")


class TestClaiming:
    def test_of_two_claimers_one_wins(self, publish):
        rendition = one(publish())
        claims = [publication._claim(rendition.pk), publication._claim(rendition.pk)]
        assert [bool(claim) for claim in claims] == [True, False]

    def test_a_lease_that_ran_out_can_be_claimed_again(self, publish):
        rendition = one(publish())
        publication._claim(rendition.pk)
        Rendition.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
        assert publication._claim(rendition.pk)
        rendition.refresh_from_db()
        assert rendition.attempts == 2

    def test_a_worker_that_lost_its_lease_changes_nothing(self, publish, monkeypatch):
        rendition = one(publish())

        def slow(name, snapshot, *, draft=False):
            Rendition.objects.filter(pk=rendition.pk).update(lease_until=timezone.now() - datetime.timedelta(1))
            publication._claim(rendition.pk)  # somebody else takes over meanwhile
            return publication.rendering.Document(b"late")

        monkeypatch.setattr(publication.rendering, "render", slow)
        assert publication.render(rendition.pk) is False
        rendition.refresh_from_db()
        assert (rendition.status, rendition.file.name) == ("rendering", "")

    def test_a_rendition_of_a_failed_edition_is_not_made(self, publish):
        edition = publish()
        Edition.objects.update(status="failed")
        assert publication.render(one(edition).pk) is False

    def test_an_unknown_rendition_is_nothing(self, db):
        assert publication.render(99999) is False


class TestPublishing:
    def test_readers_see_the_edition_when_the_last_format_is_ready(self, publish):
        edition = publish()
        *first, last = edition.renditions.all()
        for rendition in first:
            assert publication.render(rendition.pk)
        assert (Edition.objects.current().count(), PrintedArticle.objects.count()) == (0, 0)
        publication.render(last.pk)
        edition.refresh_from_db()
        assert (edition.status, edition.issue.status) == ("published", "published")
        assert list(Edition.objects.current()) == [edition]

    def test_the_catalogue_has_the_articles_with_their_keywords(self, publish, run_mill):
        edition = run_mill(publish(make_ready_issue(articles=2, keywords=("wages", "brics+"))))
        rows = edition.printed_articles.all()
        assert [row.anchor for row in rows] == [
            article["anchor"] for section in edition.snapshot["sections"] for article in section["articles"]
        ]
        assert [[word.name for word in row.keywords.order_by("pk")] for row in rows] == [["wages", "brics+"]] * 2

    def test_a_keyword_removed_meanwhile_comes_back(self, publish, run_mill):
        edition = publish(make_ready_issue(articles=1, keywords=("wages",)))
        Keyword.objects.all().delete()
        run_mill(edition)
        assert [word.name for word in edition.printed_articles.get().keywords.all()] == ["wages"]

    def test_finishing_twice_is_harmless(self, publish, run_mill):
        edition = run_mill(publish())
        assert publication.finish(edition.pk) is False
        assert edition.printed_articles.count() == 2
        assert edition.issue.records.filter(verb="complete").count() == 1

    def test_a_doubled_message_renders_once(self, publish, run_mill):
        edition = run_mill(publish())
        assert publication.render(one(edition).pk) is False
        assert one(edition).attempts == 1

    def test_files_are_named_by_their_content(self, publish, run_mill):
        rendition = one(run_mill(publish()))
        assert rendition.file.name == f"editions/{rendition.sha256[:2]}/{rendition.sha256}.pdf"
        assert (content(rendition), rendition.size, rendition.pages) == (b"pdf of 46", 9, 3)

    def test_a_torn_file_is_not_taken_for_the_whole(self, publish, run_mill):
        name, _digest = publication._keep_file(b"pdf of 46", "pdf")
        default_storage.delete(name)
        default_storage.save(name, ContentFile(b"pdf o"))
        rendition = one(run_mill(publish()))
        assert rendition.file.name != name
        assert content(rendition) == b"pdf of 46"

    def test_the_same_content_is_stored_once(self):
        assert publication._keep_file(b"same", "pdf") == publication._keep_file(b"same", "pdf")


class TestFailing:
    @pytest.fixture
    def broken(self, monkeypatch, quick_formats):
        quick = publication.rendering.render

        def breaks(error):
            def render(name, snapshot, *, draft=False):
                if name == "pdf":
                    raise error
                return quick(name, snapshot)

            monkeypatch.setattr(publication.rendering, "render", render)

        return breaks

    def test_what_cannot_be_rendered_gives_the_issue_back_with_the_reason(self, publish, broken, run_mill):
        broken(RenderingFailed(Said("A text is nested too deeply.")))
        edition = run_mill(publish())
        assert (edition.status, edition.issue.status) == ("failed", "planned")
        assert edition.issue.failure == "PDF could not be made: A text is nested too deeply."
        with translation.override("ru"):
            said = "PDF: изготовить не удалось. Слишком глубокая вложенность текста."
            assert str(edition.issue.failure) == said
        assert (one(edition).status, one(edition).attempts) == ("failed", 1)

    def test_another_error_is_tried_three_times(self, publish, broken):
        broken(OSError("disk full"))
        edition = publish()
        seen = []
        for _try in range(4):
            publication.render(one(edition).pk)
            seen.append(one(edition).status)
        edition.refresh_from_db()
        assert seen == ["queued", "queued", "failed", "failed"]
        assert edition.issue.failure == "PDF could not be made: OSError: disk full"

    def test_the_next_try_of_the_publisher_is_edition_one_again(self, publish, broken, run_mill, monkeypatch):
        mended = publication.rendering.render
        broken(RenderingFailed("No."))
        issue = run_mill(publish()).issue
        monkeypatch.setattr(publication.rendering, "render", mended)
        again = run_mill(publish(issue))
        assert (again.number, again.status) == (1, "published")
        issue.refresh_from_db()
        assert issue.failure == ""


class TestCorrecting:
    def test_readers_keep_the_old_edition_until_the_new_one_is_ready(self, publish, publisher, run_mill):
        first = run_mill(publish())
        issue = first.issue
        correct(issue, publisher)
        second = publish(issue, note="A name was wrong.")
        assert (second.number, second.notice) == (2, "A name was wrong.")
        assert list(Edition.objects.current()) == [first]
        run_mill(second)
        assert list(Edition.objects.current()) == [second]
        assert second.printed_articles.first().title == "Corrected"

    def test_a_failed_correction_leaves_readers_and_the_issue_as_they_were(
        self, publish, publisher, run_mill, monkeypatch
    ):
        first = run_mill(publish())
        correct(first.issue, publisher)

        def fails(*args, **kwargs):
            raise RenderingFailed("No.")

        monkeypatch.setattr(publication.rendering, "render", fails)
        second = run_mill(publish(first.issue))
        assert (second.status, second.issue.status) == ("failed", "correcting")
        assert list(Edition.objects.current()) == [first]

    def test_a_withdrawn_issue_is_seen_by_nobody(self, publish, publisher, run_mill):
        issue = run_mill(publish()).issue
        workflow.move(issue, "withdraw", by=publisher, note="Printed by mistake.")
        assert Edition.objects.published().count() == 0


class TestSweeping:
    @pytest.fixture
    def rung(self, monkeypatch):
        rung = []
        monkeypatch.setattr(publication, "ring", rung.extend)
        return rung

    def age(self, **values):
        Rendition.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=2), **values)

    def test_rings_for_renditions_that_nobody_heard_of(self, publish, rung):
        edition = publish()
        self.age()
        publication.sweep()
        assert sorted(rung) == sorted(edition.renditions.values_list("pk", flat=True))

    def test_leaves_fresh_work_and_held_leases_alone(self, publish, rung):
        edition = publish()
        publication._claim(one(edition).pk)
        Rendition.objects.filter(format="pdf").update(created_at=timezone.now() - datetime.timedelta(minutes=2))
        publication.sweep()
        assert rung == []

    def test_rings_again_where_a_worker_died(self, publish, rung):
        edition = publish()
        publication._claim(one(edition).pk)
        self.age(lease_until=timezone.now() - datetime.timedelta(seconds=1))
        publication.sweep()
        assert one(edition).pk in rung

    def test_gives_up_what_died_in_its_last_try(self, publish, rung):
        edition = publish()
        self.age(status="rendering", attempts=3, lease_until=timezone.now() - datetime.timedelta(seconds=1))
        publication.sweep()
        edition.refresh_from_db()
        assert (edition.status, edition.issue.status, rung) == ("failed", "planned", [])
        assert edition.issue.failure.endswith("it was tried 3 times without an end")

    def test_finishes_an_edition_whose_last_worker_died_before_it_could(self, publish, rung, monkeypatch):
        edition = publish()
        monkeypatch.setattr(publication, "finish", lambda pk: None)
        for rendition in edition.renditions.all():
            publication.render(rendition.pk)
        monkeypatch.undo()
        publication.sweep()
        edition.refresh_from_db()
        assert edition.status == "published"

    def test_one_broken_row_does_not_stop_it(self, publish, run_mill, rung):
        broken, other = publish(), publish(make_ready_issue(number=47))
        Rendition.objects.update(status="ready", file="x")
        type(broken.issue).objects.filter(pk=broken.issue_id).update(status="planned")
        publication.sweep()
        other.refresh_from_db()
        broken.refresh_from_db()
        assert (broken.status, other.status) == ("rendering", "published")

    def test_two_sweeps_do_no_harm(self, publish, run_mill, rung):
        edition = run_mill(publish())
        publication.sweep()
        publication.sweep()
        assert edition.printed_articles.count() == 2


class TestTheClock:
    @pytest.fixture
    def scheduled(self, publisher, quick_formats):
        issue = make_ready_issue()
        type(issue).objects.update(publish_at=timezone.now() + datetime.timedelta(hours=1))
        return workflow.move(issue, "schedule", by=publisher)

    def its_hour(self, issue):
        type(issue).objects.update(publish_at=timezone.now() - datetime.timedelta(seconds=1))

    def test_publishes_what_was_scheduled(self, scheduled):
        publication.sweep()
        assert Edition.objects.count() == 0
        self.its_hour(scheduled)
        publication.sweep()
        assert Edition.objects.get().frozen_by == "clock"

    def test_keeps_a_blocked_issue_back_and_says_so_once(self, scheduled):
        self.its_hour(scheduled)
        Article.objects.update(title="Changed behind everybody's back")
        publication.sweep()
        publication.sweep()
        scheduled.refresh_from_db()
        assert scheduled.status == "scheduled"
        assert scheduled.records.filter(verb="keep back").count() == 1


def test_only_the_mill_completes(publish, publisher):
    issue = publish().issue
    with pytest.raises(PermissionDenied):
        workflow.move(issue, "complete", by=publisher)
    assert workflow.move(issue, "complete", by=MILL).status == "published"

"""Proofs: asked for, made by one worker at a time, kept until the next is there, shown to the desk alone."""

import datetime
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone, translation
from pypdf import PdfReader

from editorial.models import Article, Record
from editorial.workflow import NotPossible
from exports import proofs, tasks
from exports.models import Proof
from exports.rendering import Document, RenderingFailed
from tests.factories import make_article, make_bulletin, make_issue, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    issue = make_issue(make_bulletin(sections=["First", "Second"]))
    for section in issue.sections.all():
        make_article(section)
    return issue


@pytest.fixture
def quick(monkeypatch):
    """A renderer that costs nothing, and what it was given."""
    seen = []

    def render(name, snapshot, *, draft=False):
        seen.append((name, snapshot, draft))
        anchors = [article["anchor"] for section in snapshot["sections"] for article in section["articles"]]
        return Document(f"proof {len(seen)}".encode(), 4, (), {anchor: at for at, anchor in enumerate(anchors, 3)})

    monkeypatch.setattr(proofs.rendering, "render", render)
    return seen


@pytest.fixture
def broken(monkeypatch):
    def breaks(error):
        def render(*args, **kwargs):
            raise error

        monkeypatch.setattr(proofs.rendering, "render", render)

    return breaks


@pytest.fixture
def rung(monkeypatch):
    rung = []
    monkeypatch.setattr(proofs, "ring", rung.extend)
    return rung


def ask(issue, by=None):
    return proofs.ask(issue, by=by or make_user("editor", name="Edith"))


def made(issue):
    proof = ask(issue)
    proofs.make(proof.pk)
    proof.refresh_from_db()
    return proof


def content(proof):
    with proof.file.open() as file:
        return file.read()


class TestAsking:
    def test_makes_one_row_says_who_asked_and_rings_after_the_commit(
        self, issue, editor, rung, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            proof = ask(issue, editor)
            assert rung == []
        assert rung == [proof.pk]
        assert (proof.status, proof.asked_by) == ("queued", "Edith Editor")
        record = Record.objects.filter(issue=issue).first()
        assert (record.verb, record.by) == ("proof", editor)

    def test_a_broken_bell_does_not_fail_the_request(self, issue, monkeypatch, django_capture_on_commit_callbacks):
        def broken(*args, **kwargs):
            raise ConnectionError("no broker")

        monkeypatch.setattr("exports.tasks.make_proof.apply_async", broken)
        with django_capture_on_commit_callbacks(execute=True):
            assert ask(issue).status == "queued"

    def test_an_issue_without_an_article_has_none(self):
        with pytest.raises(NotPossible, match="no article yet"):
            ask(make_issue())
        assert Proof.objects.count() == 0

    def test_again_writes_over_the_row_and_keeps_the_old_file_until_then(self, issue, quick):
        first = made(issue)
        again = ask(issue)
        assert (again.pk, again.status, again.file.name, again.page_of) == (
            first.pk,
            "queued",
            first.file.name,
            first.page_of,
        )


class TestMaking:
    def test_keeps_file_pages_and_what_it_was_made_of(self, issue, quick):
        proof = made(issue)
        anchors = [each.anchor for each in Article.objects.order_by("section__position")]
        assert (proof.status, proof.error, content(proof), proof.size, proof.pages) == ("ready", "", b"proof 1", 7, 4)
        assert proof.page_of == {anchors[0]: 3, anchors[1]: 4}
        assert proof.fingerprint == proofs.fingerprint(proofs.frozen(issue))
        assert sorted(proof.print_of) == sorted(anchors)

    def test_is_of_the_next_edition_and_of_no_date(self, issue, quick):
        made(issue)
        [(name, snapshot, draft)] = quick
        assert (name, snapshot["issue"]["edition"], snapshot["issue"]["published_on"]) == ("pdf", 1, None)
        assert isinstance(draft, datetime.datetime)

    def test_the_file_of_the_last_is_deleted(self, issue, quick):
        old = made(issue).file.name
        proof = made(issue)
        assert content(proof) == b"proof 2"
        assert not default_storage.exists(old)

    def test_a_worker_that_was_overtaken_changes_nothing_and_leaves_no_file(self, issue, monkeypatch):
        proof = ask(issue)

        def overtaken(*args, **kwargs):
            ask(issue)
            return Document(b"late", 1)

        monkeypatch.setattr(proofs.rendering, "render", overtaken)
        assert proofs.make(proof.pk) is False
        proof.refresh_from_db()
        assert (proof.status, proof.file.name) == ("queued", "")
        assert default_storage.listdir("proofs") == ([], [])

    def test_an_unknown_proof_is_nothing(self):
        assert proofs.make(99999) is False


class TestClaiming:
    def test_of_two_claimers_one_wins(self, issue):
        proof = ask(issue)
        assert [bool(proofs._claim(proof.pk)) for _worker in range(2)] == [True, False]

    def test_a_lease_that_ran_out_can_be_claimed_again(self, issue):
        proof = ask(issue)
        proofs._claim(proof.pk)
        Proof.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
        assert proofs._claim(proof.pk)
        proof.refresh_from_db()
        assert proof.attempts == 2

    def test_what_is_ready_is_nobodys_to_make(self, issue, quick):
        assert proofs.make(made(issue).pk) is False
        assert len(quick) == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_at_once_one_makes_it(issue, quick):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one connection")
    proof = ask(issue)

    def work(_worker):
        try:
            return proofs.make(proof.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        assert sorted(workers.map(work, range(8))) == [False] * 7 + [True]
    assert len(quick) == 1


class TestFailing:
    def test_what_cannot_be_rendered_says_why(self, issue, broken):
        broken(RenderingFailed("A text is nested too deeply."))
        proof = made(issue)
        assert (proof.status, proof.error, proof.attempts) == ("failed", "A text is nested too deeply.", 1)

    def test_another_error_is_tried_three_times(self, issue, broken):
        broken(OSError("disk full"))
        proof, seen = ask(issue), []
        for _try in range(4):
            proofs.make(proof.pk)
            proof.refresh_from_db()
            seen.append((proof.status, proof.attempts))
        assert seen == [("queued", 1), ("queued", 2), ("failed", 3), ("failed", 3)]
        assert proof.error == "OSError: disk full"

    def test_the_last_one_stays_beside_the_reason(self, issue, quick, broken):
        first = made(issue)
        broken(RenderingFailed("No."))
        proof = made(issue)
        assert (proof.status, proof.file.name, content(proof)) == ("failed", first.file.name, b"proof 1")

    def test_it_can_be_asked_for_again(self, issue, broken, quick):
        quick_render = proofs.rendering.render
        broken(RenderingFailed("No."))
        made(issue)
        proofs.rendering.render = quick_render
        assert (made(issue).status, Proof.objects.get().error) == ("ready", "")


class TestSweeping:
    def age(self, **values):
        Proof.objects.update(asked_at=timezone.now() - datetime.timedelta(minutes=2), **values)

    def test_rings_for_what_no_bell_announced(self, issue, rung):
        proof = ask(issue)
        self.age()
        tasks.sweep()
        assert rung == [proof.pk]

    def test_leaves_fresh_work_and_held_leases_alone(self, issue, rung):
        proof = ask(issue)
        proofs.sweep()
        proofs._claim(proof.pk)
        self.age()
        proofs.sweep()
        assert rung == []

    def test_rings_again_where_a_worker_died(self, issue, rung):
        proof = ask(issue)
        proofs._claim(proof.pk)
        self.age(lease_until=timezone.now() - datetime.timedelta(seconds=1))
        proofs.sweep()
        assert rung == [proof.pk]

    def test_gives_up_what_died_in_its_last_try(self, issue, rung):
        proof = ask(issue)
        proofs._claim(proof.pk)
        self.age(attempts=3, lease_until=timezone.now() - datetime.timedelta(seconds=1))
        proofs.sweep()
        proof.refresh_from_db()
        assert (proof.status, proof.error, rung) == ("failed", "it was tried 3 times without an end", [])


class TestTheRealThing:
    @pytest.fixture
    def long_issue(self):
        issue = make_issue(make_bulletin(title="Meridian", slug="meridian", sections=["First", "Second"]))
        for section in issue.sections.all():
            for _article in range(2):
                make_article(section, body="<p>" + "Both sides asked for another week. " * 120 + "</p>")
        return issue

    def test_every_page_is_marked_and_every_page_number_is_right(self, long_issue, monkeypatch):
        at = timezone.make_aware(datetime.datetime(2026, 11, 26, 14, 5))
        monkeypatch.setattr(proofs.timezone, "localtime", lambda: at)
        proof = made(long_issue)
        reader = PdfReader(io.BytesIO(content(proof)))
        pages = [" ".join(page.extract_text().split()) for page in reader.pages]
        mark = "Proof, 26 November 2026, 14:05, not for publication"
        assert (proof.pages, [mark in page for page in pages]) == (len(pages), [True] * len(pages))
        assert reader.metadata.title == f"Meridian, Issue 46.2026, {mark}"
        for article in Article.objects.all():
            first = next(number for number, page in enumerate(pages, 1) if number > 2 and article.title in page)
            assert proof.page_of[article.anchor] == first

    def test_the_mark_speaks_the_bulletins_language(self, issue):
        type(issue.bulletin).objects.update(language="ru", parallel_language="en")
        with translation.override("en"):
            proof = made(issue)
        [*_, last] = PdfReader(io.BytesIO(content(proof))).pages
        assert "не для публикации" in last.extract_text()


class TestTheDoor:
    def file(self, issue):
        return f"/desk/mill/issues/{issue.pk}/proof/file/"

    def test_those_who_work_here_get_the_file_and_no_cache_keeps_it(self, client, issue, quick):
        made(issue)
        client.force_login(make_user("administrator"))
        answer = client.get(self.file(issue))
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"proof 1")
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer["Content-Disposition"] == f'inline; filename="{issue.bulletin.slug}-46.2026-proof.pdf"'

    def test_a_browser_that_has_it_is_told_so_until_the_next(self, client, issue, quick):
        made(issue)
        client.force_login(make_user("editor"))
        tag = client.head(self.file(issue))["ETag"]
        assert client.get(self.file(issue), headers={"If-None-Match": tag}).status_code == 304
        made(issue)
        answer = client.get(self.file(issue), headers={"If-None-Match": tag})
        assert b"".join(answer.streaming_content) == b"proof 2"

    def test_before_the_first_there_is_none(self, client, issue):
        ask(issue)
        client.force_login(make_user("editor"))
        assert client.get(self.file(issue)).status_code == 404

    def test_a_stranger_is_asked_to_sign_in_and_a_reader_finds_nothing(self, client, issue, quick):
        made(issue)
        assert client.get(self.file(issue)).url.split("?")[0] == "/desk/sign-in/"
        client.force_login(make_user())
        assert client.get(self.file(issue)).status_code == 404
        assert client.post(f"/desk/mill/issues/{issue.pk}/proof/").status_code == 404

    @pytest.mark.parametrize(
        ("role", "status"), [("editor", 302), ("reviewer", 302), ("publisher", 302), ("administrator", 403)]
    )
    def test_who_may_ask(self, client, issue, rung, role, status):
        client.force_login(make_user(role))
        assert client.post(f"/desk/mill/issues/{issue.pk}/proof/").status_code == status
        assert Proof.objects.count() == (status == 302)

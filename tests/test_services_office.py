"""The installation of docker/compose.yaml, process by process, with a real PostgreSQL and a real Redis."""

import os
import re
import signal
import time
from contextlib import contextmanager

import pytest

from editorial.mail_choices import Event
from editorial.permissions import UNDO_SECONDS

from .mail import listening_sink
from .office import Visitor, running_office
from .services import running_postgres, running_redis, wait_until

pytestmark = pytest.mark.services
RUSSIAN = "SELECT i.id FROM editorial_issue i JOIN editorial_bulletin b ON b.id = i.bulletin_id WHERE b.slug = %s"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with (
        running_postgres() as postgres,
        running_redis("--appendonly", "yes", "--maxmemory-policy", "noeviction") as redis,
        listening_sink() as (sink, port),
        running_office(
            tmp_path_factory.mktemp("office"), postgres, redis, EMAIL_URL=f"smtp://127.0.0.1:{port}"
        ) as office,
    ):
        office.sink = sink
        yield office


@pytest.fixture(scope="module")
def issue(office):
    """The demo's Russian issue: all approved, nothing published."""
    return office.ask(RUSSIAN, "meridian-ru")[0]


@pytest.fixture
def publisher(office):
    return office.sign_in("publisher")


def publish(office, publisher, issue):
    """Through the desk, as the next edition if there is one."""
    if office.status(issue) == "published":
        publisher.submit(f"/desk/issues/{issue}/", to=f"/desk/issues/{issue}/correct/")
    answer = publisher.submit(f"/desk/issues/{issue}/publish/")
    assert (answer.status, answer.url) == (200, f"{office.address}/desk/issues/{issue}/")


def editions(office, issue):
    return office.ask("SELECT count(*) FROM exports_edition WHERE issue_id = %s AND status = 'published'", issue)[0]


def test_every_process_is_up(office):
    assert office.children.fallen() == ""
    assert Visitor(office.address).get("/healthz").text == "ok\n"


def test_static_files_come_from_the_proxy_to_be_kept_for_ever(office):
    page = Visitor(office.address).get("/").text
    sheet = Visitor(office.address).get(re.search(r'href="(/static/[^"]+\.css)"', page)[1])
    assert sheet.status == 200
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@contextmanager
def no_sweep(office):
    """What is done meanwhile was rung for."""
    beat = office.children.processes["beat"].pid
    os.kill(beat, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(beat, signal.SIGCONT)


def test_who_wants_it_at_once_has_the_mail_as_soon_as_the_answer_stands(office):
    editor, reviewer = office.sign_in("editor"), office.sign_in("reviewer")
    editor.submit("/desk/notifications/settings/", **dict.fromkeys(Event.values, "at once"))
    article, title = office.ask(
        "SELECT a.id, a.title FROM editorial_article a JOIN editorial_user u ON u.id = a.editor_id "
        "WHERE a.status = 'in_review' AND u.email = 'editor@demo.example' ORDER BY a.id LIMIT 1"
    )
    path = f"/desk/review/{article}/"
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', reviewer.get(path).text)[1]
    with no_sweep(office):
        start = time.monotonic()
        fields = {"verb": "return", "seen": seen, "was": "in_review", "note": "Who says so?"}
        assert reviewer.submit(path, to=f"{path}answer/", **fields).status == 200
        said = [title, "editor@demo.example"]
        wait_until(lambda: said in [_about(each) for each in office.sink.messages], what="the mail", patience=30)
        took = time.monotonic() - start
    assert UNDO_SECONDS < took < 20


def _about(message):
    return [re.search("[“«](.*)[”»]", message["Subject"])[1], message["To"]]


def test_the_secrets_of_letters_stand_in_no_log(office):
    stranger, secret = Visitor(office.address), "S3cret-of_44-characters" * 2
    for door in ("answer", "mail"):
        stranger.get(f"/{door}/{secret}/?from=letter", Referer=f"{office.address}/{door}/{secret}/")
    wait_until(lambda: "GET /mail/…/?from=letter" in office.log("web"), what="the web server's log")
    wait_until(lambda: "GET /mail/.../?from=letter" in office.log("nginx"), what="the proxy's log")
    assert "Not Found: /answer/…/" in office.log("web")
    for name in ("web", "nginx"):
        assert "S3cret" not in office.log(name)


def test_published_at_the_desk_downloaded_by_a_stranger(office, publisher, issue):
    stranger = Visitor(office.address)
    assert stranger.get("/meridian-ru/2026/46/").status == 404
    publish(office, publisher, issue)
    office.wait_for(issue, "published")
    page = stranger.get("/meridian-ru/2026/46/")
    link = re.search(r'href="([^"]+\.pdf)[?"]', page.text)[1]
    pdf = stranger.get(link)
    assert (pdf.status, pdf.headers["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert "object-src" in pdf.headers["Content-Security-Policy"]
    part = stranger.get(link, Range="bytes=0-3")
    assert (part.status, part.content) == (206, b"%PDF")


def test_kept_files_have_no_address_of_their_own(office):
    kept = office.ask("SELECT file FROM exports_rendition WHERE status = 'ready' LIMIT 1")[0]
    assert (office.folder / "media" / kept).exists()
    assert Visitor(office.address).get(f"/kept-files/{kept}").status == 404


def test_the_worker_survives_a_restart_of_redis(office, publisher, issue):
    worker = office.children.processes["worker"].pid
    before = editions(office, issue)
    publish(office, publisher, issue)
    office.redis.stop()  # in the middle of rendering
    office.redis.start()
    office.wait_for(issue, "published")
    publish(office, publisher, issue)  # rung for after the restart
    office.wait_for(issue, "published", patience=28)  # sooner than the sweep would look for it
    assert editions(office, issue) == before + 2
    assert (office.children.fallen(), office.children.processes["worker"].pid) == ("", worker)


def test_publishing_goes_on_without_redis(office, publisher, issue):
    before = editions(office, issue)
    office.redis.stop()
    start = time.monotonic()
    publish(office, publisher, issue)
    assert time.monotonic() - start < 10
    assert office.status(issue) == "publishing"
    assert Visitor(office.address).get("/healthz").status == 200
    office.redis.start()
    office.wait_for(issue, "published", patience=90)
    assert editions(office, issue) == before + 1


def test_beat_rings_for_the_sweep(office):
    wait_until(lambda: "exports.tasks.sweep" in office.log("worker"), what="the sweep")
    wait_until(lambda: "editorial.tasks.sweep" in office.log("worker"), what="the post")
    assert set(re.findall(r"Sending due task (\w+)", office.log("beat"))) == {"sweep", "post"}


def test_processes_end_when_asked_to(office):
    """Last: all of them, in good order and in good time."""
    start = time.monotonic()
    office.children.stop(patience=20)
    assert time.monotonic() - start < 20
    codes = {name: process.returncode for name, process in office.children.processes.items()}
    assert codes == {"web": 0, "worker": 0, "beat": 0, "nginx": 0}

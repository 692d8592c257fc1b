"""The press against everything that has ever brought a renderer down; with limits small enough for a test."""

import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib
from contextlib import contextmanager

import pytest
from django.conf import settings as office
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from django.utils import translation

from exports import rendering
from exports.rendering import RenderingFailed, press, setting
from exports.rendering.parts import print_style
from exports.rendering.store import store

from .snapshots import illustration, make_article, make_picture, make_snapshot

PLAIN = '<html lang="en"><body><p>An ordinary part.</p>'
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
USES = [f'<g id="a{depth}">' + f'<use href="#a{depth - 1}"/>' * 10 + "</g>" for depth in range(1, 12)]
USE_CHAIN = f'<svg xmlns="{SVG}" width="100" height="100"><g id="a0"/>{"".join(USES)}<use href="#a11"/></svg>'


@pytest.fixture
def _recovers():
    """Whatever a test did to it, the press sets the next ordinary part."""
    yield
    assert len(press.set_part(PLAIN, "").pages) == 1


def refused(html, style=""):
    with pytest.raises(RenderingFailed) as caught:
        press.set_part(html, style)
    return str(caught.value)


def running():
    """The process of this thread's press."""
    return press._press().process


def flat_png(side, depth=1):
    """A grey picture of side by side pixels in next to no bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, depth, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (1 + (side * depth + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class TestOrdinaryWork:
    def test_it_sets_what_is_set_without_it(self):
        picture = make_picture("pictures/at work.png")
        html = f'{PLAIN}<h2 id="there">Head</h2><img alt="A" src="picture:{picture["file"].replace(" ", "%20")}">'
        style = print_style()
        part = press.set_part(html, style, mark="abcdef")
        assert len(part.pictures) == 1
        assert part == setting.set_part(html, style, mark="abcdef")

    def test_it_stays_warm(self):
        assert {(press.set_part(PLAIN, ""), running().pid)[1] for _time in range(3)} == {running().pid}

    def test_fonts_that_no_package_ships_are_kept_for_the_assembly(self):
        store().clear()
        part = press.set_part('<p style="font-family: monospace">x</p>', "")
        keys = [f"font-{use.face.file}" for use in part.uses]
        assert keys
        assert all(store().get(key) for key in keys)

    def test_its_sentences_are_in_the_language_of_who_asked(self, monkeypatch):
        with translation.override("ru"):
            assert translation.gettext("A text is nested too deeply.") == refused("<div>" * 150 + "x")


@pytest.mark.usefixtures("_recovers")
class TestKillers:
    def test_150_nested_elements(self):
        assert refused("<div>" * 150 + "x") == "A text is nested too deeply."

    @pytest.mark.parametrize("side", [13_000, 20_000])  # Pillow itself warns of the one and refuses the other
    def test_a_small_file_with_a_huge_picture(self, side):
        content = flat_png(side)
        assert len(content) < 60_000
        name = default_storage.save("pictures/vast.png", ContentFile(content))
        article = make_article(7, title="The Vast Quay", illustrations=[illustration(file=name, width=1, height=1)])
        with pytest.raises(RenderingFailed) as caught:
            rendering.render("pdf", make_snapshot(article))
        assert str(caught.value) == f"“The Vast Quay”: This picture has more than 40 megapixels: {name}"

    def test_a_chain_of_svg_uses(self, settings):
        settings.PRESS_SECONDS = 1
        start = time.monotonic()
        assert refused(USE_CHAIN) == "Laying it out was stopped after 1 s."
        assert time.monotonic() - start < 3

    @pytest.mark.parametrize("name", ["pictures/chain.svg", "pictures/chain.png"])
    def test_svg_is_no_picture_whatever_its_name(self, name):
        name = default_storage.save(name, ContentFile(USE_CHAIN.encode()))
        assert refused(f'<img src="picture:{name}">') == f"This picture is missing or broken: {name}"

    def test_a_word_of_a_megabyte_is_stopped_by_name_of_its_article(self, settings):
        settings.PRESS_SECONDS = 1
        article = make_article(8, title="The Long Word", body=f"<p>{'z' * 1_000_000}</p>")
        with pytest.raises(RenderingFailed, match=r"“The Long Word”: Laying it out was stopped after 1 s\."):
            rendering.render("pdf", make_snapshot(article))

    @pytest.mark.parametrize("value", ["1e9px", "1e300px"])
    def test_a_giant_size_of_type(self, value):
        assert refused(f'<p style="font-size: {value}">x') == "A measure in a text cannot be laid out."

    def test_pages_without_end(self, settings):
        settings.PRESS_PAGES = 3
        assert refused('<p style="break-before: page">x' * 50) == "It has more pages than a text may (3)."
        assert len(press.set_part('<p style="break-before: page">x' * 3, "").pages) == 3

    def test_more_memory_than_a_text_may(self):
        with override_settings(PRESS_MEMORY=200):  # not for the recovery: some machines cannot set anything in it
            assert refused(f"<p>{'a' * 1_000_000}") == "It needs more memory than a text may."


class TestAddresses:
    """Nothing is fetched from anywhere, and no file is opened: by the whole press, and by its fetcher alone."""

    PLACES = [
        '<link rel="stylesheet" href="{}">',
        '<link rel="attachment" href="{}">',
        '<link rel="icon" href="{}">',
        '<style>@import "{}";</style>',
        "<style>@import url({}) print;</style>",
        "<style>p { background: url({}) }</style>",
        "<style>p::before { content: url({}) }</style>",
        "<style>p { display: list-item; list-style-image: url({}) }</style>",
        "<style>p { border: 1px solid; border-image: url({}) 1 }</style>",
        "<style>@page { background: url({}) }</style>",
        "<style>@page { @top-left { content: url({}) } }</style>",
        "<style>@font-face { font-family: f; src: url({}) } p { font-family: f }</style>",
        '<style>@color-profile x { src: url("{}") } p { color: color(x 0) }</style>',
        '<meta http-equiv="refresh" content="0; url={}">',
        '<meta name="author" content="{}">',
        '<p style="background: url({})">x',
        '<p style="cursor: url({}), auto">x',
        '<img src="{}">',
        '<img srcset="{} 2x">',
        '<img src="x.png" srcset="{} 1x">',
        '<picture><source srcset="{}"><img src="{}"></picture>',
        '<object data="{}">x</object>',
        '<embed src="{}">',
        '<iframe src="{}"></iframe>',
        '<video src="{}" poster="{}"></video>',
        '<input type="image" src="{}">',
        '<a rel="attachment" href="{}">x</a>',
        '<base href="{}"><img src="x.png"><link rel="stylesheet" href="x.css">',
        f'<svg xmlns="{SVG}" width="9" height="9"><image width="9" height="9" href="{{}}"/></svg>',
        f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" width="9" height="9"><image xlink:href="{{}}"/></svg>',
        f'<svg xmlns="{SVG}" width="9" height="9"><use href="{{}}#x"/></svg>',
        f'<svg xmlns="{SVG}" width="9" height="9"><style>@import "{{}}";</style><rect fill="url({{}}#x)"/></svg>',
    ]

    RULES = ['@import "{}";', "p { background: url({}) }", "@font-face { font-family: f; src: url({}) }"]

    @pytest.mark.parametrize("place", PLACES)
    @pytest.mark.parametrize("set_part", [press.set_part, setting.set_part], ids=["press", "fetcher"])
    def test_in_a_text(self, place, set_part, bait):
        for address in bait:
            _set_or_refuse(set_part, f'<html lang="en">{place.replace("{}", address)}<p>Text', "")

    @pytest.mark.parametrize("set_part", [press.set_part, setting.set_part], ids=["press", "fetcher"])
    def test_in_a_style_sheet(self, set_part, bait):
        for address in bait:
            for rule in (
                '@import "{}";',
                "p {{ background: url({}) }}",
                "@font-face {{ font-family: f; src: url({}) }}",
            ):
                _set_or_refuse(set_part, PLAIN, rule.format(address))

    @pytest.fixture
    def bait(self, tmp_path):
        """Addresses of a server and of a file; nobody may connect to the one, nor read a byte of the other."""
        pipe = tmp_path / "canary.png"
        os.mkfifo(pipe)
        with socket.create_server(("127.0.0.1", 0)) as server, _filled(pipe) as content:
            host = f"127.0.0.1:{server.getsockname()[1]}"
            yield [f"http://{host}/x.png", f"ftp://{host}/x.png", f"//{host}/x.png", pipe.as_uri(), str(pipe)]
            server.setblocking(False)
            with pytest.raises(BlockingIOError):
                server.accept()
            assert content() == b"canary"

    def test_a_press_cannot_even_try(self):
        tried = (
            "import os, socket, subprocess\nfrom exports.rendering import pressroom\npressroom._shut_doors()\n"
            "for attempt in (lambda: socket.create_connection(('127.0.0.1', {port})),\n"
            "        lambda: socket.getaddrinfo('localhost', 80), lambda: os.system('true'), os.fork,\n"
            "        lambda: subprocess.run(['true'])):\n"
            "    try: attempt()\n"
            "    except PermissionError: print('refused')\n"
        )
        with socket.create_server(("127.0.0.1", 0)) as server:
            script = tried.replace("{port}", str(server.getsockname()[1]))
            ran = subprocess.run(
                [sys.executable, "-c", script], cwd=office.BASE_DIR, capture_output=True, text=True, check=True
            )
        assert ran.stdout.split() == ["refused"] * 5


def _set_or_refuse(set_part, html, style):
    try:
        part = set_part(html, style)
    except RenderingFailed as error:
        outcome = str(error)
    else:
        outcome = part.pictures or "nothing broken"
    assert "broken" in outcome  # and not stopped over a pipe that never ends


@contextmanager
def _filled(pipe):
    """Whoever opens the pipe takes these bytes out of it; what is still there at the end comes back."""
    end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    os.write(end, b"canary")
    try:
        yield lambda: os.read(end, 100)
    finally:
        os.close(end)


class TestProcess:
    def test_a_hung_press_is_ended_in_time(self, settings):
        settings.PRESS_SECONDS = 1
        hung = running()
        os.kill(hung.pid, signal.SIGSTOP)
        start = time.monotonic()
        assert refused(PLAIN + "x" * 1_000_000) == "Laying it out was stopped after 1 s."  # more than a pipe holds
        assert time.monotonic() - start < 3
        assert hung.poll() == -signal.SIGKILL

    def test_a_part_whose_press_was_ended_from_outside_gets_another(self):
        before = running()
        os.kill(before.pid, signal.SIGSTOP)
        threading.Timer(0.2, before.kill).start()
        assert len(press.set_part(PLAIN, "").pages) == 1
        assert before.poll() == -signal.SIGKILL

    def test_a_part_that_breaks_the_renderer_down_gets_no_other(self):
        os.kill(running().pid, signal.SIGSEGV)
        with pytest.raises(RenderingFailed) as caught:
            press._own.press.set({"seconds": 60})
        assert str(caught.value) == "The renderer broke down over it (SIGSEGV)."

    def test_an_error_of_ours_between_question_and_answer_ends_the_talk(self, monkeypatch):
        class SoftTimeLimit(Exception):
            pass

        def interrupted(name):
            raise SoftTimeLimit

        before = running()
        monkeypatch.setattr(press, "_picture", interrupted)
        with pytest.raises(SoftTimeLimit):
            press.set_part('<img src="picture:pictures/x.png">', "")
        assert before.poll() == -signal.SIGKILL
        assert len(press.set_part(PLAIN, "").pages) == 1

    def test_every_thread_has_its_own_and_takes_it_along(self):
        found = []

        def work():
            press.set_part(PLAIN, "")
            found.append((running(), running().poll()))

        threads = [threading.Thread(target=work) for _time in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (one, first), (other, second) = found
        assert len({one.pid, other.pid, running().pid}) == 3
        assert (first, second) == (None, None)
        assert (one.poll(), other.poll()) == (-signal.SIGKILL, -signal.SIGKILL)

    def test_a_forked_worker_has_its_own_and_it_ends_with_its_owner(self):
        ours = running()
        folder = _folder_of_a_worker_that_is_killed()
        assert folder != press._own.press.stop.peek()[2][3]
        assert running() is ours
        deadline = time.monotonic() + 5
        while os.path.exists(folder) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not os.path.exists(folder)

    def test_it_is_replaced_after_many_parts_and_knows_no_secrets(self, monkeypatch):
        before = running()
        monkeypatch.setenv("SECRET_KEY", "canary")
        monkeypatch.setenv("DATABASE_URL", "canary")
        press._own.press.parts = press.MOST_PARTS
        after = running()
        assert (before.poll(), after.poll()) == (-signal.SIGKILL, None)
        with open(f"/proc/{after.pid}/environ", "rb") as environment:
            assert b"canary" not in environment.read()

    @pytest.mark.parametrize("thing", [os.system, subprocess.Popen, press.set_part])
    def test_nothing_but_parts_comes_out_of_it(self, thing):
        with pytest.raises(pickle.UnpicklingError):
            press._Ours(_file(pickle.dumps(("done", thing)))).load()

    def test_a_press_that_does_not_start_is_no_fault_of_the_text(self, monkeypatch):
        press._own.press.stop()
        with monkeypatch.context() as changed:
            changed.setattr(sys, "executable", "/bin/false")
            with pytest.raises(RuntimeError, match="does not start"):
                press.set_part(PLAIN, "")

    def test_a_press_that_cannot_start_leaves_nothing_behind(self, monkeypatch, tmp_path):
        press._press().stop()
        with monkeypatch.context() as changed:
            changed.setattr(sys, "executable", str(tmp_path / "gone"))
            changed.setattr("tempfile.tempdir", str(tmp_path))
            with pytest.raises(FileNotFoundError):
                press.set_part(PLAIN, "")
        assert list(tmp_path.glob("press-*")) == []


def _folder_of_a_worker_that_is_killed():
    """Fork; the worker sets a part, tells of its press's folder and is killed."""
    there, back = os.pipe()
    worker = os.fork()
    if not worker:
        press.set_part(PLAIN, "")
        os.write(back, press._own.press.stop.peek()[2][3].encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(back)
    with open(there) as told:
        folder = told.read()
    os.waitpid(worker, 0)
    return folder


def _file(content):
    return ContentFile(content).file

"""Real servers for the tests: each in a folder of its own, on a free port of this machine, gone with the session.

Where a program is not installed its tests are skipped and say so; under CI a missing program is a failure.
"""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PATIENCE = 30
CHROMIUM_SWITCHES = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program(*names: str) -> str:
    """The path of the first of these programs (names or patterns of paths) that is here; without one, no test."""
    for name in names:
        for found in [*sorted(glob.glob(name), reverse=True), shutil.which(name), shutil.which(name, path="/usr/sbin")]:
            if found:
                return found
    reason = f"{names[-1]} is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(condition, *, what, patience=PATIENCE):
    """What `condition` returned once it was true; fails with `what` if that takes too long."""
    deadline = time.monotonic() + patience
    while not (answer := condition()):
        if time.monotonic() > deadline:
            pytest.fail(f"Waited {patience} s for {what}")
        time.sleep(0.1)
    return answer


def accepts(port) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class Server:
    """One process with its folder. It can be stopped and started again on the same port with the same files."""

    def __init__(self, folder: Path, command, port: int, *, stop_signal=signal.SIGTERM, **options):
        self.folder, self.command, self.port = folder, [str(part) for part in command], port
        self.stop_signal, self.options = stop_signal, options
        self.process = None

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, **self.options
            )
        wait_until(self._is_up, what=f"{self.command[0]}, see {self.folder}/log")

    def _is_up(self):
        if self.process.poll() is not None:
            pytest.fail(f"{self.command[0]} ended:\n{(self.folder / 'log').read_text(errors='replace')}")
        return accepts(self.port)

    def stop(self):
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def _folder(owner=None):
    """Outside pytest's own folders, which nobody but their owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="bulletin-test-"))
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres():
    """A fresh PostgreSQL whose superuser is "bulletin", as a Server with an `url`. It refuses to run as root."""
    postgres = program("/usr/lib/postgresql/*/bin/postgres", "postgres")
    initdb = Path(postgres).with_name("initdb")
    owner = _unprivileged() if os.getuid() == 0 else None
    options = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    with _folder(owner) as folder:
        data = folder / "data"
        kind = ["--username=bulletin", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([initdb, *kind, data], check=True, capture_output=True, cwd=folder, **options)
        port = free_port()
        speed = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB"]
        where = ["-D", data, "-k", folder, "-h", "127.0.0.1", "-p", port]
        # The signal for a fast shutdown: the polite one waits for clients that keep their connections.
        server = Server(folder, [postgres, *where, *speed], port, stop_signal=signal.SIGINT, cwd=folder, **options)
        server.url = f"postgres://bulletin@127.0.0.1:{port}/postgres"
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _unprivileged():
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    pytest.skip("PostgreSQL refuses to run as root, and there is nobody else here")


@contextmanager
def running_redis(*settings):
    """A fresh Redis as a Server with an `url`; settings as on its command line, "--appendonly", "yes"."""
    redis = program("redis-server")
    with _folder() as folder:
        port = free_port()
        where = ["--bind", "127.0.0.1", "--port", port, "--dir", folder, "--save", ""]
        server = Server(folder, [redis, *where, *settings], port)
        server.url = f"redis://127.0.0.1:{port}/0"
        server.start()
        try:
            yield server
        finally:
            server.stop()


def nginx_on_this_machine(*, port: int, web: int, folder: Path) -> str:
    """The configuration of docker/ with the addresses of one machine: names, port 80 and /srv are the network's."""
    text = (Path(__file__).parent.parent / "docker" / "nginx.conf").read_text()
    for there, here in {
        "server web:8000": f"server 127.0.0.1:{web}",
        "listen 80 default_server": f"listen 127.0.0.1:{port} default_server",
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/srv/": f"{folder}/",
    }.items():
        assert there in text
        text = text.replace(there, here)
    # Whoever starts it here may read the folders of the test; the image has a user of its own.
    return "user root;\n" + text if os.getuid() == 0 else text


@pytest.fixture(scope="session")
def postgres():
    with running_postgres() as server:
        yield server


@pytest.fixture
def database_on_disk(transactional_db):
    """A database in which two write at once: every test's is, see conftest.py; here what is written is committed."""


@pytest.fixture(scope="session")
def redis_server():
    with running_redis() as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium under Playwright, the system's own: none is downloaded."""
    chromium = program("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which Django would take for a reason to refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        switches = [*CHROMIUM_SWITCHES, *(["--no-sandbox"] if os.getuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=chromium, args=switches)
        yield browser
        browser.close()


def take_leave(context):
    """Close it without a word to the server, whose database is emptied next: an editor says that it is left."""
    context.set_offline(True)
    context.close()
    time.sleep(0.2)  # for what was on its way


@pytest.fixture
def page(browser):
    """A page of a browser that knows nothing of the others."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    take_leave(context)

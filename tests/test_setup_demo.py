"""`make demo`, from an empty folder to Ctrl+C."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.demo.people import PASSWORD, PEOPLE

from .office import Visitor
from .services import accepts, free_port, wait_until

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"))
    demo.manage("collectstatic", "--no-input", "-v0")
    demo.start()
    yield demo
    demo.process.terminate()
    demo.process.wait(60)


class Demo:
    def __init__(self, folder):
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.output = folder / "output"
        # Nothing of this machine's own settings: the embedded default is what is tested.
        ours = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "MEDIA_ROOT", "STATIC_ROOT", "SITE_URL", "SECRET_KEY")
        self.settings = {name: value for name, value in os.environ.items() if name not in ours}
        self.settings |= {"DATA_DIR": str(folder / "var"), "PORT": str(self.port)}

    def command(self, *words):
        return [sys.executable, ROOT / "manage.py", *words]

    def manage(self, *words):
        command = self.command(*words)
        return subprocess.run(command, env=self.settings, capture_output=True, text=True, check=False, timeout=120)

    def start(self):
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                self.command("demo"), env=self.settings, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        wait_until(self.is_settled, what="the demo", patience=180)
        assert "Bulletin is running." in self.said()

    def is_settled(self):
        return "Bulletin is running." in self.said() or self.process.poll() is not None

    def said(self):
        return self.output.read_text()


def test_it_prints_addresses_and_one_account_for_each_role(demo):
    said = demo.said()
    assert f"{demo.address}/\n" in said
    assert f"{demo.address}/desk/\n" in said
    assert PASSWORD in said
    assert [person.email for person in PEOPLE if person.email in said] == [person.email for person in PEOPLE]


def test_strangers_find_a_published_issue(demo):
    home = Visitor(demo.address).get("/")
    assert home.status == 200
    assert "46.2026" in home.text


@pytest.mark.parametrize("person", PEOPLE, ids=[person.role for person in PEOPLE])
def test_every_role_can_sign_in(demo, person):
    visitor = Visitor(demo.address)
    desk = visitor.submit("/desk/sign-in/", username=person.email, password=PASSWORD)
    assert (desk.status, "/desk/sign-in/" in desk.url) == (200, False)


def test_a_second_one_says_that_the_port_is_taken(demo):
    second = demo.manage("demo")
    assert second.returncode == 1
    assert f"Port {demo.port}: Address already in use. Choose another" in second.stderr


def test_ctrl_c_stops_all_of_it_and_the_next_start_keeps_the_data(demo):
    """Last of this file."""
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(30) == 0
    assert demo.said().endswith("Stopped.\n")
    assert not accepts(demo.port)
    demo.start()
    assert "46.2026" in Visitor(demo.address).get("/").text
    demo.process.send_signal(signal.SIGTERM)
    assert demo.process.wait(30) == 0

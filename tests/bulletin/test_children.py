"""The processes of the demo: together or not at all."""

import os
import sys
import time

import pytest

from bulletin.demo.children import Children

SLEEPS = "import time; print('awake', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake', flush=True); time.sleep(60)"
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {DEAF!r}])
print(child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def children(tmp_path):
    children = Children(tmp_path / "log")
    yield children
    children.stop(patience=0)


def first_line(children, name):
    for _attempt in range(100):
        if (text := children.log(name).read_text()) and "\n" in text:
            return text.splitlines()[0]
        time.sleep(0.1)
    raise AssertionError(f"{name} said nothing")


def test_children_run_until_stopped(children):
    children.start("sleeper", sys.executable, "-c", SLEEPS)
    assert first_line(children, "sleeper") == "awake"
    assert children.fallen() == ""
    children.stop()
    assert children.fallen() == "sleeper"


def test_one_that_ends_by_itself_is_named_with_its_last_words(children):
    children.start("sleeper", sys.executable, "-c", SLEEPS)
    children.start("quitter", sys.executable, "-c", "print('no more'); raise SystemExit(3)")
    children.processes["quitter"].wait(10)
    assert (children.fallen(), children.last_words("quitter")) == ("quitter", "no more")


def test_one_that_does_not_listen_is_ended(children):
    children.start("deaf", sys.executable, "-c", DEAF)
    first_line(children, "deaf")
    children.stop(patience=0.2)
    assert children.processes["deaf"].returncode == -9


def test_nothing_they_started_stays_behind(children):
    children.start("parent", sys.executable, "-c", PARENT)
    grandchild = int(first_line(children, "parent"))
    children.stop(patience=0.2)
    for _attempt in range(50):
        if not _is_running(grandchild):
            return
        time.sleep(0.1)
    raise AssertionError("still running")


def test_environment_is_handed_down(children):
    children.start("echo", sys.executable, "-c", "import os; print(os.environ['SAID'])", SAID="word")
    assert first_line(children, "echo") == "word"


def _is_running(pid):
    """Gone, or dead and only waiting for somebody to take notice."""
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False

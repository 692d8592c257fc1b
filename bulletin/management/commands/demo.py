"""`make demo`: the whole software on this machine, web server and worker, until Ctrl+C."""

import io
import os
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from bulletin.celery import app
from bulletin.demo.children import Children
from bulletin.demo.people import PASSWORD, PEOPLE

PATIENCE = 90
HOST = "127.0.0.1"
BIN = Path(sys.executable).parent


class Command(BaseCommand):
    help = "Run web server and worker on this machine with the demo's data. PORT chooses the port."

    def handle(self, **options):
        stop = threading.Event()
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, lambda *_signal: stop.set())
        port = _free_port()
        self.stdout.write("Preparing the data")
        self.stdout.flush()
        call_command("migrate", verbosity=0)
        call_command("seed", stdout=io.StringIO())  # its accounts are named below, every time
        self.stdout.write("Starting")
        self.stdout.flush()
        children = Children(settings.DATA_DIR / "log")
        try:
            _start(children, port)
            if self._ready(children, port, stop):
                self.stdout.write(_welcome(children.logs))
                self.stdout.flush()
                self._watch(children, stop)
        finally:
            children.stop()
        self.stdout.write("Stopped.")

    def _ready(self, children, port, stop):
        """True once web server and worker have both answered; False if told to stop while waiting."""
        waiting = {"web": lambda: _web_answers(port), "worker": _worker_answers}
        for _second in range(PATIENCE):
            waiting = {name: answers for name, answers in waiting.items() if not answers()}
            if not waiting or stop.wait(0.2):
                return not waiting and not stop.is_set()
            _check(children)
        name = next(iter(waiting))
        raise CommandError(f"The {name} process did not answer in time:\n{children.last_words(name)}")

    def _watch(self, children, stop):
        while not stop.wait(0.5):
            _check(children)


def _free_port():
    try:
        port = int(os.environ.get("PORT") or 8000)
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, port))
    except (ValueError, OverflowError):
        raise CommandError(f"PORT is to be a number, not {os.environ['PORT']!r}.") from None
    except OSError as error:
        raise CommandError(f"Port {port}: {error.strerror}. Choose another: make demo PORT={port + 80}") from None
    return port


def _start(children, port):
    web = ["--bind", f"{HOST}:{port}", "--workers", 2, "--threads", 4, "--no-control-socket"]
    children.start("web", BIN / "gunicorn", "bulletin.wsgi", *web)
    worker = ["--beat", "--concurrency", 2, "--without-gossip", "--without-mingle", "--without-heartbeat"]
    children.start("worker", BIN / "celery", "-A", "bulletin", "worker", "--loglevel", "INFO", *worker)


def _web_answers(port):
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _worker_answers():
    return bool(app.control.ping(timeout=1.0, limit=1))


def _check(children):
    if name := children.fallen():
        raise CommandError(f"The {name} process has ended by itself:\n{children.last_words(name)}")


def _welcome(logs):
    accounts = "\n".join(f"    {person.role:15} {person.email}" for person in PEOPLE)
    return (
        f"\nBulletin is running.\n\n"
        f"    site            {settings.SITE_URL}/\n"
        f"    desk            {settings.SITE_URL}/desk/\n"
        f"    logs            {logs}\n\n"
        f"Sign in to the desk as one of these, with the password {PASSWORD}\n\n{accounts}\n\n"
        f"Ctrl+C stops it; the data stay.\n"
    )

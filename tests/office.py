"""A whole installation on this machine: the processes of docker/compose.yaml, started by the script its image runs."""

import http.cookiejar
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bulletin.demo.children import Children
from bulletin.demo.people import PASSWORD

from .services import free_port, nginx_on_this_machine, program, wait_until

ROOT = Path(__file__).parent.parent
RUN = ROOT / "docker" / "run"


class Office:
    def __init__(self, folder: Path, postgres, redis, **settings):
        self.folder, self.postgres, self.redis = folder, postgres, redis
        self.web_port, self.port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.children = Children(folder / "log")
        self.settings = {
            "SITE_URL": self.address,
            "SECRET_KEY": "the same for all processes",
            "DATABASE_URL": postgres.url,
            "CELERY_BROKER_URL": redis.url,
            "CACHE_URL": f"{redis.url.rpartition('/')[0]}/1",
            "DATA_DIR": str(folder),
            "MEDIA_ROOT": str(folder / "media"),
            "SENDFILE_PREFIX": "/kept-files",
            "BEHIND_PROXY": "1",
            "BIND": "127.0.0.1",
            "PORT": str(self.web_port),
            "WEB_CONCURRENCY": "2",
            "SWEEP_SECONDS": "2",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **settings,
        }

    def run(self, *words):
        """One command of docker/run to its end; what it printed."""
        done = subprocess.run(
            [RUN, *words],
            env={**os.environ, **self.settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *names):
        for name in names:
            self.children.start(name, RUN, name, **self.settings)

    def start_proxy(self):
        config = self.folder / "nginx.conf"
        config.write_text(nginx_on_this_machine(port=self.port, web=self.web_port, folder=self.folder))
        self.children.start("nginx", program("nginx"), "-p", self.folder, "-c", config, "-g", "daemon off;")

    def wait(self):
        """Until readers are answered through the proxy, and the worker answers its own question."""
        wait_until(lambda: Visitor(self.address).get("/healthz").status == 200, what="the web server", patience=60)
        wait_until(lambda: "ready." in self.log("worker"), what="the worker", patience=60)
        assert "pong" in self.run("answers")

    def log(self, name):
        return self.children.log(name).read_text(errors="replace")

    def ask(self, query, *values):
        with psycopg.connect(self.postgres.url) as connection:
            return connection.execute(query, values).fetchone()

    def status(self, issue):
        return self.ask("SELECT status FROM editorial_issue WHERE id = %s", issue)[0]

    def wait_for(self, issue, status, patience=90):
        wait_until(lambda: self.status(issue) == status, what=f"issue {issue} to be {status}", patience=patience)

    def sign_in(self, role):
        visitor = Visitor(self.address)
        visitor.submit("/desk/sign-in/", username=f"{role}@demo.example", password=PASSWORD)
        return visitor


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.url = response.status, response.headers, response.url
        self.content = response.read()
        response.close()

    @property
    def text(self):
        return self.content.decode()


class Visitor:
    """Somebody with a browser that keeps cookies, follows redirects and fills in forms."""

    def __init__(self, address):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path, **headers):
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, path), headers=headers))

    def submit(self, path, *, to="", **fields):
        """Open the page, send a form of it to its own address or to another, and return where that led."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)[1]
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        address = urllib.parse.urljoin(self.address, to or path)
        headers = {"Origin": self.address, "Referer": self.address + path}
        return self._open(urllib.request.Request(address, data, headers))

    def _open(self, request):
        try:
            return Answer(self.opener.open(request, timeout=60))
        except urllib.error.HTTPError as error:
            return Answer(error)
        except OSError as error:
            return Unreachable(error)


class Unreachable:
    """No answer at all."""

    status, content, text = 0, b"", ""

    def __init__(self, error):
        self.error = error


@contextmanager
def running_office(folder, postgres, redis, **settings):
    """An installation with the demo's data, all processes up and answering."""
    office = Office(folder, postgres, redis, **settings)
    folder.chmod(0o755)
    try:
        office.run("prepare")
        office.run("seed")
        office.start("web", "worker", "beat")
        office.start_proxy()
        office.wait()
        yield office
    finally:
        office.children.stop()

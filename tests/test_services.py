"""The servers the other tests lean on are real ones."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

ROOT = Path(__file__).parent.parent
ON_POSTGRESQL = [
    "tests/editorial/desk/test_autosave.py",
    "tests/editorial/desk/test_versions.py",
    "tests/editorial/desk/test_keyword_pages.py",
    "tests/editorial/test_answers.py",
    "tests/editorial/test_curating.py",
    "tests/editorial/test_curating_together.py",
    "tests/editorial/test_planning.py",
    "tests/editorial/test_planning_together.py",
    "tests/editorial/test_rollover.py",
    "tests/editorial/test_search.py",
    "tests/editorial/test_workflow.py",
    "tests/exports",
]
# The table itself, 600 cases, does not depend on the database.
NOT_AGAIN = "not every_status_verb_and_role and not test_press and not test_epub and not test_structure"
pytestmark = pytest.mark.services


def test_postgresql_answers(postgres):
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("bulletin",)


def test_redis_answers_and_can_be_restarted(redis_server):
    client = redis.Redis.from_url(redis_server.url)
    assert client.ping()
    redis_server.stop()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    redis_server.start()
    assert client.ping()
    client.close()


def test_browser_shows_a_page(page):
    page.goto("data:text/html,<title>Here</title>")
    assert page.title() == "Here"


def test_the_rules_hold_on_postgresql_too(postgres):
    """What leans on the database, the moves, places and publishing, once more where rows are really locked."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", NOT_AGAIN, *ON_POSTGRESQL]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": postgres.url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]

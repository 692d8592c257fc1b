import sqlite3
from importlib import metadata
from pathlib import Path

import pytest
from django.core import checks as framework

from bulletin import checks


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.django_db
def test_this_installation_is_sound():
    assert ids(framework.run_checks(databases=["default"])) == []


@pytest.mark.parametrize(("version", "found"), [("69.9", ["bulletin.E001"]), ("70.0", []), ("71.0b1", [])])
def test_old_weasyprint_is_refused(monkeypatch, version, found):
    monkeypatch.setattr(metadata, "version", {"weasyprint": version}.get)
    assert ids(checks.weasyprint_is_safe(None)) == found


@pytest.mark.parametrize(("version", "found"), [("5.7.0", ["bulletin.E002"]), ("5.6.3", []), ("5.7.1", [])])
def test_the_celery_that_redis_kills_is_refused(monkeypatch, version, found):
    monkeypatch.setattr(metadata, "version", {"celery": version}.get)
    assert ids(checks.celery_survives_redis(None)) == found


def test_folders_that_cannot_be_written_are_named(settings, monkeypatch):
    settings.DATA_DIR, settings.MEDIA_ROOT = Path("/data"), Path("/media/not/yet/made")
    monkeypatch.setattr("os.access", lambda folder, mode: False)
    messages = checks.folders_can_be_written(None)
    assert [message.msg for message in messages] == [
        "DATA_DIR cannot be written: /data",
        "MEDIA_ROOT cannot be written: /media/not/yet/made",
    ]


def test_sqlite_without_its_wal_is_pointed_out(monkeypatch, tmp_path):
    file = sqlite3.connect(tmp_path / "plain.sqlite3")
    monkeypatch.setattr(checks, "connection", FileDatabase(file))
    assert ids(checks.sqlite_lets_readers_go_on(None, databases=["default"])) == ["bulletin.W001"]
    file.execute("PRAGMA journal_mode=WAL")
    assert ids(checks.sqlite_lets_readers_go_on(None, databases=["default"])) == []
    file.close()


@pytest.mark.django_db
def test_a_running_office_is_not_warned_of_its_journal():
    assert checks.sqlite_lets_readers_go_on(None, databases=["default"]) == []


def test_missing_pango_is_named(monkeypatch):
    def refuse(name, *args):
        raise OSError("cannot load library 'libpango-1.0-0'")

    assert checks.pango_is_there(None) == []
    monkeypatch.setattr("builtins.__import__", refuse)
    messages = checks.pango_is_there(None)
    monkeypatch.undo()
    assert ids(messages) == ["bulletin.E004"]


@pytest.mark.parametrize(
    ("secure", "key", "found"),
    [(True, "", ["bulletin.E005"]), (True, "a secret", []), (False, "", [])],
)
def test_a_real_site_is_given_its_secret(settings, monkeypatch, secure, key, found):
    settings.SITE_IS_SECURE = secure
    monkeypatch.setenv("SECRET_KEY", key)
    assert ids(checks.secret_is_given(None)) == found


@pytest.mark.parametrize(("secure", "found"), [(True, []), (False, ["bulletin.W002"])])
def test_a_site_without_tls_is_pointed_out(settings, secure, found):
    settings.SITE_IS_SECURE = secure
    assert ids(checks.site_is_secure(None)) == found


class FileDatabase:
    """The three things the check asks a connection for."""

    vendor = "sqlite"

    def __init__(self, file):
        self.file = file

    def is_in_memory_db(self):
        return False

    def cursor(self):
        return Cursor(self.file)


class Cursor:
    def __init__(self, file):
        self.file = file

    def __enter__(self):
        return self.file

    def __exit__(self, *_error):
        return None

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_healthy_when_database_and_files_answer(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_lost_database_is_named(client, monkeypatch):
    def lost():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", lost)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database: no answer\n")


@pytest.mark.django_db
def test_files_that_cannot_be_written_are_named(client, monkeypatch):
    monkeypatch.setattr("bulletin.health.os.access", lambda folder, mode: False)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"files: cannot write\n")


@pytest.mark.django_db
def test_health_is_only_read(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_health_is_asked_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from django.utils import translation

from .factories import make_user
from .services import browser, database_on_disk, page, postgres, redis_server  # noqa: F401 - fixtures
from .walk.office import office  # noqa: F401


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """SQLite in a file, as in an office: in memory all threads share one connection, and a second writer is refused."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "office.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _countries_come_back():
    """Tests with a browser empty all tables after them; roles come back by themselves, the list of countries so."""

    def fill(**kwargs):
        import_module("editorial.migrations.0008_countries").fill(apps, None)

    post_migrate.connect(fill, sender=apps.get_app_config("editorial"))
    yield
    post_migrate.disconnect(fill, sender=apps.get_app_config("editorial"))


@pytest.fixture(autouse=True, scope="session")
def _own_parts():
    """What the tests set in type is shared among them and kept from nobody's running office."""
    parts = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "parts"}
    with override_settings(CACHES={**settings.CACHES, "parts": parts}):
        yield


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    """No test writes where a running office keeps its files, and none waits for slow password hashing."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_language():
    """What a test's last page was asked for in is not the language of the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def editor(db):
    return make_user("editor", name="Edith Editor")


@pytest.fixture
def reviewer(db):
    return make_user("reviewer", name="Rolf Reviewer")


@pytest.fixture
def publisher(db):
    return make_user("publisher", name="Paula Publisher")


@pytest.fixture
def administrator(db):
    return make_user("administrator", name="Adam Administrator")

"""What an installation can get wrong: said at every start, and by `check --deploy` what matters only in earnest."""

import os
from importlib import metadata

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from .health import can_be_written

CELERY_WITH_BROKEN_RECONNECT = "5.7.0"
OLDEST_WEASYPRINT = (70,)


@register(Tags.compatibility)
def weasyprint_is_safe(app_configs, **kwargs):
    """Before 70, rendering could be made to fetch addresses; the version is read without the slow import."""
    version = metadata.version("weasyprint")
    if tuple(int(part) for part in version.split(".")[:1]) >= OLDEST_WEASYPRINT:
        return []
    return [Error(f"WeasyPrint {version} is too old.", hint="Install requirements.txt.", id="bulletin.E001")]


@register(Tags.compatibility)
def celery_survives_redis(app_configs, **kwargs):
    if metadata.version("celery") != CELERY_WITH_BROKEN_RECONNECT:
        return []
    hint = "Its workers end when Redis restarts under them; install requirements.txt."
    return [Error(f"Celery {CELERY_WITH_BROKEN_RECONNECT} is installed.", hint=hint, id="bulletin.E002")]


@register(Tags.files)
def folders_can_be_written(app_configs, **kwargs):
    return [
        Error(f"{name} cannot be written: {folder}", hint=f"Set {name} or its owner.", id="bulletin.E003")
        for name, folder in (("DATA_DIR", settings.DATA_DIR), ("MEDIA_ROOT", settings.MEDIA_ROOT))
        if not can_be_written(folder)
    ]


@register(Tags.database)
def sqlite_lets_readers_go_on(app_configs, databases=None, **kwargs):
    """A network share silently refuses WAL; then every writer stops every reader."""
    if not databases or connection.vendor != "sqlite" or connection.is_in_memory_db():
        return []
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        return []
    hint = "Put DATA_DIR on a local disk, or set DATABASE_URL to a PostgreSQL server."
    return [Warning(f"SQLite keeps its journal as {mode}, not as wal.", hint=hint, id="bulletin.W001")]


@register(Tags.compatibility, deploy=True)
def pango_is_there(app_configs, **kwargs):
    """Only with --deploy: it loads the whole renderer."""
    try:
        import weasyprint  # noqa: F401 - slow, and what fails is the import
    except OSError as error:
        hint = "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return [Error(f"WeasyPrint cannot load its libraries: {error}", hint=hint, id="bulletin.E004")]
    return []


@register(Tags.security, deploy=True)
def secret_is_given(app_configs, **kwargs):
    """A key kept in DATA_DIR is for one machine's trial: several web servers need the same, and backups copy it."""
    if not settings.SITE_IS_SECURE or os.environ.get("SECRET_KEY"):
        return []
    return [Error("SECRET_KEY is not set.", hint="Give all processes the same long secret.", id="bulletin.E005")]


@register(Tags.security, deploy=True)
def site_is_secure(app_configs, **kwargs):
    if settings.SITE_IS_SECURE:
        return []
    hint = "Set SITE_URL to the https address readers use."
    return [Warning(f"{settings.SITE_URL} sends passwords in the clear.", hint=hint, id="bulletin.W002")]


@register(Tags.compatibility, deploy=True)
def mails_go_somewhere(app_configs, **kwargs):
    if settings.EMAIL_HOST:
        return []
    hint = "Set EMAIL_URL to your mail server, as smtp://user:password@host:587/?tls=1"
    return [Warning(f"Mails become files in {settings.EMAIL_FILE_PATH}.", hint=hint, id="bulletin.W003")]

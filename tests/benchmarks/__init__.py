"""What the mill and the desk are asked to be quick at, measured: `make bench`."""

import os


def settle(folder: str | None = None) -> None:
    """Django, with its data in a folder of the measurement's own; a child process inherits it."""
    import django

    if folder:
        os.environ["DATA_DIR"] = folder
    for name in ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL"):
        os.environ.pop(name, None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright has a loop in this thread, and the database none of it
    django.setup()

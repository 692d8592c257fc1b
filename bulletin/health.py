"""Whether this web process can do its work, for whoever restarts it or sends it requests."""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request):
    """200 "ok", or 503 and what is out of reach; a lost queue or cache is no illness, publishing goes on without."""
    ills = [ill for ill in (_database(), _files()) if ill]
    return HttpResponse("\n".join(ills or ["ok"]) + "\n", status=503 if ills else 200, content_type="text/plain")


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "database: no answer"
    return ""


def _files():
    return "" if can_be_written(settings.MEDIA_ROOT) else "files: cannot write"


def can_be_written(folder) -> bool:
    """Also of a folder not made yet: what counts is the nearest one that is there."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)

"""The doorbell. Work itself is rows in the database; see exports/publication.py."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")

TRANSPORT_ALIASES["filesystem"] = "bulletin.doorbell:Transport"

app = Celery("bulletin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

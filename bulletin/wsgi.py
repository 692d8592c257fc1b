import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")

application = get_wsgi_application()

from exports import warming  # noqa: E402 - its models are there only now

warming.watch()

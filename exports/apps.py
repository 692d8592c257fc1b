from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "exports"
    verbose_name = _("Mill")

    def ready(self):
        from . import receivers, story  # noqa: F401 - the first connects the signals

        story.tell()

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Newsroom")

    def ready(self):
        from .permissions import write_roles
        from .search import enter_missing

        post_migrate.connect(write_roles, sender=self, dispatch_uid="editorial.write_roles")
        post_migrate.connect(enter_missing, sender=self, dispatch_uid="editorial.enter_missing")

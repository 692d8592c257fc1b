from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .issue import Issue


class PastedBlock(models.Model):
    """What was pasted into an issue's table in one act, so that it can be taken back in one."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pasted_blocks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pasted_blocks")
    at = models.DateTimeField(_("pasted"), default=timezone.now)
    cells = models.JSONField()  # an article's id -> column -> [what stood there before, what was pasted]
    taken_back_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        verbose_name = _("pasted block")
        verbose_name_plural = _("pasted blocks")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.issue}: {self.by}"

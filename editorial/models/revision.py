from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class Revision(models.Model):
    """What an article printed after one person's edit; made only when something printed changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions", null=True)
    at = models.DateTimeField(_("saved"), default=timezone.now)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number")]

    def __str__(self):
        return f"{self.article} #{self.number}"

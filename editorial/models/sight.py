from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class Sight(models.Model):
    """The text of an article that a person last had before them and went on from: what changed since is new to them."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sights")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sights")
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    previous = models.JSONField(null=True)  # what was seen before that, should the answer be taken back
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("sight")
        verbose_name_plural = _("sights")
        ordering = ["article", "person"]
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="one_sight_per_person")]

    def __str__(self):
        return f"{self.person}: {self.article}"

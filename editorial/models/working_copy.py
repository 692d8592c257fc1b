from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .bulletin import Bulletin


class WorkingCopy(models.Model):
    """What one person has typed into one article's form and not saved yet: one copy, written over as they type.

    Without an article it is a new one that was never saved. Nobody else sees a word of it.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_copies")
    article = models.ForeignKey(Article, models.CASCADE, related_name="working_copies", null=True)
    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="working_copies")
    base = models.PositiveIntegerField(default=0)  # the number of the revision that the typing began from
    data = models.JSONField(default=dict)  # the form's fields as typed: name -> list of values
    number = models.PositiveIntegerField(default=0)  # counts the writings, so that of two tabs none undoes the other
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "article"], name="one_working_copy_per_person"),
            models.UniqueConstraint(
                fields=["by", "bulletin"], condition=Q(article=None), name="one_new_working_copy_per_person"
            ),
        ]

    def __str__(self):
        return f"{self.by}: {self.article or self.bulletin}"


class Presence(models.Model):
    """Somebody has this article open to edit; the row is true while `seen_at` is recent."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["article", "person"]
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="one_presence_per_person")]

    def __str__(self):
        return f"{self.person}: {self.article}"

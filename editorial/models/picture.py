from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """A picture that was uploaded once, known by its content; illustrations use it by its `sha256`.

    A description of what it shows and whose it is belong to the picture and come back with it; a caption belongs to
    each use.
    """

    sha256 = models.CharField(max_length=64, unique=True)  # of the file as it is kept
    upload_sha256 = models.CharField(max_length=64, blank=True, db_index=True)  # of the file as it came
    file = models.FileField(_("picture"), upload_to="pictures")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pictures", null=True)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    wanted_at = models.DateTimeField(default=timezone.now, db_index=True)  # see unused_pictures.py

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.file.name

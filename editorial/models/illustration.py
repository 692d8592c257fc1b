from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Illustration(models.Model):
    """A picture of an article, or a caption still waiting for its picture (no file)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="illustrations")
    place = models.PositiveIntegerField(_("after paragraph"), default=0, help_text=_("0 puts it before the text."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    file = models.FileField(_("picture"), upload_to="pictures", blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("illustration")
        verbose_name_plural = _("illustrations")
        ordering = ["article", "place", "position", "pk"]

    def __str__(self):
        return self.caption or self.alt or self.file.name

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Country(models.Model):
    """A country as bulletins print it, in each of their languages; the list is the office's to maintain."""

    code = models.SlugField(_("code"), max_length=8, unique=True, help_text=_("ISO 3166, as BR."))
    en = models.CharField(_("English name"), max_length=100, unique=True)
    ru = models.CharField(_("Russian name"), max_length=100, unique=True)
    is_frequent = models.BooleanField(_("offered first"), default=False)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = [Lower("en")]

    def __str__(self):
        return self.en

    def name_in(self, language):
        return self.ru if language == "ru" else self.en

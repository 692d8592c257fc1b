from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Paper(models.TextChoices):
    A4 = "A4", "A4"
    LETTER = "Letter", "US Letter"
    A5 = "A5", "A5"


# First words of addresses that are ours: a bulletin of that name could not be reached.
RESERVED = ("admin", "answer", "desk", "healthz", "mail", "media", "static", "styleguide")


def not_reserved(slug):
    if slug in RESERVED:
        raise ValidationError(_("This address is taken by the site itself. Choose another."))


class Bulletin(models.Model):
    """One periodical in one language; its edition in another language is another bulletin, its counterpart."""

    slug = models.SlugField(_("address"), max_length=60, unique=True, validators=[not_reserved])
    title = models.CharField(pgettext_lazy("name", "title"), max_length=200)
    tagline = models.CharField(_("tagline"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    parallel_language = models.CharField(
        _("language of parallel titles"), max_length=8, choices=settings.LANGUAGES, blank=True, default=""
    )
    label = models.CharField(_("issue label"), max_length=40, default="Issue")
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#9c1f2e",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits."))],
    )
    imprint = models.TextField(_("imprint"), blank=True)
    paper = models.CharField(_("paper"), max_length=8, choices=Paper, default=Paper.A4)
    target_pages = models.PositiveSmallIntegerField(
        _("target pages"), null=True, blank=True, help_text=_("What a new issue may have; each can have its own.")
    )
    run_on = models.BooleanField(
        _("articles run on"), default=True, help_text=_("Otherwise each article opens a page of its own.")
    )
    logo = models.FileField(_("logo"), upload_to="pictures", blank=True, help_text=_("Stands small on the cover."))
    logo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    logo_width = models.PositiveIntegerField(default=0, editable=False)
    logo_height = models.PositiveIntegerField(default=0, editable=False)
    is_archival = models.BooleanField(
        _("archival PDF"), default=False, help_text=_("PDF/A-3, with the source of the edition attached.")
    )
    counterparts = models.ManyToManyField("self", verbose_name=_("counterparts"), blank=True)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["title", "language"], name="one_bulletin_per_title")]

    def __str__(self):
        return self.title


class StandingSection(models.Model):
    """A section that every new issue starts with; an issue's own sections are copies and never follow it."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="standing_sections")
    title = models.CharField(pgettext_lazy("name", "title"), max_length=200)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("standing section")
        verbose_name_plural = _("standing sections")
        ordering = ["bulletin", "position"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "position"], name="one_place_per_standing_section")]

    def __str__(self):
        return self.title

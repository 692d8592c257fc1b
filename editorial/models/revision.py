from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.actors import person
from editorial.content import fingerprint

from .article import Article


class RevisionManager(models.Manager):
    def write(self, content, *, number, by):
        """One more revision of an article, by a User or a named Actor; called on an article's `revisions`."""
        return self.create(number=number, by=person(by), fingerprint=fingerprint(content), content=content)

    def last_number(self) -> int:
        """The number of an article's newest, 0 before its first; called on the article's `revisions`."""
        return self.values_list("number", flat=True).first() or 0


class Revision(models.Model):
    """What an article printed after one person's edit; made only when something printed changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions", null=True)
    at = models.DateTimeField(_("saved"), default=timezone.now)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()

    objects = RevisionManager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number")]

    def __str__(self):
        return f"{self.article} #{self.number}"


class Version(models.Model):
    """A revision worth finding again: what was submitted, approved, published, or kept on request under a name."""

    class Occasion(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", pgettext_lazy("version", "published")
        KEPT = "kept", _("kept on request")

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="versions")
    occasion = models.CharField(_("occasion"), max_length=12, choices=Occasion)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="versions", null=True)
    at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(occasion__in=["submitted", "approved", "published", "kept"]),
                name="version_occasion_known",
            ),
        ]

    def __str__(self):
        return self.name or self.get_occasion_display()

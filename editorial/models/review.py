from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class Review(models.Model):
    """One reviewer's answer on one exact text, named by its fingerprint."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    article = models.ForeignKey(Article, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    at = models.DateTimeField(_("answered"), default=timezone.now)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    revision = models.PositiveIntegerField(_("revision"), default=0)
    # An edit withdraws an approval; a return or a spike revokes it, so that its text counts as unapproved again.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["article", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["approved", "returned"]), name="review_verdict_known"),
        ]

    def __str__(self):
        return f"{self.article}: {self.get_verdict_display()}"


class Remark(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="remarks")
    review = models.ForeignKey(Review, models.SET_NULL, related_name="remarks", null=True, blank=True)
    text = models.TextField(_("remark"))
    at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["article", "at", "pk"]

    def __str__(self):
        return self.text

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .issue import Issue
from .letter import Letter


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def about(self, article):
        """Those that were asked about this article, alone or with its issue."""
        with_issue = Q(issue__isnull=False, fingerprints__has_key=str(article.pk))
        return self.filter(Q(article=article) | with_issue)


class Invitation(models.Model):
    """A person without an account is asked to answer for one article or for all of an issue, by a link of their own.

    `fingerprints` names the texts it is for, by the article's key: for any other text the link is good for nothing.
    Of the link itself only a digest is kept.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="invitations", null=True)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="invitations", null=True)
    name = models.CharField(_("name of the person"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    digest = models.CharField(max_length=64, unique=True)
    fingerprints = models.JSONField(default=dict)
    letter = models.ForeignKey(Letter, models.SET_NULL, related_name="+", null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, issue__isnull=False) | Q(article__isnull=False, issue=None),
                name="invitation_for_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.article or self.issue}"

    @property
    def subject(self):
        return self.article or self.issue

    @property
    def state(self):
        """answered, withdrawn, expired or open; whether the texts are still the same, the texts must be asked."""
        if self.answered_at:
            return "answered"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if self.expires_at <= timezone.now() else "open"

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet):
    def claimable(self, now=None):
        """Waiting, and due for a try."""
        return self.filter(status=Letter.Status.QUEUED, try_at__lte=now or timezone.now())

    def overdue(self, now=None):
        """Claimed by a worker that has not answered in time."""
        return self.filter(status=Letter.Status.SENDING, lease_until__lt=now or timezone.now())


class Letter(models.Model):
    """One mail to one person: the work to send it, and what became of it. Only letters.py writes it."""

    MAX_ATTEMPTS = 6

    class Kind(models.TextChoices):
        AT_ONCE = "at once", _("at once")
        DIGEST = "digest", _("digest")
        POST = "post", _("on its own")  # to an address, of something nobody is told of in the app

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("outcome unknown")
        NEEDLESS = "needless", _("no longer needed")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", verbose_name=_("user"), null=True, blank=True
    )
    to = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    slot = models.DateTimeField(null=True, blank=True)  # the hour of a digest
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True)  # from then on the server may have it
    try_at = models.DateTimeField(_("next try"), default=timezone.now)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    error = models.TextField(_("error"), blank=True)
    at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending", "sent", "failed", "unknown", "needless"]),
                name="letter_status_known",
            ),
            models.UniqueConstraint(fields=["person", "slot"], name="one_digest_per_hour"),
        ]

    def __str__(self):
        return f"{self.to or self.person}: {self.subject}"

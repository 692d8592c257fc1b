from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .issue import Issue
from .letter import Letter
from .review import Remark, Review
from .said import SaidField


class NotificationQuerySet(models.QuerySet):
    def ripe(self, now=None):
        """Those whose act can no longer be undone."""
        return self.filter(ready_at__lte=now or timezone.now())

    def unread(self):
        return self.filter(read_at=None)

    def read(self, now=None):
        """Mark as read what is unread among them; a page that shows nothing new writes nothing."""
        if unread := list(self.unread().values_list("pk", flat=True)):
            self.model.objects.filter(pk__in=unread, read_at=None).update(read_at=now or timezone.now())


class Notification(models.Model):
    """One person is told of one event; never of an act of their own."""

    class Event(models.TextChoices):
        SUBMITTED = "submitted", _("an article waits for your answer")
        ASSIGNED = "assigned", _("an article was given to you")
        RETURNED = "returned", _("your article was returned")
        APPROVED = "approved", _("your article was approved")
        WITHDRAWN = "withdrawn", _("an approval of yours was withdrawn")
        MENTIONED = "mentioned", _("somebody named you in a remark")
        REMARKED = "remarked", _("somebody wrote a remark on your article or answered yours")
        DEADLINE = "deadline", _("a deadline is near")
        PUBLISHED = "published", _("an issue was published")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event = models.CharField(_("event"), max_length=12, choices=Event)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    actor = models.CharField(_("who"), max_length=120)
    article = models.ForeignKey(Article, models.CASCADE, related_name="notifications", null=True)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="notifications", null=True)
    remark = models.ForeignKey(Remark, models.CASCADE, related_name="notifications", null=True)
    review = models.ForeignKey(Review, models.CASCADE, related_name="notifications", null=True)
    note = SaidField(_("note"), blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)  # the one it tells of
    letter = models.ForeignKey(Letter, models.SET_NULL, related_name="notifications", null=True, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    ready_at = models.DateTimeField(default=timezone.now, db_index=True)  # until then the act may be undone
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-ready_at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at"], name="notification_unread")]
        constraints = [
            models.UniqueConstraint(fields=["person", "article", "deadline"], name="one_reminder_per_article"),
            models.UniqueConstraint(
                fields=["person", "issue", "deadline"], condition=Q(article=None), name="one_reminder_per_issue"
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_event_display()}"

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.actors import person

from .article import Article
from .issue import Issue
from .keyword import Keyword
from .said import SaidField


class RecordManager(models.Manager):
    def write(self, subject, verb, *, by, note="", from_status="", to_status="", issue=None):
        """Say that `by` (a User or a named Actor) did `verb` to an article, an issue or a keyword.

        An article's record belongs to the history of the issue it stands in, or of `issue`, which it has left.
        """
        return self.create(
            article=subject if isinstance(subject, Article) else None,
            issue=issue or _issue_of(subject),
            keyword=subject if isinstance(subject, Keyword) else None,
            by=person(by),
            actor=str(by)[:120],
            verb=verb,
            from_status=from_status,
            to_status=to_status,
            note=note,
        )


def _issue_of(subject):
    if isinstance(subject, Article):
        return subject.issue
    return subject if isinstance(subject, Issue) else None


class Record(models.Model):
    """Who did what, when. Written in the same transaction as the act; never changed."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="records", null=True)
    actor = models.CharField(_("who"), max_length=120)
    verb = models.CharField(_("what"), max_length=40)
    from_status = models.CharField(pgettext_lazy("state", "from"), max_length=12, blank=True)
    to_status = models.CharField(pgettext_lazy("state", "to"), max_length=12, blank=True)
    note = SaidField(_("note"), blank=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="records", null=True)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="records", null=True)
    keyword = models.ForeignKey(Keyword, models.SET_NULL, related_name="records", null=True)

    objects = RecordManager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(actor=""), name="record_names_its_actor"),
        ]

    def __str__(self):
        return f"{self.actor}: {self.verb}"

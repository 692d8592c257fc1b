from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .said import SaidField


class ReviewQuerySet(models.QuerySet):
    def approvals(self):
        """Those that count: what an edit withdrew comes back with its text, what was revoked or undone does not."""
        return self.filter(verdict=Review.Verdict.APPROVED, revoked=False)

    def standing(self):
        """Approvals that no edit has withdrawn."""
        return self.approvals().filter(withdrawn_at=None)


class Review(models.Model):
    """One reviewer's answer on one exact text, named by its fingerprint."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    article = models.ForeignKey(Article, models.CASCADE, related_name="reviews")
    # One of the house, or a person without an account who was asked.
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", null=True)
    invitation = models.ForeignKey(
        "editorial.Invitation", models.PROTECT, related_name="reviews", null=True, blank=True
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    at = models.DateTimeField(_("answered"), default=timezone.now)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    rendered = models.TextField(blank=True)  # the text as it was read, see approved_text.py
    from_status = models.CharField(max_length=12, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    # An edit withdraws an approval; a return or a spike revokes it, so that its text counts as unapproved again.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="withdrawals", null=True, blank=True
    )
    withdrawn_because = SaidField(_("withdrawn because"), blank=True)
    revoked = models.BooleanField(default=False)
    revoked_with = models.ForeignKey("self", models.SET_NULL, related_name="revokes", null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    act = models.UUIDField(null=True, blank=True, db_index=True, editable=False)  # shared by what one act answered

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["article", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["approved", "returned"]), name="review_verdict_known"),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=False, invitation=None) | Q(reviewer=None, invitation__isnull=False),
                name="review_has_one_giver",
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.get_verdict_display()}"

    @property
    def counts(self):
        """See ReviewQuerySet.approvals()."""
        return self.verdict == self.Verdict.APPROVED and not self.revoked

    @property
    def stands(self):
        """See ReviewQuerySet.standing()."""
        return self.counts and self.withdrawn_at is None

    @property
    def minder(self):
        """Who is told what becomes of the answer: its reviewer, or who asked somebody outside for it."""
        return self.reviewer or self.invitation.by

    @property
    def giver(self):
        """Who answered: a User, or the name of somebody who was asked without having an account."""
        return self.reviewer or self.invitation.name


class RemarkQuerySet(models.QuerySet):
    def unresolved(self):
        """Those that wait for somebody; an answer is settled with the remark it answers."""
        return self.filter(answers=None, resolved_at=None)


class Remark(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="remarks")
    # Null where somebody without an account gave it with their answer.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="remarks", null=True)
    review = models.ForeignKey(Review, models.SET_NULL, related_name="remarks", null=True, blank=True)
    answers = models.ForeignKey("self", models.CASCADE, related_name="answered_by", null=True, blank=True)
    # What it is about: a printed field by its name, or a passage of one; empty is the whole article.
    field = models.CharField(_("field"), max_length=20, blank=True)
    passage = models.TextField(_("passage"), blank=True)  # the words it spoke of, as they were then
    before = models.CharField(max_length=120, blank=True)  # what stood around them, to find them again
    after = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    text = models.TextField(_("remark"))
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    at = models.DateTimeField(_("written"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="resolved_remarks", null=True, blank=True
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["article", "at", "pk"]

    def __str__(self):
        return self.text

    @property
    def giver(self):
        return self.author or self.review.giver

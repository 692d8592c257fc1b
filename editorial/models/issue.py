import re

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .bulletin import Bulletin
from .said import SaidField

LABEL = re.compile(r"^\s*(\d{1,3})\.(\d{4})\s*$")


class IssueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Issues of all states for those who work here, none for anybody else."""
        from editorial.permissions import may_enter_desk

        return self.all() if may_enter_desk(user) else self.none()

    def labelled(self, label):
        """Issues called `label`, as 53.2020; none if the label is not of that form."""
        match = LABEL.match(label)
        return self.filter(number=int(match[1]), year=int(match[2])) if match else self.none()


class Issue(models.Model):
    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHING = "publishing", _("publishing")
        PUBLISHED = "published", _("published")
        CORRECTING = "correcting", _("correcting")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # Articles can be placed, edited and reviewed only here; everywhere else the issue is frozen.
    OPEN = (Status.PLANNED, Status.CORRECTING)

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="issues", verbose_name=_("bulletin"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    date_from = models.DateField(_("from"))
    date_to = models.DateField(_("to"))
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.PLANNED, editable=False, db_index=True
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    target_pages = models.PositiveSmallIntegerField(_("target pages"), null=True, blank=True)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    failure = SaidField(_("why the last publishing failed"), blank=True, editable=False)
    notice = models.TextField(_("notice of correction or withdrawal"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-year", "-number", "bulletin"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "year", "number"], name="one_issue_per_number"),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "scheduled", "publishing", "published", "correcting", "withdrawn"]),
                name="issue_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "correcting", "withdrawn"]) | Q(published_at__isnull=False),
                name="published_issue_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(publish_at__isnull=False),
                name="scheduled_issue_has_hour",
            ),
            models.CheckConstraint(condition=Q(date_to__gte=F("date_from")), name="issue_period_in_order"),
            models.CheckConstraint(condition=Q(number__gte=1), name="issue_number_from_one"),
        ]

    def __str__(self):
        return f"{self.bulletin.title} {self.label}"

    @property
    def label(self):
        """The issue's name in the trade: number.year, as 53.2020."""
        return f"{self.number}.{self.year}"

    @property
    def is_open(self):
        return self.status in self.OPEN

    def articles_to_print(self):
        """Its articles in their order, with everything printed. A screen that has them sets `known_articles`."""
        from .article import Article

        if hasattr(self, "known_articles"):
            return self.known_articles
        rows = Article.objects.for_printing().filter(section__issue=self)
        return list(rows.order_by("section__position", "position", "pk"))

    def counterparts(self):
        """The same week's issues of the bulletin's editions in other languages."""
        return Issue.objects.filter(bulletin__in=self.bulletin.counterparts.all(), year=self.year, number=self.number)


class Section(models.Model):
    """A section of one issue: its order and headings belong to that issue alone."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="sections")
    title = models.CharField(pgettext_lazy("name", "title"), max_length=200)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["issue", "position"]
        constraints = [models.UniqueConstraint(fields=["issue", "position"], name="one_place_per_section")]

    def __str__(self):
        return self.title

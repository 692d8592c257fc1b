import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.models import Issue, Keyword
from editorial.models.said import SaidField


class EditionQuerySet(models.QuerySet):
    def without_texts(self):
        """For lists: the snapshot of an issue is long, and so is its sign-off sheet."""
        return self.defer("snapshot", "signoff")

    def published(self):
        """Editions that readers may see: published, of an issue that is not withdrawn."""
        return self.exclude(published_at=None).exclude(issue__status=Issue.Status.WITHDRAWN)

    def current(self):
        """The newest published edition of each issue: what "the issue" means to a reader."""
        newest = self.model.objects.filter(issue=models.OuterRef("issue"), published_at__isnull=False)
        return self.published().filter(pk=models.Subquery(newest.order_by("-number").values("pk")[:1]))


class Edition(models.Model):
    """The printed content of an issue, frozen at the moment of publishing; never changed afterwards."""

    class Status(models.TextChoices):
        RENDERING = "rendering", _("rendering")
        PUBLISHED = "published", pgettext_lazy("edition", "published")
        FAILED = "failed", _("failed")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.RENDERING)
    snapshot = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    signoff = models.JSONField(_("sign-off sheet"), default=dict, blank=True)  # empty for editions older than it
    notice = models.TextField(_("notice of correction"), blank=True)
    frozen_at = models.DateTimeField(_("frozen"), default=timezone.now)
    frozen_by = models.CharField(_("published by"), max_length=120, blank=True)
    published_at = models.DateTimeField(pgettext_lazy("edition", "published"), null=True, blank=True, db_index=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["issue", "-number"]
        constraints = [
            # A failed edition keeps its row for those who look for the reason, but not its number.
            models.UniqueConstraint(
                fields=["issue", "number"], condition=~Q(status="failed"), name="one_edition_per_number"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["rendering", "published", "failed"]), name="edition_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="published_edition_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.issue} ({self.number})"


class WorkQuerySet(models.QuerySet):
    def claimable(self, now=None):
        """Waiting, or claimed by a worker whose lease ran out; with a try left."""
        return self._unfinished(now).filter(attempts__lt=Work.MAX_ATTEMPTS)

    def exhausted(self, now=None):
        """Its last try ended without an answer."""
        return self._unfinished(now).filter(attempts__gte=Work.MAX_ATTEMPTS)

    def held(self, claim):
        """Being made under this claim, which nobody else has taken over."""
        return self.wanted().filter(claim=claim, status=Work.Status.RENDERING)

    def wanted(self):
        """Work that still makes sense."""
        return self

    def _unfinished(self, now):
        late = Q(status=Work.Status.RENDERING, lease_until__lt=now or timezone.now())
        return self.wanted().filter(late | Q(status=Work.Status.QUEUED))


class Work(models.Model):
    """A file to be made: the row is claimed by one worker for as long as its lease, and has the file in the end."""

    MAX_ATTEMPTS = 3

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RENDERING = "rendering", _("rendering")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = SaidField(_("error"), blank=True)
    file = models.FileField(_("file"), blank=True, max_length=200)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    faults = models.JSONField(_("layout faults"), default=list, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "rendering", "ready", "failed"]), name="%(class)s_status_known"
            ),
            models.CheckConstraint(condition=~Q(status="ready") | ~Q(file=""), name="ready_%(class)s_has_file"),
        ]


class RenditionQuerySet(WorkQuerySet):
    def wanted(self):
        """Of an edition that is still being made: one failed format, or a stop, makes all of them useless."""
        # By a subquery, not a join: an UPDATE must weigh the row's own columns itself, or PostgreSQL lets two claim it.
        editions = Edition.objects.filter(status=Edition.Status.RENDERING, issue__status=Issue.Status.PUBLISHING)
        return self.filter(edition__in=editions)


class Rendition(Work):
    """One edition in one format: the work to make it and, once ready, its file."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="renditions")
    format = models.CharField(_("format"), max_length=12)
    sha256 = models.CharField(max_length=64, blank=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["edition", "format"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="one_rendition_per_format"),
            *Work.Meta.constraints,
        ]

    def __str__(self):
        return f"{self.edition} {self.format}"


class Strand(models.Model):
    """One section of a rendition, for one worker to set while others set the rest."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SETTING = "setting", _("being set")
        DONE = "done", _("set")

    rendition = models.ForeignKey(Rendition, models.CASCADE, related_name="strands")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("strand")
        verbose_name_plural = _("strands")
        ordering = ["rendition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["rendition", "number"], name="one_strand_per_number"),
            models.CheckConstraint(condition=Q(status__in=["queued", "setting", "done"]), name="strand_status_known"),
        ]

    def __str__(self):
        return f"{self.rendition} {self.number}"

    @property
    def is_first(self):
        return self.number == 0 and self.attempts == 1


class PrintedArticle(models.Model):
    """The row by which readers find an article of an edition; its text stays in the edition's snapshot."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="printed_articles")
    uid = models.UUIDField(db_index=True)
    anchor = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    section_title = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    parallel_title = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=100, blank=True, db_index=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    keywords = models.ManyToManyField(Keyword, related_name="printed_articles", blank=True)

    class Meta:
        verbose_name = _("printed article")
        verbose_name_plural = _("printed articles")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "anchor"], name="one_printed_article_per_anchor"),
        ]

    def __str__(self):
        return self.title


class Proof(Work):
    """The newest proof of an issue: work to be done, then a file, and the page on which each article begins.

    One row an issue, written over by the next proof. `fingerprint` is of the snapshot it was made from, so a proof
    that is out of date says so; `print_of` has the same for each article. While a new one is made, or if that fails,
    the file and all about it are still those of the last.
    """

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="proof")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    asked_by = models.CharField(_("asked for by"), max_length=120, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    page_of = models.JSONField(default=dict)  # anchor -> the page of the issue, from 1
    print_of = models.JSONField(default=dict)  # anchor -> the fingerprint of the article as it was set

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["issue"]
        constraints = Work.Meta.constraints

    def __str__(self):
        return f"{self.issue}: proof"

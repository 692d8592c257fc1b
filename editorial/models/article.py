import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from .bulletin import Bulletin
from .issue import Section
from .keyword import ArticleKeyword, Keyword


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Articles of all states for those who work here, none for anybody else."""
        from editorial.permissions import may_enter_desk

        return self.all() if may_enter_desk(user) else self.none()

    def unplaced(self):
        return self.filter(section=None).exclude(status=Article.Status.SPIKED)

    def waiting(self):
        return self.filter(status=Article.Status.IN_REVIEW)

    def with_open_remarks(self):
        """Each with `open_remarks`, how many are not resolved; answers are not counted."""
        from .review import Remark

        opened = Remark.objects.filter(article=models.OuterRef("pk")).unresolved().order_by()
        count = opened.values("article").annotate(count=models.Count("pk")).values("count")
        return self.annotate(open_remarks=Coalesce(models.Subquery(count), 0))

    def for_printing(self):
        """With everything printed of an article in two further queries, keywords and pictures in order."""
        return self.select_related("section__issue", "bulletin").prefetch_related(
            models.Prefetch("keyword_items", ArticleKeyword.objects.select_related("tag").order_by("pk")),
            "illustrations",
        )


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        SPIKED = "spiked", _("spiked")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="articles", verbose_name=_("bulletin"))
    section = models.ForeignKey(
        Section, models.SET_NULL, related_name="articles", verbose_name=_("section"), null=True, blank=True
    )
    position = models.PositiveIntegerField(_("position"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles", verbose_name=_("editor"), null=True
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="articles_to_review",
        verbose_name=_("reviewer"),
        null=True,
        blank=True,
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=500)
    parallel_title = models.CharField(_("parallel title"), max_length=500, blank=True)
    country = models.CharField(_("country of the source"), max_length=100, blank=True)
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    published_on = models.DateField(_("date of the source"), null=True, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    source_name = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    body = models.TextField(_("text"), blank=True)
    keywords = TaggableManager(_("keywords"), through=ArticleKeyword, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["section", "position", "pk"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="articles_newest_first"),
            models.Index(fields=["country"], name="articles_by_country"),  # whose names the lists' filter offers
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "returned", "approved", "spiked"]),
                name="article_status_known",
            ),
            models.UniqueConstraint(fields=["section", "position"], name="one_place_per_article"),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__gte=1, month__lte=12), name="article_month_in_year"
            ),
        ]
        permissions = [
            ("enter_desk", "Can enter the desk"),
            ("write_article", "Can write and edit articles"),
            ("review_article", "Can approve or return articles"),
            ("assemble_issue", "Can plan and assemble issues"),
            ("publish_issue", "Can publish and correct issues"),
            ("curate_keywords", "Can rename and merge keywords"),
        ]

    def __str__(self):
        return self.title

    @property
    def issue(self):
        """The issue it is placed in, or None."""
        return self.section.issue if self.section_id else None

    @property
    def deadline(self):
        """When its answer is due: its own hour, else its issue's; None if neither has one."""
        return self.due_at or (self.issue.due_at if self.issue else None)

    @property
    def anchor(self):
        """Its name inside an issue and in the issue's addresses; never changes."""
        return f"a-{self.uid.hex[:8]}"

    def keyword_names(self):
        """Names in the order they are printed in, which is the order they were given in."""
        items = sorted(self.keyword_items.all(), key=lambda item: item.pk)
        return [item.tag.name for item in items]

    def set_keywords(self, names):
        """Print exactly these keywords in this order; a name given up gives the keyword that took its place."""
        present = Keyword.objects.present(names)
        names = list(dict.fromkeys(present[name] for name in names))
        if names != self.keyword_names():
            self.keywords.set(names, clear=True)
            getattr(self, "_prefetched_objects_cache", {}).pop("keyword_items", None)

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


class Keyword(TagBase):
    """A word that articles are found by; written as printed, in any alphabet."""

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering = ["name"]

    def slugify(self, tag, i=None):
        """An address that keeps every alphabet and tells brics from brics+."""
        slug = slugify(tag.replace("+", "-plus"), allow_unicode=True) or "keyword"
        return slug if i is None else f"{slug}_{i}"


class ArticleKeyword(ItemBase):
    tag = models.ForeignKey(Keyword, models.CASCADE, related_name="items")
    content_object = models.ForeignKey("editorial.Article", models.CASCADE, related_name="keyword_items")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="one_keyword_once_per_article")]


class FormerKeyword(models.Model):
    """A name that was renamed or merged away: its address leads on, and who types it is led to the present one."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=110, unique=True, allow_unicode=True)
    keyword = models.ForeignKey(Keyword, models.CASCADE, related_name="former")

    class Meta:
        verbose_name = _("former keyword")
        verbose_name_plural = _("former keywords")
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} → {self.keyword}"


class KeywordPair(models.Model):
    """Two keywords that look like twins and are none: somebody said so. The one with the lower key comes first."""

    one = models.ForeignKey(Keyword, models.CASCADE, related_name="+")
    other = models.ForeignKey(Keyword, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pair of distinct keywords")
        verbose_name_plural = _("pairs of distinct keywords")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_row_per_keyword_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="keyword_pair_in_order"),
        ]

    def __str__(self):
        return f"{self.one} ≠ {self.other}"

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

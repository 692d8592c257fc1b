from itertools import chain, count

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, NaturalKeyManager, TagBase

LONGEST_SLUG = 90  # leaves room for a number behind it


class KeywordManager(NaturalKeyManager):
    def present(self, names) -> dict[str, str]:
        """What each name is called now: a keyword that is there, whatever its case, or the one that took its place.

        A name that nobody knows stands for itself. Two queries for any number of names.
        """
        names = list(names)
        like = Q(name__in=names) | Q(slug__in={self.model.slug_of(name) for name in names})
        former = FormerKeyword.objects.filter(like).values_list("name", "keyword__name") if names else []
        there = set(self.filter(like).values_list("name", flat=True)) if names else set()
        known = {name.casefold(): present for name, present in former} | {name.casefold(): name for name in there}
        return {name: name if name in there else known.get(name.casefold(), name) for name in names}


class Keyword(TagBase):
    """A word that articles are found by; written as printed, in any alphabet."""

    objects = KeywordManager()

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering = ["name"]

    def save(self, *args, **kwargs):
        """A new keyword never takes the address of a former one, which leads somewhere else."""
        if self._state.adding and not self.slug:
            slug = self.slug_of(self.name)
            self.slug = self.free_slug() if FormerKeyword.objects.filter(slug=slug).exists() else ""
        super().save(*args, **kwargs)

    @staticmethod
    def slug_of(name):
        """An address that keeps every alphabet and tells brics from brics+."""
        return slugify(name.replace("+", "-plus"), allow_unicode=True)[:LONGEST_SLUG] or "keyword"

    def slugify(self, tag, i=None):
        return self.slug_of(tag) if i is None else f"{self.slug_of(tag)}_{i}"

    def free_slug(self):
        """The address of its name, with a number if another keyword or a former one has it."""
        slug = self.slugify(self.name)
        taken = set(Keyword.objects.filter(slug__startswith=slug).exclude(pk=self.pk).values_list("slug", flat=True))
        taken |= set(FormerKeyword.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (self.slugify(self.name, number) for number in count(1))
        return next(each for each in chain([slug], numbered) if each not in taken)


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

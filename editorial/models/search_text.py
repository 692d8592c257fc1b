from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class SearchText(models.Model):
    """What an article is found by: its words reduced to their stems. Each database keeps its own index of them."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="search_text")
    title = models.TextField()  # stems of both titles and of the keywords, which weigh more
    text = models.TextField()

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")
        ordering = ["article"]

    def __str__(self):
        return str(self.article)

"""Has every remark been dealt with? A doubt for who publishes, never an obstacle."""

from django.utils.translation import ngettext

from editorial.models import Article

from .finding import WARNING, Finding


def check(issue, articles):
    counts = _counts([article.pk for article in articles if not hasattr(article, "open_remarks")])
    for article in articles:
        if count := getattr(article, "open_remarks", counts.get(article.pk)):
            message = ngettext(
                "%(count)s remark on “%(title)s” is open.", "%(count)s remarks on “%(title)s” are open.", count
            )
            yield Finding(WARNING, message % {"count": count, "title": article.title}, article, "remarks")


def _counts(unknown):
    """Of those that a list has not counted already."""
    if not unknown:
        return {}
    return dict(Article.objects.filter(pk__in=unknown).with_open_remarks().values_list("pk", "open_remarks"))

"""Has every remark been dealt with? A doubt for who publishes, never an obstacle."""

from django.utils.translation import ngettext

from editorial.models import Article

from .finding import WARNING, Finding


def check(issue, articles):
    rows = Article.objects.filter(pk__in=[article.pk for article in articles]).with_open_remarks()
    counts = dict(rows.values_list("pk", "open_remarks"))
    for article in articles:
        if count := counts.get(article.pk):
            message = ngettext(
                "%(count)s remark on “%(title)s” is open.", "%(count)s remarks on “%(title)s” are open.", count
            )
            yield Finding(WARNING, message % {"count": count, "title": article.title}, article, "remarks")

"""Who has taken an article to review. A claim keeps others from starting on it, but nobody from answering."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .models import Article, Record
from .permissions import may_approve, may_publish, require
from .workflow import NotPossible


@transaction.atomic
def claim(article, *, by) -> None:
    """Take it, if nobody has. Raises PermissionDenied for who may not approve it, NotPossible if it is taken."""
    require(may_approve(by, article))
    if not Article.objects.filter(pk=article.pk, reviewer=None).update(reviewer=by):
        article.refresh_from_db(fields=["reviewer"])
        if article.reviewer_id != by.pk:
            raise NotPossible(_("%(name)s has taken this article already.") % {"name": article.reviewer})
        return
    Record.objects.write(article, "claim", by=by)


@transaction.atomic
def let_go(article, *, by) -> None:
    """Leave it for others: by whoever has it, or the publisher."""
    if article.reviewer_id != by.pk:
        require(may_publish(by))
    if Article.objects.filter(pk=article.pk, reviewer=article.reviewer_id).exclude(reviewer=None).update(reviewer=None):
        Record.objects.write(article, "let go", by=by)

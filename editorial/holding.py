"""Who waits for whom. Whoever writes takes the rows it needs in one order: bulletin, issues, articles, all the rest.

So nobody waits for somebody who waits for them, and of two acts in one bulletin the second finds what the first one
left: an article is not returned while its issue goes to print. Rows that only refer to a held one do not wait
(FOR NO KEY UPDATE). Where rows cannot be held (SQLite), whole transactions take turns.
"""

from django.utils.translation import gettext_lazy as _

from .models import Article, Bulletin, Issue
from .refusals import NotPossible


def hold_bulletin(pk):
    list(Bulletin.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))


def hold_all():
    """Nobody edits an article of any bulletin until this is committed."""
    list(Bulletin.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def hold_issues(ids):
    """Of a bulletin that is held already."""
    list(Issue.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))


def hold_articles(ids):
    """With their bulletins."""
    ids = list(ids)
    bulletins = Bulletin.objects.filter(pk__in=Article.objects.filter(pk__in=ids).values("bulletin"))
    list(bulletins.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    list(Article.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))


def hold_subject(subject):
    """The article or the issue as it is now, for this transaction alone.

    It is read after it is held, for a row that was joined to it while it waited would be an old one.
    """
    rows = Issue.objects.all()
    if isinstance(subject, Article):
        rows = Article.objects.select_related("section__issue", "bulletin")
        hold_articles([subject.pk])
    else:
        hold_bulletin(subject.bulletin_id)
        hold_issues([subject.pk])
    if fresh := rows.filter(pk=subject.pk).first():
        return fresh
    raise NotPossible(_("This is gone; somebody may have been faster than you."))

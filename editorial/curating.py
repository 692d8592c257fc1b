"""Renaming, merging and removing keywords: the only writer of their names. Each act is one transaction and one record.

What is printed changes with a keyword, so every article that carries it gets a revision by the person who curates, who
so becomes one of those who wrote it; an approval in an open issue or in the pool is withdrawn. Articles of published
issues carry the new word too, but no edition changes: a correction of the issue finds it as a change to approve.
"""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from . import holding, revisions, signals
from .keywords import one_name
from .models import Article, ArticleKeyword, FormerKeyword, Issue, Keyword, KeywordPair, Record
from .permissions import may_curate_keywords, require
from .workflow import NotPossible

# What is printed of these is decided and not frozen for good: it may fall back to the desk with its approvals.
BUSY = (Issue.Status.SCHEDULED, Issue.Status.PUBLISHING)


def carrying(keywords):
    """The articles that carry any of these keywords, each once; those whose approval would go first."""
    items = ArticleKeyword.objects.filter(tag__in=keywords).values("content_object")
    return Article.objects.filter(pk__in=items).select_related("bulletin", "section__issue")


def why_not(keywords) -> str:
    """Why what these keywords print may not change now, or an empty text."""
    busy = Issue.objects.filter(status__in=BUSY, sections__articles__in=carrying(keywords)).distinct()
    labels = [issue.label for issue in busy[:5]]
    if not labels:
        return ""
    return _("Issue %(labels)s is about to be published with it. Wait until it is, or take it off the schedule.") % {
        "labels": ", ".join(labels)
    }


@transaction.atomic
def rename(keyword, name, *, by) -> Keyword:
    """Give the keyword another name; the old one and its address lead to it. Raises NotPossible, PermissionDenied."""
    require(may_curate_keywords(by))
    keyword = _locked([keyword.pk])[0]
    name, before = one_name(name), (keyword.name, keyword.slug)
    if name == keyword.name:
        return keyword
    _check_free(keyword, name)
    _check_quiet([keyword])
    articles = _lock_articles([keyword])
    keyword.former.filter(Q(name=name) | Q(slug=Keyword.slug_of(name))).delete()
    keyword.name = name
    keyword.slug = keyword.slug if Keyword.slug_of(name) == Keyword.slug_of(before[0]) else keyword.free_slug()
    keyword.save(update_fields=["name", "slug"])
    _lead_on(keyword, *before)
    Record.objects.write(keyword, "rename keyword", by=by, note=f"{before[0]} → {name}")
    _keep(articles, by)
    return keyword


@transaction.atomic
def merge(keywords, into, *, by) -> Keyword:
    """Make one keyword of several: what carried them carries `into`, their names and addresses lead to it."""
    require(may_curate_keywords(by))
    rows = {keyword.pk: keyword for keyword in _locked({into.pk, *(keyword.pk for keyword in keywords)})}
    if into.pk not in rows:
        raise NotPossible(_("This keyword is gone; somebody may have been faster than you."))
    into = rows.pop(into.pk)
    merged = list(rows.values())
    if not merged:
        raise NotPossible(_("Choose at least two keywords to merge."))
    _check_quiet(merged)
    articles = _lock_articles(merged)
    _repoint(merged, into)
    signals.keywords_merging.send(sender=Keyword, merged=[keyword.pk for keyword in merged], into=into, by=by)
    FormerKeyword.objects.filter(keyword__in=merged).update(keyword=into)
    Record.objects.filter(keyword__in=merged).update(keyword=into)
    Keyword.objects.filter(pk__in=[keyword.pk for keyword in merged]).delete()
    for keyword in merged:
        _lead_on(into, keyword.name, keyword.slug)
    names = ", ".join(keyword.name for keyword in merged)
    Record.objects.write(into, "merge keywords", by=by, note=f"{names} → {into.name}")
    _keep(articles, by)
    return into


@transaction.atomic
def remove(keyword, *, by):
    """Remove a keyword that nothing carries; its former names go with it."""
    require(may_curate_keywords(by))
    keyword = _locked([keyword.pk])[0]
    if keyword.items.exists():
        raise NotPossible(_("Articles carry this keyword. Merge it into another one."))
    answers = (reason for _receiver, reason in signals.keyword_removing.send(sender=Keyword, keyword=keyword))
    if reason := next(filter(None, answers), ""):
        raise NotPossible(reason)
    Record.objects.write(None, "remove keyword", by=by, note=keyword.name)
    keyword.delete()


@transaction.atomic
def distinguish(one, other, *, by):
    """Say that two keywords are no twins, however alike they look. Saying it twice is saying it once."""
    require(may_curate_keywords(by))
    one, other = sorted((one, other), key=lambda keyword: keyword.pk)
    _pair, created = KeywordPair.objects.get_or_create(one=one, other=other)
    if created:
        Record.objects.write(one, "distinguish keywords", by=by, note=f"{one.name} ≠ {other.name}")


def _locked(pks):
    """The keywords, with nobody at an article who may be about to give it one of them."""
    holding.hold_all()
    rows = list(Keyword.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    if not rows:
        raise NotPossible(_("This keyword is gone; somebody may have been faster than you."))
    return rows


def _check_free(keyword, name):
    present = Keyword.objects.present([name])[name]
    if present not in (name, keyword.name):
        values = {"name": name, "present": present}
        raise NotPossible(_("“%(name)s” stands for “%(present)s”. Merge the two instead.") % values)
    if Keyword.objects.filter(name=name).exists():
        raise NotPossible(_("There is a keyword “%(name)s” already. Merge the two instead.") % {"name": name})


def _check_quiet(keywords):
    if reason := why_not(keywords):
        raise NotPossible(reason)


def _lock_articles(keywords):
    """Locked as an edit locks them, so that neither writes the other's revision."""
    ids = list(carrying(keywords).values_list("pk", flat=True))
    holding.hold_articles(ids)
    return list(Article.objects.filter(pk__in=ids).order_by("pk"))


def _repoint(merged, into):
    """An article that carried several keeps its first one's place in the order."""
    rows = ArticleKeyword.objects.filter(tag__in=[*merged, into]).order_by("pk").values_list("content_object", "pk")
    first, doubles = {}, []
    for article, pk in rows:
        if first.setdefault(article, pk) != pk:
            doubles.append(pk)
    ArticleKeyword.objects.filter(pk__in=doubles).delete()
    ArticleKeyword.objects.filter(tag__in=merged).update(tag=into)


def _lead_on(keyword, name, slug):
    """Let a name and its address lead to the keyword; a name that differs in case alone does so anyway."""
    if name.casefold() == keyword.name.casefold() and slug == keyword.slug:
        return
    if slug == keyword.slug or FormerKeyword.objects.filter(slug=slug).exists():
        slug = Keyword(name=f"{name} former").free_slug()
    FormerKeyword.objects.create(name=name, slug=slug, keyword=keyword)


def _keep(articles, by):
    for article in articles:
        revisions.keep(article, by=by)

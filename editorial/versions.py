"""Versions: revisions worth finding again, kept as an article is submitted, approved, published, or on request."""

from django.db import transaction

from .actors import person
from .content import printed
from .models import Article, Issue, Record, Revision, Version


@transaction.atomic
def keep(article: Article, occasion, *, by, name="") -> Version:
    """Keep the article's newest revision as a version; an article without one gets its first."""
    revision = article.revisions.defer("content").first() or _first(article, by)
    return Version.objects.create(**_values(revision, occasion, by, name))


def forget(article: Article, occasion, *, by) -> None:
    """Drop this person's newest version of the occasion, which did not happen after all."""
    kept = Version.objects.filter(revision__article=article, occasion=occasion, by=by)
    if version := kept.first():
        version.delete()


@transaction.atomic
def keep_on_request(article: Article, *, by, name="") -> Version:
    version = keep(article, "kept", by=by, name=name)
    Record.objects.write(article, "keep version", by=by, note=version.name)
    return version


@transaction.atomic
def rename(version: Version, name, *, by) -> None:
    if version.name == (name := name.strip()):
        return
    version.name = name
    version.save(update_fields=["name"])
    Record.objects.write(version.revision.article, "name version", by=by, note=name)


@transaction.atomic
def keep_issue(issue: Issue, *, by) -> None:
    """Keep what each article of the issue is published as, in the same few queries for any number of them."""
    articles = list(Article.objects.filter(section__issue=issue).for_printing())
    rows = Revision.objects.filter(article__in=[article.pk for article in articles]).defer("content")
    newest = {revision.article_id: revision for revision in rows.order_by("number")}
    revisions = [newest.get(article.pk) or _first(article, by) for article in articles]
    Version.objects.bulk_create(Version(**_values(revision, "published", by, issue.label)) for revision in revisions)


def _first(article, by):
    return article.revisions.write(printed(article), number=1, by=by)


def _values(revision, occasion, by, name):
    return {"revision": revision, "occasion": occasion, "name": name.strip(), "by": person(by)}

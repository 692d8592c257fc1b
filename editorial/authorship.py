"""Whose text it is: those who wrote or edited an article since the last approval that nobody revoked."""

from collections import defaultdict

from .models import Review, Revision


def writers_of(articles) -> dict:
    """Article id -> ids of its writers, in two queries for any number of articles; in one if answers are known."""
    ids = [article.pk for article in articles]
    approved, written = defaultdict(set), defaultdict(list)
    for pk, number in _approved(articles, ids):
        approved[pk].add(number)
    rows = Revision.objects.filter(article__in=ids).order_by("number")
    for pk, *revision in rows.values_list("article", "number", "by", "fingerprint"):
        written[pk].append(revision)
    return {pk: _writers(written[pk], approved[pk]) for pk in ids}


def _approved(articles, ids):
    """Pairs of an article's id and the number of a revision of it that was approved, and not revoked."""
    if all(hasattr(article, "known_answers") for article in articles):
        given = [(article.pk, each) for article in articles for each in article.known_answers]
        return [(pk, each.revision) for pk, each in given if each.counts]
    return Review.objects.approvals().filter(article__in=ids).order_by().values_list("article", "revision")


def _writers(revisions, approved):
    """An earlier text that nobody approved comes back with those who wrote it, whoever brings it back."""
    since = max(approved, default=0)
    agreed = {mark for number, _by, mark in revisions if number in approved}
    back = {mark for number, _by, mark in revisions if number > since} - agreed
    found = {by for number, by, _mark in revisions if number > since}
    for number in [number for number, _by, mark in revisions if number < since and mark in back]:
        start = max((each for each in approved if each < number), default=0)
        found |= {by for each, by, _mark in revisions if start < each <= number}
    return found

"""What a reviewer has seen, so that the next look shows only what is new."""

import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from .content import fingerprint, printed
from .models import Article, Review, Sight


def saw(article, person, *, seen="") -> bool:
    """Remember that the person had this text before them; False if `seen` names another text than the present one."""
    content = printed(Article.objects.for_printing().get(pk=article.pk))
    mark = fingerprint(content)
    if seen and seen != mark:
        return False
    last = article.sights.filter(person=person).first()
    if last is None or last.fingerprint != mark:
        values = {"fingerprint": mark, "content": content, "previous": last and last.content, "at": timezone.now()}
        Sight.objects.update_or_create(article=article, person=person, defaults=values)
    return True


def unsee(article, person) -> None:
    """The person is to be shown once more what they saw last; `saw` it had come with an answer now taken back."""
    article.sights.filter(person=person, previous__isnull=True).delete()
    for sight in article.sights.filter(person=person):
        sight.fingerprint, sight.content, sight.previous = fingerprint(sight.previous), sight.previous, None
        sight.save()


class Since(NamedTuple):
    """The text that a change is told against, and from when it is; `kind` is seen, approved, published or none."""

    kind: str = "none"
    content: dict | None = None
    at: datetime.datetime | None = None
    by: Any = None


def since(article, person) -> Since:
    """What the person last saw, else what was last approved, else what was last published; else nothing."""
    if sight := article.sights.filter(person=person).first():
        return Since("seen", sight.content, sight.at)
    approved = article.reviews.filter(verdict=Review.Verdict.APPROVED, undone_at=None).order_by("-pk").first()
    if approved:
        return Since("approved", approved.content, approved.at, approved.giver)
    published = article.revisions.filter(versions__occasion="published").order_by("-number").first()
    if published:
        return Since("published", published.content, published.at)
    return Since()

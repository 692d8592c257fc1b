"""Is every article approved, and is the approved text the one that would be printed?"""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from editorial.content import LABELS, fingerprint, mark_of
from editorial.models import Article, Review
from editorial.said import Said

from .finding import BLOCKER, Finding

NOT_THAT_TEXT = _("“%(title)s” is not the text that was approved.")


def check(issue, articles):
    approved = _approved(issue, articles)
    for article in articles:
        if message := _objection(article, approved):
            yield Finding(BLOCKER, message, article, "status")


def unapproved(issue, contents) -> list[str]:
    """An objection to each of the printed `contents` (with `uid`, 32 hex digits) that nobody approved as it stands."""
    approved = set(_standing(issue).values_list("article__uid", "fingerprint"))
    return [
        Said(NOT_THAT_TEXT, title=content["title"])
        for content in contents
        if (UUID(content["uid"]), fingerprint({name: content[name] for name in LABELS})) not in approved
    ]


def _approved(issue, articles):
    """Pairs of an article's id and the fingerprint of a text of it that is approved; a list knows the answers."""
    if all(hasattr(article, "known_answers") for article in articles):
        return {(each.pk, given.fingerprint) for each in articles for given in each.known_answers if given.stands}
    return set(_standing(issue).values_list("article", "fingerprint"))


def _standing(issue):
    return Review.objects.standing().filter(article__section__issue=issue).order_by()


def _objection(article, approved):
    if article.status != "approved":
        status = Article.Status(article.status).label
        return Said(_("“%(title)s” is %(status)s, not approved."), title=article.title, status=status)
    if (article.pk, mark_of(article)) not in approved:
        return Said(NOT_THAT_TEXT, title=article.title)
    return ""

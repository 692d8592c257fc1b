"""Is every article approved, and is the approved text the one that would be printed?"""

from uuid import UUID

from django.utils.translation import gettext as _

from editorial.content import LABELS, fingerprint, printed
from editorial.models import Review

from .finding import BLOCKER, Finding


def check(issue, articles):
    for article in articles:
        if message := _objection(article):
            yield Finding(BLOCKER, message, article, "status")


def unapproved(issue, contents) -> list[str]:
    """An objection to each of the printed `contents` (with `uid`, 32 hex digits) that nobody approved as it stands."""
    standing = Review.objects.filter(verdict="approved", withdrawn_at=None, revoked=False)
    approved = set(standing.filter(article__section__issue=issue).values_list("article__uid", "fingerprint"))
    return [
        _("“%(title)s” is not the text that was approved.") % {"title": content["title"]}
        for content in contents
        if (UUID(content["uid"]), fingerprint({name: content[name] for name in LABELS})) not in approved
    ]


def _objection(article):
    if article.status != "approved":
        return _("“%(title)s” is %(status)s, not approved.") % {
            "title": article.title,
            "status": article.get_status_display(),
        }
    if not _is_approved_as_it_is(article):
        return _("“%(title)s” is not the text that was approved.") % {"title": article.title}
    return ""


def _is_approved_as_it_is(article):
    mark = fingerprint(printed(article))
    return any(
        review.verdict == "approved"
        and review.withdrawn_at is None
        and not review.revoked
        and review.fingerprint == mark
        for review in article.reviews.all()
    )

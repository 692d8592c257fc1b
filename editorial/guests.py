"""Those who answer by a link: what the link shows them, and their answer. A link is good for nothing else."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import holding, inviting, workflow
from .models import Article, Illustration, Invitation, Review, Revision, User
from .permissions import Guest, may_answer
from .workflow import NotPossible


class Item(NamedTuple):
    """One article that somebody was asked about: their answer, or why it can take none, or its text to answer for."""

    pk: int
    title: str  # of the text they were asked about, whatever it is now
    article: Article
    review: Review | None
    closed: str

    @property
    def is_open(self):
        return not self.review and not self.closed


def find(token) -> Invitation | None:
    """By the digest of the whole token: nothing of the secret itself is ever compared."""
    rows = Invitation.objects.select_related("by", "article__bulletin", "issue__bulletin")
    return rows.filter(digest=inviting.digest(token)).first()


def guest(invitation) -> Guest:
    account = User.objects.filter(email__iexact=invitation.email).values_list("pk", flat=True).first()
    return Guest(invitation.name, invitation, account)


def why_closed(invitation) -> str:
    """Why the link no longer takes answers, in words for the person it was made for; empty while it does."""
    says = {
        "withdrawn": _("%(publisher)s has withdrawn this request. No answer is needed any more."),
        "expired": _("This link was good until %(date)s. Ask %(publisher)s for a new one."),
    }
    until = date_format(timezone.localtime(invitation.expires_at), "j E Y, H:i")
    return says.get(invitation.state, "") % {"publisher": invitation.by, "date": until}


def items(invitation) -> list[Item]:
    """What was asked about, in printing order; the same queries for one article as for sixty."""
    rows = Article.objects.filter(pk__in=invitation.fingerprints).for_printing()
    reviews = {each.article_id: each for each in invitation.reviews.prefetch_related("remarks").order_by("pk")}
    titles = _titles(invitation)
    somebody = Guest(invitation.name, invitation)
    return [
        _item(article, titles.get(invitation.fingerprints[str(article.pk)], ""), reviews.get(article.pk), somebody)
        for article in rows.order_by("section__position", "position", "pk")
    ]


def _item(article, title, review, somebody):
    closed = workflow.why_not(article, may_answer(somebody, article))
    return Item(article.pk, title, article, review, closed)


def _titles(invitation):
    marks = invitation.fingerprints
    asked = Revision.objects.filter(article__in=marks, fingerprint__in=marks.values())
    return dict(asked.order_by().values_list("fingerprint", "content__title"))


def picture(invitation, pk) -> Illustration | None:
    """A picture of a text that the link still asks about, and no other."""
    rows = Illustration.objects.filter(article__in=invitation.fingerprints if invitation else []).exclude(file="")
    found = rows.filter(pk=pk).first()
    article = Article.objects.for_printing().get(pk=found.article_id) if found else None
    return found if article and may_answer(guest(invitation), article) else None


@transaction.atomic
def answer(invitation, article, verb, note="") -> Article:
    """Approve or return under the name of whoever was asked; NotPossible is fit to show, and changes nothing."""
    holding.hold_subject(article)  # before the invitation, as whoever asks anew holds them
    _hold(invitation)
    if invitation.reviews.filter(article=article).exists():
        raise NotPossible(_("You have answered this already."))
    seen = invitation.fingerprints.get(str(article.pk), "none")
    try:
        moved = workflow.move(article, verb, by=guest(invitation), note=note, seen=seen)
    except PermissionDenied as error:
        raise NotPossible(str(error)) from error
    if invitation.reviews.count() == len(invitation.fingerprints):
        Invitation.objects.filter(pk=invitation.pk).update(answered_at=timezone.now())
    return moved


def _hold(invitation):
    """Until the transaction ends nobody else answers by this link, and nobody withdraws it."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(answered_at=None):
        invitation.refresh_from_db()
        raise NotPossible(why_closed(invitation) or _("You have answered this already."))


def approve_all(invitation, articles) -> list[tuple[Article, str]]:
    """Each by itself; those that could not be approved, and why."""
    refused = []
    for article in articles:
        try:
            answer(invitation, article, "approve")
        except NotPossible as error:
            refused.append((article, str(error)))
    return refused

"""Asking somebody without an account to approve: by a link of their own, for these texts and until that day.

What the person then sees and answers is in guests.py.
"""

import datetime
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from . import holding, invitation_letter
from .content import fingerprint, printed
from .models import Article, Invitation, Record, User
from .permissions import contributors, may_publish, require
from .said import Said
from .selectors import know_contributors
from .workflow import NotPossible, why_frozen

MOST_OPEN = 20


def digest(token) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def articles_of(subject):
    """The articles an invitation to answer for an article or an issue is about: those that wait for an answer now."""
    chosen = {"pk": subject.pk} if isinstance(subject, Article) else {"section__issue": subject}
    rows = Article.objects.waiting().filter(**chosen).for_printing()
    articles = [each for each in rows.order_by("section__position", "position", "pk") if not why_frozen(each)]
    know_contributors(articles)
    return articles


@transaction.atomic
def ask(subject, *, name, email, language, days, by) -> tuple[Invitation, str]:
    """The invitation, and the secret of its link, which nothing keeps: it goes out by mail, and the caller may show it.

    Whoever is asked again about the same thing gets a new link; the older one is withdrawn.
    """
    require(may_publish(by))
    holding.hold_subject(subject)
    articles = articles_of(subject)
    _check(articles, email)
    for older in subject.invitations.open().filter(email__iexact=email):
        withdraw(older, by=by)
    if subject.invitations.open().count() >= MOST_OPEN:
        raise NotPossible(
            _("%(count)s people have been asked already. Withdraw what is not needed.") % {"count": MOST_OPEN}
        )
    token, now = secrets.token_urlsafe(32), timezone.now()
    invitation = subject.invitations.create(
        name=name,
        email=email,
        language=language,
        by=by,
        at=now,
        expires_at=now + datetime.timedelta(days=days),
        digest=digest(token),
        fingerprints={str(article.pk): fingerprint(printed(article)) for article in articles},
    )
    Record.objects.write(subject, "invite", by=by, note=_note(invitation, articles))
    invitation.letter = invitation_letter.send(invitation, token)
    invitation.save(update_fields=["letter"])
    return invitation, token


@transaction.atomic
def withdraw(invitation, *, by) -> None:
    """From now on the link answers for nothing; what was answered by it stays."""
    require(may_publish(by))
    if not end(invitation, by=by):
        raise NotPossible(_("This link has been answered or has ended already."))


def end(invitation, *, by) -> bool:
    """Let the link answer for nothing, whoever may say so; False if it did so already."""
    ended = Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if ended:
        Record.objects.write(invitation.subject, "withdraw invitation", by=by, note=_person(invitation))
    return bool(ended)


def ask_again(invitation, *, by) -> tuple[Invitation, str]:
    """A fresh link for the present text, for the same person and as many days."""
    days = max((invitation.expires_at - invitation.at).days, 1)
    who = {name: getattr(invitation, name) for name in ("name", "email", "language")}
    return ask(invitation.subject, **who, days=days, by=by)


def wrote_any(user, articles) -> bool:
    """Whether one of these texts is this person's own: then the link is not theirs to see."""
    return any(user.pk in contributors(article) for article in articles)


def about(article, reviews, mark) -> list[Invitation]:
    """The newest invitations that ask about the article, each with its `standing`; `mark` names the present text."""
    answered = {review.invitation_id for review in reviews}
    rows = list(Invitation.objects.about(article).select_related("by")[:5])
    for row in rows:
        same = row.pk in answered or row.fingerprints.get(str(article.pk)) == mark
        row.standing = "answered" if row.pk in answered else standing(row, same)
    return rows


def set_standings(rows, subject):
    """Each with its `standing`, the `number` of articles it asks about, and how many of them have their `answers`."""
    ids = {pk for row in rows for pk in row.fingerprints}
    marks = {str(each.pk): fingerprint(printed(each)) for each in Article.objects.filter(pk__in=ids).for_printing()}
    for row in rows:
        answered = {str(review.article_id) for review in row.reviews.all()}
        same = all(marks.get(pk) == mark for pk, mark in row.fingerprints.items() if pk not in answered)
        row.standing, row.answers, row.number = standing(row, same), len(answered), len(row.fingerprints)
    return rows


def standing(invitation, same_texts) -> str:
    """Its state, or "outdated": it is open, but a text that waits for its answer is another by now."""
    return "outdated" if invitation.state == "open" and not same_texts else invitation.state


def _check(articles, email):
    if not articles:
        raise NotPossible(_("Nothing here waits for an answer. Articles have to be submitted for review first."))
    account = User.objects.filter(email__iexact=email).first()
    for article in articles if account else []:
        if account.pk in contributors(article):
            raise NotPossible(
                _("%(name)s wrote or edited “%(title)s”; somebody else has to approve it.")
                % {"name": account, "title": article.title}
            )


def _note(invitation, articles):
    own = wrote_any(invitation.by, articles)
    who = _person(invitation)
    return Said.all([f"{who}.", Said(gettext_noop("Asked by somebody who wrote the text."))]) if own else who


def _person(invitation):
    return f"{invitation.name}, {invitation.email}"

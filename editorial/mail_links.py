"""Links in mails that need no signing in: they can only stop mails, so they may hold for years."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .mail_choices import EVERYTHING, Event

_signer = Signer(salt="editorial.mail_links")


def link(person, event=EVERYTHING) -> str:
    """The address of the page on which this person stops the mails about the event."""
    return absolute(reverse("mail:stop", args=[token(person, event)]))


def token(person, event=EVERYTHING) -> str:
    return _signer.sign(f"{person.pk}-{event}")


def read(token) -> tuple[int, str]:
    """The person's key and the event; raises BadSignature for what we did not sign."""
    person, _dash, event = _signer.unsign(token).partition("-")
    if not person.isdecimal() or event not in (EVERYTHING, *Event.values):
        raise BadSignature("Signed long ago, for what is there no more")
    return int(person), event


def absolute(path) -> str:
    return f"{settings.SITE_URL}{path}"

"""The letter that brings somebody outside their link."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import letters


def address(token) -> str:
    return settings.SITE_URL + reverse("answer:door", args=[token])


def send(invitation, token):
    """Into the queue, in the transaction that keeps the link; letters.py forgets the words once they are sent."""
    with override(invitation.language):
        said = {"invitation": invitation, "link": address(token), "number": len(invitation.fingerprints)}
        text = render_to_string("editorial/invitation_letter.txt", said)
        html = render_to_string("editorial/invitation_letter.html", said)
        subject = _("%(publisher)s asks for your approval: %(what)s") % {
            "publisher": invitation.by,
            "what": invitation.subject,
        }
    return letters.post(invitation.email, subject, text, html, invitation.language)

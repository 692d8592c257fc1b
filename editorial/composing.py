"""What a letter says: its subject, its text, the same in HTML, and its headers."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .models import Letter

WRITTEN = ("to", "language", "subject", "text", "html")


def compose(letter) -> bool:
    """Write the letter in its reader's language, from what it is about now; False if there is nothing left to say."""
    return letter.kind == Letter.Kind.POST


def message(letter) -> EmailMultiAlternatives:
    """The letter as it goes over the wire; a repeated one has the same Message-ID, so that it can be known again."""
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=_headers(letter))
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def one_line(text) -> str:
    """Fit for a header: what somebody typed may have line breaks."""
    return " ".join(str(text).split())[:250]


def _headers(letter):
    return {
        "Message-ID": f"<{letter.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }

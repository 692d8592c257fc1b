"""Stopping mails from the mail itself: without signing in, by one click (RFC 8058).

The click of a mail program is a POST without cookies and gets no redirect. A GET changes nothing, because scanners
follow every link.
"""

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial import mail_choices, mail_links
from editorial.mail_choices import EVERYTHING, Choice, Event
from editorial.models import User


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    try:
        pk, event = mail_links.read(token)
    except BadSignature as error:
        raise Http404 from error
    stopped = _stop(request, pk, event) if request.method == "POST" else ""
    person = User.objects.filter(pk=pk).first()
    with translation.override((person and person.language) or translation.get_language()):
        response = render(request, "mail/stop.html", _context(person, event, stopped))
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"  # the address is the right to it, and its forms need no Origin
    return response


def _stop(request, pk, event):
    """The event of the link, or another one that its page has a button for: a link to stop everything may stop less."""
    wanted = request.POST.get("event", event)
    if event != EVERYTHING or wanted not in Event.values:
        wanted = event
    mail_choices.stop(pk, wanted)
    return wanted


def _context(person, event, stopped):
    events = [Event(event)] if event != EVERYTHING else list(Event)
    goes_on = [each for each in events if person and mail_choices.choice(person, each) != Choice.NONE]
    return {"event": event, "is_all": event == EVERYTHING, "goes_on": goes_on, "stopped": _label(stopped)}


def _label(stopped):
    return Event(stopped).label if stopped in Event.values else stopped

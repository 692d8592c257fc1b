"""What somebody sent and could not save, because they are signed out by now: shown back, so that nothing is lost."""

from django.conf import settings
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers


def is_turned_away(request, response) -> bool:
    """Whether a form, sent by a page and not by a script, ends at the door."""
    door = f"{resolve_url(settings.LOGIN_URL)}?"
    is_form = request.method == "POST" and "text/html" in request.headers.get("Accept", "")
    return is_form and response.status_code == 302 and response["Location"].startswith(door)


def show(request, reason=""):
    """For a forged form too: it is read here, and done nothing with."""
    response = render(request, "editorial/unsent.html", {"words": _words(request)}, status=403)
    add_never_cache_headers(response)
    return response


def _words(request):
    """What was typed and not chosen: it has blanks in it, and is no password."""
    return [
        value
        for name, values in request.POST.lists()
        if "password" not in name
        for value in values
        if len(value.split()) > 1
    ]

"""Who was signed out comes back to the page they sent a form from, not to an address that takes nothing but forms."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


class WayBack:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        sent_away = request.method == "POST" and response.get("Location") == _sign_in(request.get_full_path())
        if sent_away and (page := _page(request)):
            response["Location"] = _sign_in(page)
        return response


def _page(request):
    """The page of ours that the form stood on."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(page)._replace(scheme="", netloc="").geturl() if is_ours else ""


def _sign_in(path):
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': path}, safe='/')}"

"""The one way to a bulletin's pages: find it, speak its language, and say of what was withdrawn that it was."""

from functools import wraps

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from bulletin import reading


def about_bulletin(view):
    """Hand the view the bulletin instead of its slug; a reader who chose a language keeps it."""

    @require_safe
    @wraps(view)
    def wrapped(request, slug, **where):
        bulletin = get_object_or_404(reading.bulletins(), slug=slug)
        language = _chosen_language(request) or bulletin.language
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = _answer(view, request, bulletin, where)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return wrapped


def edition_or_404(bulletin, year, number, **options):
    if edition := reading.edition_of(bulletin, year, number, **options):
        return edition
    raise Http404


def page_or_404(request, rows, size):
    """The page of `rows` that the address asks for; there is no page 0, last or abc."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None


def _answer(view, request, bulletin, where):
    try:
        return view(request, bulletin, **where)
    except reading.Withdrawn as gone:
        return render(request, "bulletin/withdrawn.html", {"bulletin": bulletin, "issue": gone.issue}, status=410)


def _chosen_language(request):
    """What the reader picked, here or in their account; the browser's wish is not a choice."""
    chosen = request.user.language if request.user.is_authenticated else ""
    chosen = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else ""

from django.core.paginator import Paginator
from django.utils import formats, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from editorial import telling

SIZE = 25


def posted(request):
    """What a form is bound to: an empty POST is still an answer."""
    return request.POST if request.method == "POST" else None


def page_of(request, rows, size=SIZE):
    """The page of the list that the address asks for; the nearest one if there is no such page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def where_it_stands(article, told):
    """After a move: what the article is now, and whom that was told."""
    done = _("“%(title)s” is now %(status)s.") % {"title": article, "status": article.get_status_display()}
    return f"{done} {telling.whom(told)}".strip()


def next_page(request, otherwise):
    """Where the person wants to go on, if that is the path of a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise


def hour(moment):
    """The time of day, where that is enough."""
    return formats.date_format(timezone.localtime(moment), "H:i")

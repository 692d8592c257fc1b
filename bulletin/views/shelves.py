from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletin import reading
from exports.selectors import current_editions, files_of

from .doors import about_bulletin

EARLIER = 6


@require_safe
def home(request):
    """The newest issue of the bulletin in the reader's language, and the way to everything else."""
    newest, *others = reading.front_page(get_language()) or [None]
    if newest is None:
        return render(request, "bulletin/nothing.html")
    bulletin = newest.issue.bulletin
    context = {
        "bulletin": bulletin,
        "edition": newest,
        "content": newest.snapshot,
        "files": files_of(newest),
        "counterparts": reading.counterparts(newest.issue),
        "earlier": current_editions(bulletin).exclude(pk=newest.pk)[:EARLIER],
        "others": others,
    }
    return render(request, "bulletin/home.html", context)


@about_bulletin
def archive(request, bulletin, year=None):
    """A year of issues, the newest year unless one is named."""
    years = reading.years_of(bulletin)
    if year is not None and year not in dict(years):
        raise Http404
    shown = year or (years[0][0] if years else None)
    context = {
        "bulletin": bulletin,
        "years": years,
        "year": shown,
        "editions": reading.shelf(bulletin, shown) if shown else [],
        "is_newest_year": year is None,
    }
    return render(request, "bulletin/archive.html", context)


@never_cache
@about_bulletin
def latest(request, bulletin):
    """The address to link to from elsewhere: it moves on with every issue."""
    edition = current_editions(bulletin).first()
    if edition is None:
        raise Http404
    return redirect("bulletin:issue", bulletin.slug, edition.issue.year, edition.issue.number)

"""The page beside the text: an answer of one line of JSON for each page, as soon as there is one. Nothing is saved."""

import base64
import json
import re
import time

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, ngettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from editorial import editing
from editorial.article_form import IllustrationFormSet
from editorial.models import Article, Bulletin
from editorial.numerals import whole
from editorial.permissions import may_write
from editorial.typed import TypedForm, as_typed
from editorial.views.access import for_desk, get_article, require
from exports.preview import about, job_of, place_of
from exports.rendering import RenderingFailed, known_deaths
from exports.rendering.preview import Preview
from exports.templatetags.mill import FAULTS

DIGEST = re.compile(r"[0-9a-f]{32}")


@require_POST
@login_required
@never_cache
def preview(request, pk):
    """Of an article: as it is typed, not as it is kept."""
    article = get_article(request, pk)
    require(may_write(request.user, article))
    if reason := editing.why_not(request.user, article):
        raise PermissionDenied(reason)
    return _answer(request, article)


@require_POST
@for_desk
@never_cache
def new_preview(request):
    """Of one that has not been saved yet."""
    require(may_write(request.user))
    bulletin = get_object_or_404(Bulletin, pk=whole(request.GET.get("bulletin")))
    return _answer(request, Article(bulletin=bulletin, editor=request.user))


def _answer(request, article):
    form = TypedForm(request.POST, instance=article)
    content = as_typed(form, IllustrationFormSet(request.POST, instance=article))
    section = form.cleaned_data.get("section", article.section)
    place = place_of(article, section)
    try:
        with known_deaths():
            job = job_of(article, content, section, place, _pixels(request))
        pages = Preview(request.user.pk, {**job, "known": set(DIGEST.findall(request.POST.get("known", "")))})
    except RenderingFailed as error:
        pages = _failing(error)
    answer = StreamingHttpResponse(
        _lines(pages, str(place or about(article, section) or "")), content_type="application/x-ndjson"
    )
    answer["X-Accel-Buffering"] = "no"  # nginx: hand on each page as it comes
    return answer


def _pixels(request):
    return whole(request.POST.get("pixels")) or 0


def _failing(error):
    raise error
    yield


def _lines(pages, place):
    start, count, language = time.monotonic(), 0, get_language()
    line = _spoken(language)
    yield line(lambda: {"place": place})
    try:
        for page in pages:
            count = page["page"]
            yield line(lambda page=page: _page(page))
    except RenderingFailed as error:
        yield line(lambda error=error: {"failed": str(error)})
        return
    seconds = round(time.monotonic() - start, 2)
    yield line(lambda: {"done": count, "said": _counted(count), "seconds": seconds})


def _spoken(language):
    """Lines are made after the request's language is gone."""

    def line(say):
        with override(language):
            return f"{json.dumps(say())}\n".encode()

    return line


def _counted(count):
    return ngettext("%(count)s page", "%(count)s pages", count) % {"count": count}


def _page(page):
    picture = page.pop("picture")
    data = f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else None
    faults = [{**fault, "what": str(FAULTS.get(fault["kind"], fault["kind"]))} for fault in page["faults"]]
    return {**page, "faults": faults, "data": data}

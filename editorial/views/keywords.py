"""Keywords: found, looked at, renamed, merged, removed. What an act would touch is shown before it is done."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial import curating, keyword_lists, suspicion
from editorial.filters import KeywordFilter
from editorial.keywords import one_name, split
from editorial.models import Keyword
from editorial.numerals import whole
from editorial.permissions import may_curate_keywords
from editorial.twins import Twin
from editorial.workflow import NotPossible

from .access import for_desk, require
from .pages import page_of

GET_OR_POST = ["GET", "HEAD", "POST"]
MOST = 50  # keywords in one merger


@require_safe
@for_desk
def keywords(request):
    chosen = KeywordFilter(request.GET, keyword_lists.keywords())
    context = {
        "filter": chosen,
        "page": page_of(request, chosen.qs, size=100),
        "suspected": len(suspicion.suspected()),
        "may_curate": may_curate_keywords(request.user),
    }
    return render(request, "editorial/keywords.html", context)


@require_safe
@for_desk
def keyword(request, pk):
    found = get_object_or_404(keyword_lists.keywords(), pk=pk)
    context = {
        **keyword_lists.of_keyword(found),
        "page": page_of(request, keyword_lists.carriers([found])),
        "twins": _twins_of(found),
        "may_curate": may_curate_keywords(request.user),
    }
    return render(request, "editorial/keyword.html", context)


@require_http_methods(GET_OR_POST)
@for_desk
def rename_keyword(request, pk):
    """GET shows what a new name would change, POST gives it."""
    require(may_curate_keywords(request.user))
    found = get_object_or_404(Keyword, pk=pk)
    typed = (request.POST or request.GET).get("name", "").replace("\0", "")
    error, status = "", 200
    try:
        name = one_name(typed)
        if request.method == "POST":
            return _renamed(request, curating.rename(found, name, by=request.user))
    except NotPossible as refusal:
        error, status = str(refusal), 409 if request.method == "POST" else 200
    context = {
        "keyword": found,
        "name": typed,
        "error": error,
        "there": Keyword.objects.filter(name=Keyword.objects.present([typed])[typed]).exclude(pk=pk).first(),
        "twins": [twin for twin in suspicion.beside([typed])[typed] if twin.other != found.name],
        **keyword_lists.touched([found]),
    }
    return render(request, "editorial/rename_keyword.html", context, status=status)


@require_http_methods(GET_OR_POST)
@for_desk
def merge_keywords(request):
    """GET shows what a merger would change, POST makes it; `keyword` names the keywords, `into` the one that stays."""
    require(may_curate_keywords(request.user))
    asked = request.POST or request.GET
    chosen = list(keyword_lists.keywords().filter(pk__in=_ids(asked.getlist("keyword"))))
    into = next((each for each in chosen if str(each.pk) == asked.get("into")), chosen[0] if chosen else None)
    error = ""
    if request.method == "POST" and into:
        try:
            return _merged(request, curating.merge(chosen, into, by=request.user))
        except NotPossible as refusal:
            error = str(refusal)
    others = [each for each in chosen if each != into]
    context = {"chosen": chosen, "into": into, "others": others, "error": error, **keyword_lists.touched(others)}
    return render(request, "editorial/merge_keywords.html", context, status=409 if error else 200)


@require_POST
@for_desk
def remove_keyword(request, pk):
    found = get_object_or_404(Keyword, pk=pk)
    try:
        curating.remove(found, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:keyword", pk)
    messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    return redirect("desk:keywords")


@require_safe
@for_desk
def keyword_twins(request):
    page = page_of(request, suspicion.suspected())
    context = {
        "page": page,
        "pairs": suspicion.with_keywords(page.object_list),
        "may_curate": may_curate_keywords(request.user),
    }
    return render(request, "editorial/keyword_twins.html", context)


@require_POST
@for_desk
def distinguish_keywords(request):
    require(may_curate_keywords(request.user))
    pair = list(Keyword.objects.filter(pk__in=_ids(request.POST.getlist("keyword"))))
    if len(pair) == 2:
        curating.distinguish(*pair, by=request.user)
        messages.success(request, _("They stay two keywords and are not shown here again."))
    return redirect("desk:keyword-twins")


@require_safe
@for_desk
def complete_keywords(request):
    """Keywords to complete what is typed with."""
    return JsonResponse({"keywords": keyword_lists.completions(_text(request, "q", 100))})


@require_safe
@for_desk
def check_keywords(request):
    """What the form would say of these keywords: how each is called now, whether it is new, and its suspects."""
    names = split(_text(request, "q", 2000))
    present = Keyword.objects.present(names)
    known = set(Keyword.objects.filter(name__in=present.values()).values_list("name", flat=True))
    new = [name for name in names if present[name] not in known]
    suspects = suspicion.beside(new) if new else {}
    answer = {
        name: {
            "present": present[name],
            "is_new": name in suspects,
            "twins": [_said(twin) for twin in suspects.get(name, [])[:3]],
        }
        for name in names
    }
    return JsonResponse({"keywords": answer})


def _said(twin: Twin):
    return {"name": twin.other, "why": str(twin.reason)}


def _twins_of(found):
    twins = [twin for twin in suspicion.suspected() if found.name in twin[:2]]
    return suspicion.with_keywords(twins[:10])


def _renamed(request, found):
    messages.success(request, _("It is called “%(name)s” now.") % {"name": found.name})
    return redirect("desk:keyword", found.pk)


def _merged(request, into):
    number = into.items.count()
    text = ngettext(
        "%(number)s article carries “%(name)s” now.",
        "%(number)s articles carry “%(name)s” now.",
        number,
    )
    messages.success(request, text % {"number": number, "name": into.name})
    return redirect("desk:keyword", into.pk)


def _ids(values):
    return [pk for value in values[:MOST] if (pk := whole(value)) is not None]


def _text(request, name, most):
    return request.GET.get(name, "")[:most].replace("\0", "")

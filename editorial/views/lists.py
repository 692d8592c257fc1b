"""Lists beside the articles: what waits for review, keywords, records."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial import selectors
from editorial.filters import KeywordFilter, RecordFilter

from .access import for_desk
from .pages import page_of


@require_safe
@for_desk
def review(request):
    page = selectors.with_reviewers(page_of(request, selectors.queue(request.user)))
    return render(request, "editorial/review.html", {"page": page})


@require_safe
@for_desk
def keywords(request):
    chosen = KeywordFilter(request.GET, selectors.keywords())
    context = {"filter": chosen, "page": page_of(request, chosen.qs, size=100)}
    return render(request, "editorial/keywords.html", context)


@require_safe
@for_desk
def complete_keywords(request):
    return JsonResponse({"keywords": selectors.completions(request.GET.get("q", "")[:100].replace("\0", ""))})


@require_safe
@for_desk
def records(request):
    chosen = RecordFilter(request.GET, selectors.records(request.user))
    context = {"filter": chosen, "page": page_of(request, chosen.qs, size=50)}
    return render(request, "editorial/records.html", context)

"""One box for everything: issues and articles of all states that the person may see."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial import search, selectors
from editorial.models import Issue

from .access import for_desk
from .pages import page_of

MOST_ISSUES = 6


@require_safe
@for_desk
def search_everything(request):
    query = request.GET.get("q", "").replace("\0", "").strip()
    context = {"query": query}
    if query:
        issues = search.issues_found(Issue.objects.visible_to(request.user), query)
        context["issues"] = issues.select_related("bulletin").order_by("-year", "-number", "bulletin")[:MOST_ISSUES]
        rows = search.found_in(selectors.articles(request.user), query)
        context["page"] = selectors.with_excerpts(page_of(request, rows), query)
    return render(request, "editorial/search.html", context)

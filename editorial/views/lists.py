"""Lists beside the articles: records."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial import selectors
from editorial.filters import RecordFilter

from .access import for_desk
from .pages import page_of


@require_safe
@for_desk
def records(request):
    chosen = RecordFilter(request.GET, selectors.records(request.user))
    context = {"filter": chosen, "page": page_of(request, chosen.qs, size=50)}
    return render(request, "editorial/records.html", context)

"""One of each component, for those who build pages; only where DEBUG is on."""

from types import SimpleNamespace

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.comparison import compare
from editorial.forms import NoteForm, SignInForm
from editorial.models import Article, Issue
from editorial.progress import Progress

BEFORE = {"title": "The duo went", "body": "<p>One went.</p><p>Two stayed at home.</p>", "keywords": ["a", "b"]}
AFTER = {"title": "The two leaders went", "body": "<p>One went. The other went, too.</p>", "keywords": ["b", "c"]}


@require_safe
def styleguide(request):
    if not settings.DEBUG:
        raise Http404
    context = {
        "statuses": [_marked(status) for status in [*Article.Status, *Issue.Status]],
        "progress": Progress({"approved": 6, "in_review": 3, "returned": 1, "draft": 2}),
        "form": SignInForm(request, {"username": "nobody", "password": ""}),
        "note": NoteForm(),
        "page": Paginator(range(60), 25).page(2),
        "person": SimpleNamespace(initials="AK"),
        "comparison": compare(BEFORE, AFTER),
    }
    return render(request, "editorial/styleguide.html", context)


def _marked(status):
    return SimpleNamespace(status=status.value, get_status_display=status.label)

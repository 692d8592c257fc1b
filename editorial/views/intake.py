"""Taking in an issue from its text: paste or upload, look at what was recognised, then import."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial.forms import IntakeForm
from editorial.intake import issues
from editorial.intake.formats import FormatError, read_issue
from editorial.permissions import may_assemble, may_write
from editorial.workflow import NotPossible

from .access import for_desk, require
from .pages import posted


class Preview(NamedTuple):
    """What was recognised, the bulletin it belongs to, and the issue that is there already."""

    parsed: Any
    bulletin: Any
    there: Any
    can_replace: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_desk
def intake(request):
    require(may_write(request.user))
    require(may_assemble(request.user))
    form = IntakeForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return _page(request, form)
    try:
        preview = _read(form.cleaned_data)
    except FormatError as error:
        form.add_error("text", str(error))
        return _page(request, form)
    if "import" not in request.POST:
        return _page(request, form, preview)
    return _import(request, form, preview)


def _read(values):
    parsed = read_issue(values["text"])
    bulletin = values["bulletin"] or issues.find_bulletin(parsed)
    parsed = issues.read_for(values["text"], bulletin)
    there = issues.find_issue(parsed, bulletin)
    return Preview(parsed, bulletin, there, bool(there) and issues.may_be_replaced(there))


def _import(request, form, preview):
    choices = {name: form.cleaned_data[name] for name in ("create_bulletin", "replace")}
    try:
        issue = issues.import_issue(preview.parsed, by=request.user, bulletin=preview.bulletin, **choices)
    except NotPossible as error:
        form.add_error(None, error.reasons)
        return _page(request, form, preview)
    messages.success(
        request,
        _("Issue %(label)s is taken in: %(articles)s articles.")
        % {"label": issue.label, "articles": len(preview.parsed.articles)},
    )
    return redirect("desk:issue", issue.pk)


def _page(request, form, preview=None):
    context = {"form": form, "preview": preview}
    return render(request, "editorial/intake.html", context, status=422 if form.errors else 200)

"""An issue's own sections: added, renamed, put in order."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from editorial import planning
from editorial.forms import SectionForm
from editorial.models import Issue, Section
from editorial.permissions import may_assemble
from editorial.workflow import NotPossible

from .access import get_issue, require
from .pages import posted


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_section(request, pk):
    issue = get_issue(request, pk)
    return _edit(request, issue, SectionForm(posted(request)), _add)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_section(request, pk):
    section = _get_section(request, pk)
    form = SectionForm(posted(request), instance=section)
    return _edit(request, section.issue, form, _rename)


@require_POST
@login_required
def move_section(request, pk):
    section = _get_section(request, pk)
    require(may_assemble(request.user, section.issue))
    order = list(section.issue.sections.order_by("position").values_list("pk", flat=True))
    at = order.index(section.pk)
    order.insert(max(0, at + (1 if request.POST.get("to") == "down" else -1)), order.pop(at))
    try:
        planning.order_sections(section.issue, order, by=request.user)
    except NotPossible as error:
        messages.error(request, str(error))
    return _back(section)


def _edit(request, issue, form, save):
    require(may_assemble(request.user, issue))
    if request.method == "POST" and form.is_valid():
        try:
            return _back(save(issue, form, request.user))
        except NotPossible as error:
            form.add_error(None, str(error))
    context = {"form": form, "issue": issue}
    return render(request, "editorial/section.html", context, status=422 if form.errors else 200)


def _add(issue, form, by):
    return planning.add_section(issue, **form.cleaned_data, by=by)


def _rename(issue, form, by):
    section = Section.objects.select_related("issue").get(pk=form.instance.pk)
    return planning.rename_section(section, **form.cleaned_data, by=by)


def _get_section(request, pk):
    reach = Section.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    return get_object_or_404(reach.select_related("issue__bulletin"), pk=pk)


def _back(section):
    return redirect(reverse("desk:issue", args=[section.issue_id]) + f"#section-{section.pk}")

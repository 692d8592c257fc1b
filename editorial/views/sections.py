"""An issue's own sections: added, renamed, put in order, removed."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from editorial import sections
from editorial.models import Issue, Section
from editorial.permissions import may_assemble
from editorial.plan_forms import MoveSectionForm, RemoveSectionForm, SectionForm
from editorial.workflow import NotPossible

from . import answers
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
    form = MoveSectionForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPossible(_("There is no such place."))
        sections.move_section(section, by=request.user, **form.cleaned_data)
    except NotPossible as error:
        return answers.refused(request, _row(section), error)
    return answers.done(request, _row(section))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_section(request, pk):
    """An empty one at once; for a filled one this page asks first where its articles go."""
    section = _get_section(request, pk)
    require(may_assemble(request.user, section.issue))
    form = RemoveSectionForm(posted(request), section=section)
    if form.is_valid():
        try:
            _remove(section, form, request.user)
        except NotPossible as error:
            return answers.refused(request, _plan(section), error)
        return answers.done(request, _plan(section), _("“%(title)s” is removed.") % {"title": section.title})
    if form.errors and answers.wants_json(request):
        return answers.wrong(form)
    context = {"form": form, "section": section, "issue": section.issue}
    return render(request, "editorial/section_remove.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _remove(section, form, by):
    if form.count:
        sections.empty_section(section, form.target, by=by)
    sections.remove_section(section, by=by)


def _edit(request, issue, form, save):
    require(may_assemble(request.user, issue))
    if request.method == "POST" and form.is_valid():
        try:
            return answers.done(request, _row(save(issue, form, request.user)))
        except NotPossible as error:
            form.add_error(None, str(error))
    if form.errors and answers.wants_json(request):
        return answers.wrong(form)
    context = {"form": form, "issue": issue}
    return render(request, "editorial/section.html", context, status=422 if form.errors else 200)


def _add(issue, form, by):
    return sections.add_section(issue, **form.cleaned_data, by=by)


def _rename(issue, form, by):
    section = Section.objects.select_related("issue").get(pk=form.instance.pk)
    return sections.rename_section(section, **form.cleaned_data, by=by)


def _get_section(request, pk):
    reach = Section.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    return get_object_or_404(reach.select_related("issue__bulletin"), pk=pk)


def _plan(section):
    return reverse("desk:issue", args=[section.issue_id])


def _row(section):
    return f"{_plan(section)}#section-{section.pk}"

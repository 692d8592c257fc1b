"""The plan of one issue: the page, what is set for it, and whether it has changed."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_safe

from editorial import bulk_form, deadline, plan_state, selectors, telling
from editorial.permissions import may_assemble
from editorial.plan_forms import SettingsForm
from editorial.workflow import NotPossible

from . import answers
from .access import get_issue, require
from .pages import posted


@require_safe
@login_required
def issue(request, pk):
    issue = get_issue(request, pk)
    telling.opened(issue, request.user)
    context = selectors.plan(issue, request.user)
    context["bulk"] = bulk_form.choices(context["sections"]) if context["may_assemble"] else None
    context["settings_form"] = SettingsForm(instance=issue) if context["may_assemble"] else None
    return render(request, "editorial/issue.html", context)


def _etag(request, pk):
    return f'"{plan_state.fingerprint(get_issue(request, pk))}"'


@require_safe
@login_required
@condition(etag_func=_etag)
def state(request, pk):
    """What others did after the record `since`; nothing at all (304) while the plan is as its reader knows it."""
    issue = get_issue(request, pk)
    since = request.GET.get("since", "")
    since = int(since) if since.isdecimal() and len(since) < 19 else 0
    return JsonResponse({"news": plan_state.news(issue, since, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request, pk):
    issue = get_issue(request, pk)
    require(may_assemble(request.user, issue))
    form = SettingsForm(posted(request), instance=issue)
    if form.is_valid():
        try:
            deadline.settle(get_issue(request, pk), **form.cleaned_data, by=request.user)
            return answers.done(request, reverse("desk:issue", args=[pk]), _("The settings are saved."))
        except NotPossible as error:
            form.add_error(None, str(error))
    if form.errors and answers.wants_json(request):
        return answers.wrong(form)
    context = {"form": form, "issue": issue}
    return render(request, "editorial/issue_settings.html", context, status=422 if form.errors else 200)

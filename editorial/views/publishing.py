"""The publisher's verbs on an issue, each with what speaks against it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from editorial import preflight, workflow
from editorial.forms import NoteForm, ScheduleForm
from editorial.models import Issue
from editorial.permissions import may_publish
from editorial.workflow import NotPossible

from .access import get_issue, require
from .pages import posted

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@login_required
def publish(request, pk):
    issue = get_issue(request, pk)
    require(may_publish(request.user, issue))
    form = NoteForm(posted(request))
    form.fields["note"].label = _("Notice of correction")
    return _page(request, issue, form, "publish", lambda: _move(request, issue, "publish", form.cleaned_data["note"]))


@require_http_methods(GET_OR_POST)
@login_required
def schedule(request, pk):
    issue = get_issue(request, pk)
    require(may_publish(request.user, issue))
    form = ScheduleForm(posted(request), initial={"publish_at": issue.publish_at})
    return _page(request, issue, form, "schedule", lambda: _schedule(request, issue, form))


@require_http_methods(GET_OR_POST)
@login_required
def withdraw(request, pk):
    issue = get_issue(request, pk)
    require(may_publish(request.user, issue))
    form = NoteForm(posted(request))
    form.fields["note"].label = _("Notice for readers")
    return _page(request, issue, form, "withdraw", lambda: _move(request, issue, "withdraw", form.cleaned_data["note"]))


@require_POST
@login_required
def unschedule(request, pk):
    return _at_once(request, pk, "unschedule")


@require_POST
@login_required
def stop(request, pk):
    return _at_once(request, pk, "stop")


@require_POST
@login_required
def correct(request, pk):
    return _at_once(request, pk, "correct")


def _page(request, issue, form, verb, act):
    """Show the verb's page; on POST do it, and say on the same page why if it cannot be done."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
            return redirect("desk:issue", issue.pk)
        except NotPossible as error:
            form.add_error(None, error.reasons)
            issue.refresh_from_db()
    context = {"issue": issue, "form": form, "verb": verb, "findings": preflight.findings(issue)}
    context["blocked"] = any(finding.blocks for finding in context["findings"])
    return render(request, f"editorial/{verb}.html", context, status=409 if form.errors else 200)


def _at_once(request, pk, verb):
    issue = get_issue(request, pk)
    try:
        _move(request, issue, verb)
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("desk:issue", pk)


@transaction.atomic
def _schedule(request, issue, form):
    Issue.objects.filter(pk=issue.pk, status=Issue.Status.PLANNED).update(publish_at=form.cleaned_data["publish_at"])
    _move(request, issue, "schedule")


def _move(request, issue, verb, note=""):
    issue = workflow.move(issue, verb, by=request.user, note=note)
    messages.success(
        request, _("Issue %(label)s is now %(status)s.") % {"label": issue.label, "status": issue.get_status_display()}
    )

"""The plan of one issue: the page, what is set for it, and whether it has changed."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from editorial import bulk_form, deadline, plan_state, selectors, telling
from editorial.numerals import whole
from editorial.permissions import may_assemble
from editorial.plan_forms import SettingsForm
from editorial.story import Subject, newest
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
    context["history"] = newest(Subject(issue=issue))
    context["bulk"] = bulk_form.choices(context["sections"]) if context["may_assemble"] else None
    context["settings_form"] = SettingsForm(instance=issue) if context["may_assemble"] else None
    return render(request, "editorial/issue.html", context)


@require_safe
@login_required
def state(request, pk):
    """The words for what the plan shows and for who is writing; nothing at all (304) while its reader knows both.

    With them what others did after the record `since`, and the marks of those who write, by article.
    """
    issue = get_issue(request, pk)
    writing = plan_state.writing(issue, request.user)
    words = {"state": plan_state.fingerprint(issue), "present": plan_state.word_for(writing)}
    etag = '"{state}.{present}"'.format(**words)
    if known := get_conditional_response(request, etag=etag):
        return known
    news = plan_state.news(issue, whole(request.GET.get("since")) or 0, request.user)
    marks = {pk: render_to_string("editorial/writing.html", {"presences": rows}) for pk, rows in writing.items()}
    return JsonResponse({**words, "news": news, "writing": marks}, headers={"ETag": etag})


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

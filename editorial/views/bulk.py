"""One act on the marked articles of an issue; the page says what was done and why not, article by article."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from editorial import telling
from editorial.bulk_form import BulkForm
from editorial.permissions import may_assemble

from . import answers
from .access import get_issue, require


@require_POST
@login_required
def bulk(request, pk):
    issue = get_issue(request, pk)
    require(may_assemble(request.user, issue))
    form = BulkForm(request.POST, issue=issue)
    if form.is_valid():
        with telling.heard() as told:
            done, outcome = form.act(by=request.user)
        say(request, done, outcome, telling.whom(told))
    elif form.asked and "article" in form.cleaned_data:
        return render(request, "editorial/bulk_question.html", {"issue": issue, "form": form}, status=422)
    else:
        messages.error(request, " ".join(answers.errors_of(form)))
    return redirect("desk:issue", issue.pk)


def say(request, done, outcome, told):
    """What was done, why not what was not, and whom it told, on the next page."""
    level = messages.WARNING if outcome.refused else messages.SUCCESS
    text = render_to_string("editorial/bulk_outcome.html", {"done": done, "refused": outcome.refused, "told": told})
    messages.add_message(request, level, text)

"""The issues: their list, and the planning of the next."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial import planning, selectors
from editorial.filters import IssueFilter
from editorial.forms import PlanForm
from editorial.permissions import may_assemble
from editorial.workflow import NotPossible

from .access import for_desk, require
from .pages import page_of


@require_safe
@for_desk
def home(request):
    chosen = IssueFilter(request.GET, selectors.issues(request.user))
    page = selectors.with_progress(page_of(request, chosen.qs))
    context = {"filter": chosen, "page": page, "plans": selectors.plans(request.user)}
    return render(request, "editorial/home.html", context)


@require_POST
@for_desk
def plan_issue(request):
    require(may_assemble(request.user))
    form = PlanForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPossible(_("Choose a bulletin."))
        issue = planning.plan_issue(form.cleaned_data["bulletin"], by=request.user)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("desk:home")
    messages.success(request, _("Issue %(label)s is planned.") % {"label": issue.label})
    return redirect("desk:issue", issue.pk)

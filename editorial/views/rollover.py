"""Move what an issue does not use to the next one."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from editorial import planning, rollover
from editorial.permissions import may_assemble
from editorial.quoting import quoted
from editorial.workflow import NotPossible

from .access import get_issue, require
from .pages import posted


class RollOverForm(forms.Form):
    article = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("Mark at least one article."),
            "invalid_choice": gettext_lazy("An article is no longer in this issue. Look at the list again."),
        },
    )
    note = forms.CharField(label=gettext_lazy("Reason (may stay empty)"), required=False, max_length=1000)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def roll_over(request, pk):
    issue = get_issue(request, pk)
    require(may_assemble(request.user, issue))
    articles = rollover.candidates(issue)
    form = RollOverForm(posted(request))
    form.fields["article"].choices = [(article.pk, article.title) for article in articles]
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, _roll(issue, articles, form, request.user))
        except NotPossible as error:
            form.add_error(None, str(error))
    return _page(request, issue, articles, form)


def _roll(issue, articles, form, by):
    chosen = set(form.cleaned_data["article"])
    wanted = [article for article in articles if article.pk in chosen]
    return rollover.roll_over(issue, wanted, by=by, note=form.cleaned_data["note"])


def _page(request, issue, articles, form):
    marked = set(request.POST.getlist("article"))
    for article in articles:
        article.marked = str(article.pk) in marked if form.is_bound else article.suggested
    there = rollover.next_issue(issue)
    year, number = planning.next_number(issue.bulletin)
    context = {"issue": issue, "articles": articles, "form": form, "there": there, "coming": f"{number}.{year}"}
    return render(request, "editorial/roll_over.html", context, status=409 if form.errors else 200)


def _done(request, result):
    count = len(result.placed) + len(result.loose)
    text = ngettext("%(count)d article moved here.", "%(count)d articles moved here.", count) % {"count": count}
    if result.planned:
        text = f"{text} {_('Issue %(label)s is planned.') % {'label': result.issue.label}}"
    messages.success(request, text)
    if result.loose:
        titles = quoted(result.loose)
        messages.warning(
            request,
            _("No section here has the title of theirs, so these are not placed yet: %(titles)s.") % {"titles": titles},
        )
    return redirect("desk:issue", result.issue.pk)

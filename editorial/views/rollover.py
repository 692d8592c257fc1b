"""Move what an issue does not use to the next one, or to another."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
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
    to = forms.TypedChoiceField(label=gettext_lazy("To issue"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(label=gettext_lazy("Reason (may stay empty)"), required=False, max_length=1000)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def roll_over(request, pk):
    issue = get_issue(request, pk)
    require(may_assemble(request.user, issue))
    articles = rollover.candidates(issue)
    there, others = rollover.next_issue(issue), rollover.others(issue)
    form = RollOverForm(posted(request), initial={"to": request.GET.get("to", there and there.pk)})
    form.fields["article"].choices = [(article.pk, article.title) for article in articles]
    form.fields["to"].choices = [(each.pk, each.label) for each in others]
    if not there:
        form.fields["to"].choices = [("", _coming(issue)), *form.fields["to"].choices]
    if request.method == "POST" and form.is_valid():
        try:
            to = next((each for each in others if each.pk == form.cleaned_data["to"]), None)
            return _done(request, issue, _roll(issue, articles, form, request.user, to))
        except NotPossible as error:
            form.add_error(None, str(error))
    return _page(request, issue, articles, form, there)


def _coming(issue):
    """The label of the issue that would be planned."""
    year, number = planning.next_number(issue.bulletin)
    return f"{number}.{year}"


def _roll(issue, articles, form, by, to):
    chosen = set(form.cleaned_data["article"])
    wanted = [article for article in articles if article.pk in chosen]
    return rollover.roll_over(issue, wanted, by=by, note=form.cleaned_data["note"], to=to)


def _page(request, issue, articles, form, there):
    """What is marked is what was sent, or what the address names, or else what is not approved."""
    asked = request.POST if form.is_bound else request.GET
    marked = set(asked.getlist("article"))
    for article in articles:
        article.marked = str(article.pk) in marked if form.is_bound or marked else article.suggested
    context = {"issue": issue, "articles": articles, "form": form, "there": there, "coming": _coming(issue)}
    return render(request, "editorial/roll_over.html", context, status=409 if form.errors else 200)


def _done(request, issue, result):
    count = len(result.placed) + len(result.loose)
    text = ngettext("%(count)d article moved here.", "%(count)d articles moved here.", count) % {"count": count}
    if result.planned:
        text = f"{text} {_('Issue %(label)s is planned.') % {'label': result.issue.label}}"
    messages.success(request, format_html("{} {}", text, _way_back(issue, result)))
    if result.loose:
        titles = quoted(result.loose)
        messages.warning(
            request,
            _("No section here has the title of theirs, so these are not placed yet: %(titles)s.") % {"titles": titles},
        )
    return redirect("desk:issue", result.issue.pk)


def _way_back(issue, result):
    """A link to the same page of the other issue, with what has just come there marked; nothing if nothing is there."""
    if not result.placed:
        return ""
    query = urlencode({"to": issue.pk, "article": [article.pk for article in result.placed]}, doseq=True)
    address = reverse("desk:roll-over", args=[result.issue.pk])
    words = _("Move back to %(label)s") % {"label": issue.label}
    return format_html('<a href="{}?{}">{}</a>', address, query, words)

"""The articles of an issue as a table: edited cell by cell, as a whole without a script, or from a pasted block."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from editorial import asking, grid, grid_table, pasting, taking_back
from editorial.countries import Countries
from editorial.grid import COLUMNS, Clash, Refused
from editorial.grid_forms import CellPost, PasteForm
from editorial.permissions import may_write
from editorial.quoting import quoted
from editorial.workflow import NotPossible

from .access import get_issue, is_same_person, require
from .bulk import say as say_outcome
from .pages import page_of

PAGE = 100  # rows; with more, a posted table would have more fields than a request may have


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def table(request, pk):
    issue = get_issue(request, pk)
    page = page_of(request, grid.rows(issue), size=PAGE)
    if request.method != "POST":
        return _page(request, issue, page)
    require(may_write(request.user))
    saved, troubles = grid_table.save_all(page.object_list, request.POST, by=request.user)
    _say(request, saved)
    if not troubles:
        return redirect(request.get_full_path())
    return _page(request, issue, page_of(request, grid.rows(issue), size=PAGE), troubles, status=409)


@require_POST
@login_required
def cell(request, pk):
    """One cell from the script: what stands there afterwards, or why it does not."""
    issue = get_issue(request, pk)
    require(may_write(request.user))
    require(is_same_person(request))
    form = CellPost(request.POST)
    if not form.is_valid():
        raise Http404
    article = get_object_or_404(grid.rows(issue), pk=form.cleaned_data["article"])
    column, value, seen = (form.cleaned_data[name] for name in ("column", "value", "seen"))
    try:
        answers = asking.answers_in(request.POST)
        changed = grid.change(article, {column: value}, by=request.user, seen={column: seen}, answers=answers)
    except Clash as clash:
        theirs = _shown("theirs", column, clash.theirs[column])
        return JsonResponse({"error": str(clash), **theirs, **_status(grid.rows(issue).get(pk=article.pk))}, status=409)
    except Refused as refused:
        return JsonResponse(_refusal(refused, column), status=422)
    except NotPossible as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse(_answer(changed, column))


@require_POST
@login_required
def paste(request, pk):
    """Show what a pasted block would change; write it when that is what `seen` names."""
    issue = get_issue(request, pk)
    require(may_write(request.user))
    form = PasteForm(request.POST, titles=_titles(issue))
    if not form.is_valid():
        return render(request, "editorial/grid_paste.html", {"issue": issue, "form": form}, status=422)
    try:
        if seen := form.cleaned_data["seen"]:
            return _apply(request, issue, form, seen)
    except NotPossible as error:
        form.add_error(None, str(error))
    return _preview(request, issue, form)


def _apply(request, issue, form, seen):
    answers = asking.answers_in(request.POST)
    _say(request, pasting.apply(issue, *form.place, by=request.user, seen=seen, answers=answers))
    return redirect("desk:grid", issue.pk)


@require_POST
@login_required
def take_back(request, pk):
    """The last pasted block, as one act; the next page says which rows were changed since and stay."""
    issue = get_issue(request, pk)
    require(may_write(request.user))
    try:
        outcome = taking_back.take_back(issue, request.POST.get("block"), by=request.user)
    except NotPossible as error:
        messages.warning(request, str(error))
    else:
        say_outcome(request, _taken_back(outcome.done), outcome, told="")
    return redirect("desk:grid", issue.pk)


def _taken_back(done):
    text = ngettext("%(count)d article is as it was", "%(count)d articles are as they were", len(done))
    return text % {"count": len(done)}


def _preview(request, issue, form):
    was_refused = bool(form.errors)
    try:
        answers = asking.answers_in(request.POST)
        preview = pasting.lay(issue, *form.place, by=request.user, answers=answers)
    except NotPossible as error:
        form.add_error(None, str(error))
        preview = None
    context = {"issue": issue, "form": form, "paste": preview}
    return render(request, "editorial/grid_paste.html", context, status=409 if was_refused else 200)


def _page(request, issue, page, troubles=None, status=200):
    rows = grid_table.table(page.object_list, request.user, troubles)
    context = {
        "issue": issue,
        "page": page,
        "rows": rows,
        "columns": COLUMNS,
        "countries": Countries(issue.bulletin.language).offered(issue.bulletin),
        "may_change": not all(article.why_not for article in rows),
        "troubles": troubles,
        "paste_form": PasteForm(titles=_titles(issue)),
        "pasted": taking_back.latest(issue),
    }
    return render(request, "editorial/grid.html", context, status=status)


def _titles(issue):
    return list(grid.rows(issue).prefetch_related(None).values_list("pk", "title"))


def _answer(changed, column):
    article = changed.article
    return {
        **_shown("value", column, grid.value_of(article, column)),
        **_status(article),
        "note": _("The text had been approved; your change withdrew the approval.") if changed.withdrew else "",
    }


def _refusal(refused, column):
    asked = [question.as_json() for question in refused.questions.get(column, [])]
    return {"error": str(refused), "questions": asked}


def _status(article):
    return {"status": render_to_string("components/status.html", {"of": article})}


def _shown(name, column, value):
    return {name: value, "shown": grid.shown(column, value)}


def _say(request, saved):
    """How many articles were saved, and whose approval that withdrew."""
    if saved:
        said = ngettext("%(count)d article saved.", "%(count)d articles saved.", len(saved)) % {"count": len(saved)}
        messages.success(request, said)
    if withdrew := [changed.article for changed in saved if changed.withdrew]:
        titles = quoted(withdrew)
        messages.warning(request, _("The change withdrew the approval of %(titles)s.") % {"titles": titles})

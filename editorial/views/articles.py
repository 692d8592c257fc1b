"""The articles: their list, one article as it is printed, and every move on it."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial import assigning, editing, inviting, planning, selectors, telling, workflow
from editorial.deadline import deadline_of_article
from editorial.filters import ArticleFilter
from editorial.forms import NoteForm
from editorial.models import Article, Illustration
from editorial.permissions import may_assemble, may_publish
from editorial.plan_forms import PlaceForm
from editorial.story import Subject, newest
from editorial.workflow import NotPossible

from . import answers, deadlines
from .access import for_desk, get_article, require
from .pages import next_page, page_of, where_it_stands
from .pictures import forever


@require_safe
@for_desk
def articles(request):
    chosen = ArticleFilter(request.GET, selectors.articles(request.user))
    context = {"filter": chosen, "page": page_of(request, chosen.qs)}
    return render(request, "editorial/articles.html", context)


@require_safe
@login_required
def article(request, pk):
    article = get_article(request, pk)
    telling.opened(article, request.user)
    return show(request, article, NoteForm())


@require_POST
@login_required
def move_article(request, pk, verb):
    article = get_article(request, pk)
    if not (verb in workflow.MOVES[Article] and workflow.MOVES[Article][verb].is_offered):
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, article, form, status=422)
    try:
        with telling.heard() as told:
            moved = workflow.move(article, verb, by=request.user, **form.cleaned_data)
    except NotPossible as error:
        if answers.wants_json(request):
            return answers.refused(request, "", error)
        form.add_error("note" if form.cleaned_data["note"] or verb == "return" else None, error.reasons)
        return show(request, get_article(request, pk), form, status=409)
    return answers.done(request, _way_back(request, article), where_it_stands(moved, told))


@require_POST
@login_required
def place_article(request, pk):
    article = get_article(request, pk)
    require(may_assemble(request.user))
    form = PlaceForm(request.POST, article=article)
    try:
        if not form.is_valid():
            raise NotPossible(_("There is no such place."))
        planning.place(article, by=request.user, **form.cleaned_data)
    except NotPossible as error:
        return answers.refused(request, _way_back(request, article), error)
    return answers.done(request, _way_back(request, article))


@require_safe
@login_required
def picture(request, pk):
    """What the illustration shows now. If the address names that by its hash, it may be kept for ever."""
    reach = Illustration.objects.filter(article__in=Article.objects.visible_to(request.user)).exclude(file="")
    illustration = get_object_or_404(reach, pk=pk)
    if illustration.sha256 and request.GET.get("v") == illustration.sha256:
        return forever(illustration.file.open())
    return FileResponse(illustration.file.open(), headers={"Cache-Control": "private, no-cache"})


def show(request, article, form, status=200, remark_form=None):
    """The page of the article, with the form of a move or of a remark as it was sent."""
    context = {**selectors.reading(article, request.user), "form": form}
    context["history"] = newest(Subject(article=article))
    context["remark_form"] = remark_form
    context["why_not_edit"] = editing.why_not(request.user, article)
    context["deadline_form"] = deadlines.form_for(request.user, article)
    context["due"] = deadline_of_article(article)
    context["reviewers"] = assigning.choices_for(request.user, article)
    context["invitations"] = inviting.about(article, context["reviews"], context["seen"])
    context["may_ask_outside"] = bool(may_publish(request.user))
    return render(request, "editorial/article.html", context, status=status)


def _way_back(request, article):
    """To the page the button was on, at the article's row."""
    wanted = next_page(request, "")
    return f"{wanted.partition('#')[0]}#article-{article.pk}" if wanted else reverse("desk:article", args=[article.pk])

"""Remarks of an article: written and answered, resolved and reopened, shown beside a text that is being edited."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial import mentions, remarks, telling, threads
from editorial.forms import NoteForm
from editorial.models import Article, Remark
from editorial.permissions import may_remark
from editorial.remark_form import RemarkForm

from . import answers, articles
from .access import for_desk, get_article, require
from .pages import next_page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def article_remarks(request, pk):
    article = get_article(request, pk)
    if request.method == "POST":
        return _write(request, article)
    context = {"article": article, "remarks": threads.of(article, request.user)}
    return render(request, "editorial/editor_remarks.html", context)


@require_POST
@login_required
def resolve_remark(request, pk):
    remark = _get_remark(request, pk)
    remarks.resolve(remark, by=request.user)
    return answers.done(request, _way_back(request, remark))


@require_POST
@login_required
def reopen_remark(request, pk):
    remark = _get_remark(request, pk)
    remarks.reopen(remark, by=request.user)
    return answers.done(request, _way_back(request, remark))


@require_safe
@for_desk
def complete_people(request):
    return JsonResponse({"names": mentions.complete(request.GET.get("q", "")[:120])})


def _write(request, article):
    require(may_remark(request.user, article))
    form = RemarkForm(request.POST, article=article)
    if not form.is_valid():
        if answers.wants_json(request):
            return answers.wrong(form)
        return articles.show(request, article, NoteForm(), status=422, remark_form=form)
    with telling.heard() as told:
        remark = remarks.write(article, by=request.user, **form.cleaned_data)
    said = f"{_('Your remark is written.')} {telling.whom(told)}".strip()
    if not answers.wants_json(request):
        messages.success(request, said)
    return answers.done(request, _way_back(request, remark), said)


def _get_remark(request, pk):
    reach = Remark.objects.filter(article__in=Article.objects.visible_to(request.user), answers=None)
    return get_object_or_404(reach.select_related("article__section__issue"), pk=pk)


def _way_back(request, remark):
    """To the screen the form was on, at the remark."""
    wanted = next_page(request, reverse("desk:article", args=[remark.article_id]))
    return f"{wanted.partition('#')[0]}#remark-{remark.pk}"

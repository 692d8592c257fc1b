"""The versions of an article: their list, keeping one, naming it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial import editing, history, versions
from editorial.forms import VersionForm
from editorial.models import Article, Version
from editorial.permissions import may_write

from .access import get_article, require
from .pages import page_of


@require_safe
@login_required
def article_versions(request, pk):
    article = get_article(request, pk)
    page = page_of(request, history.revisions_of(article))
    context = {
        "article": article,
        "page": page,
        "rows": history.grouped(article, page),
        "choices": history.choices(article),
        "start": history.usual_start(article),
        "end": history.NOW,
        "view": "inline",
        "form": VersionForm(),
        "may_write": bool(may_write(request.user, article)),
        "may_restore": not editing.why_not(request.user, article),
    }
    return render(request, "editorial/versions.html", context)


@require_POST
@login_required
def keep_version(request, pk):
    article = get_article(request, pk)
    require(may_write(request.user, article))
    form = VersionForm(request.POST)
    if form.is_valid():
        versions.keep_on_request(article, by=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("The saved text is kept as a version."))
    else:
        messages.error(request, _("A name has at most 120 characters."))
    return redirect("desk:versions", article.pk)


@require_POST
@login_required
def name_version(request, pk):
    visible = Version.objects.filter(revision__article__in=Article.objects.visible_to(request.user))
    version = get_object_or_404(visible.select_related("revision__article"), pk=pk)
    require(may_write(request.user, version.revision.article))
    form = VersionForm(request.POST)
    if form.is_valid():
        versions.rename(version, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The version has its new name."))
    else:
        messages.error(request, _("A name has at most 120 characters."))
    return redirect("desk:versions", version.revision.article_id)

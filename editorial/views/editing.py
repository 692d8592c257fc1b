"""Writing an article. Nothing typed is lost: not by an error, not by somebody else's edit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial import collisions, editing, selectors, versions
from editorial.article_form import ArticleForm, IllustrationFormSet
from editorial.models import Article, Bulletin, Section
from editorial.permissions import may_write
from editorial.workflow import NotPossible

from .access import for_desk, get_article, require

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@for_desk
def new_article(request):
    require(may_write(request.user))
    section = _asked(request, "section", Section.objects.select_related("issue__bulletin"))
    bulletin = section.issue.bulletin if section else _bulletin(request)
    if bulletin is None:
        return render(
            request, "editorial/choose_bulletin.html", {"bulletins": Bulletin.objects.order_by("title", "pk")}
        )
    article = Article(bulletin=bulletin, editor=request.user, section=None)
    if request.method == "POST":
        return _save(request, article)
    form = ArticleForm.opened(article)
    form.initial["section"] = section.pk if section else None
    return _page(request, form, IllustrationFormSet(instance=article))


@require_http_methods(GET_OR_POST)
@login_required
def edit_article(request, pk):
    article = get_article(request, pk)
    if reason := editing.why_not(request.user, article):
        require(may_write(request.user, article))
        return render(request, "editorial/closed.html", {"article": article, "reason": reason, "typed": request.POST})
    if request.method == "POST":
        return _save(request, article)
    return _page(request, ArticleForm.opened(article, editing.base_of(article)), IllustrationFormSet(instance=article))


@transaction.atomic
def _save(request, article):
    """The whole edit under the article's lock: whoever saves second sees what the first one saved."""
    if article.pk:
        Article.objects.select_for_update().get(pk=article.pk)
        article = get_article(request, article.pk)
    form = ArticleForm(request.POST, instance=article)
    pictures = IllustrationFormSet(request.POST, request.FILES, instance=article, by=request.user)
    valid = all([form.is_valid(), pictures.is_valid()])
    if article.pk and (meeting := collisions.meet(article, form, pictures, form.cleaned_data.get("base") or 0)):
        return _met(request, article, pictures, meeting)
    if not valid:
        return _page(request, form, pictures, status=422)
    try:
        saved = editing.save(form, pictures, by=request.user)
    except NotPossible as error:
        form.add_error("section", str(error))
        return _page(request, form, pictures, status=409)
    _say(request, saved)
    if "keep_version" in request.POST:
        _keep_version(request, saved.article)
    return redirect("desk:article", saved.article.pk)


def _keep_version(request, article):
    name = request.POST.get("version_name", "")[:120]
    versions.keep_on_request(article, by=request.user, name=name)
    messages.success(request, _("The saved text is kept as a version."))


def _met(request, article, pictures, meeting):
    """The form again with what was typed, theirs where only they changed something, and both where both did."""
    data = request.POST.copy()
    data["base"] = meeting.number
    for name, value in meeting.taken.items():
        if name == "illustrations":
            pictures = IllustrationFormSet(instance=get_article(request, article.pk))
        else:
            data[name] = ", ".join(value) if isinstance(value, list) else "" if value is None else value
    form = ArticleForm(data, instance=get_article(request, article.pk))
    return _page(request, form, pictures, status=409, meeting=meeting)


def _page(request, form, pictures, status=200, **more):
    article = form.instance
    context = {
        "form": form,
        "pictures": pictures,
        "article": article,
        "bulletin": article.bulletin,
        "countries": selectors.countries(article.bulletin),
        **more,
    }
    return render(request, "editorial/edit_article.html", context, status=status)


def _say(request, saved):
    if saved.withdrew:
        messages.warning(
            request,
            _("Saved. The text had been approved; your change withdrew the approval and it is in review again."),
        )
    elif saved.revision:
        messages.success(request, _("Saved as version %(number)s.") % {"number": saved.revision.number})
    else:
        messages.success(request, _("Saved. Nothing that is printed has changed."))


def _bulletin(request):
    """The one asked for, or the only one there is."""
    if asked := _asked(request, "bulletin", Bulletin.objects.all()):
        return asked
    found = Bulletin.objects.all()[:2]
    return found[0] if len(found) == 1 else None


def _asked(request, name, rows):
    value = request.GET.get(name, "")
    return get_object_or_404(rows, pk=int(value)) if value.isdecimal() and len(value) < 12 else None

"""Writing an article. Nothing typed is lost: not by an error, not by somebody else's edit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial import autosave, collisions, editing, holding, presence, reopening, telling, threads, versions, workflow
from editorial.article_form import ArticleForm, IllustrationFormSet
from editorial.models import Article, Bulletin, Section
from editorial.numerals import whole
from editorial.permissions import may_write
from editorial.workflow import NotPossible

from .access import for_desk, get_article, require
from .pages import hour, where_it_stands

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
    return _open(request, article, section)


@require_http_methods(GET_OR_POST)
@login_required
def edit_article(request, pk):
    article = get_article(request, pk)
    if reason := editing.why_not(request.user, article):
        return _closed(request, article, reason)
    if request.method == "POST":
        return _save(request, article)
    telling.opened(article, request.user)
    return _open(request, article)


def _closed(request, article, reason):
    require(may_write(request.user, article))
    copy = autosave.copy_of(request.user, article)
    typed = request.POST or (autosave.posted(copy) if copy else {})
    return render(request, "editorial/closed.html", {"article": article, "reason": reason, "typed": typed})


def _open(request, article, section=None):
    """What this person typed and did not save; the article as it is saved if there is no such thing or they ask."""
    copy, as_saved = autosave.copy_of(request.user, article), "saved" in request.GET
    if copy and not as_saved and (found := reopening.reopened(copy, article)):
        return _page(request, found.form, found.pictures, meeting=found.meeting, restored=copy)
    base = article.revisions.last_number() if article.pk else 0
    form = ArticleForm.opened(article, base, copy=copy.number if copy and not as_saved else 0)
    if section:
        form.initial["section"] = form.initial["section_was"] = section.pk
    return _page(request, form, IllustrationFormSet(instance=article), set_aside=copy if as_saved else None)


@transaction.atomic
def _save(request, article):
    """The whole edit under the article's lock: whoever saves second sees what the first one saved."""
    if article.pk:
        holding.hold_subject(article)
        article = get_article(request, article.pk)
        if reason := editing.why_not(request.user, article):  # by now: its issue may have been published
            return _closed(request, article, reason)
    data = collisions.with_rows(collisions.with_place(request.POST, article), article)
    data = collisions.with_theirs(data, article)
    form = ArticleForm(data, instance=article)
    pictures = IllustrationFormSet(data, request.FILES, instance=article, by=request.user)
    valid = all([form.is_valid(), pictures.is_valid()])
    if article.pk and (meeting := collisions.meet(article, form, pictures, form.cleaned_data.get("base") or 0)):
        return _met(request, article, data, pictures, meeting)
    if not valid:
        return _page(request, form, pictures, status=422)
    try:
        saved = editing.save(form, pictures, by=request.user)
    except NotPossible as error:
        form.add_error("section", str(error))
        return _page(request, form, pictures, status=409)
    _say_led(request, form.keyword_entry.led)
    if "keep_version" in request.POST:
        _keep_version(request, saved.article)
    if "submit_too" in request.POST:
        _submit(request, saved.article)
    return _saved(request, saved)


def _keep_version(request, article):
    name = request.POST.get("version_name", "")[:120]
    versions.keep_on_request(article, by=request.user, name=name)
    messages.success(request, _("The saved text is kept as a version."))


def _submit(request, article):
    """On to review what was just saved; where that cannot be it stays saved, and the reason is said."""
    try:
        with telling.heard() as told:
            moved = workflow.move(article, "submit", by=request.user)
    except (NotPossible, PermissionDenied) as error:  # somebody was quicker, or it was handed on in the same form
        messages.error(request, str(error))
    else:
        messages.success(request, where_it_stands(moved, told))


def _saved(request, saved):
    """To the article; a browser that saves while its writer goes on is told in figures, or stays at the form."""
    if request.accepts("text/html"):
        level, text = _what_was_saved(saved)
        messages.add_message(request, level, text)
        stays = "stay" in request.POST and "submit_too" not in request.POST
        return redirect("desk:edit-article" if stays else "desk:article", saved.article.pk)
    if saved.withdrew:
        messages.warning(request, _what_was_saved(saved)[1])
    place = {name: collisions.place_of(saved.article, name) for name in collisions.PLACE}
    figures = {"number": saved.article.revisions.last_number(), "withdrew": saved.withdrew, "at": hour(timezone.now())}
    return JsonResponse({"message": str(_what_was_saved(saved)[1]), **figures, **place})


def _met(request, article, data, pictures, meeting):
    """The form again with what was typed, theirs where only they changed something, and both where both did."""
    fresh = get_article(request, article.pk)
    form, pictures = reopening.met(fresh, data, pictures, meeting)
    return _page(request, form, pictures, status=409, meeting=meeting)


def _page(request, form, pictures, status=200, **more):
    article = form.instance
    context = {
        "form": form,
        "pictures": pictures,
        "article": article,
        "bulletin": article.bulletin,
        "may_submit": bool(article.pk) and "submit" in dict(workflow.open_moves(article, request.user)),
        "remarks": threads.of(article, request.user) if article.pk else None,
        "others": presence.people_in([article.pk], but=request.user.pk).get(article.pk) if article.pk else None,
        **more,
    }
    return render(request, "editorial/edit_article.html", context, status=status)


def _what_was_saved(saved):
    if saved.withdrew:
        text = _("Saved. The text had been approved; your change withdrew the approval and it is in review again.")
        return messages.WARNING, text
    if saved.revision:
        return messages.SUCCESS, _("Saved as version %(number)s.") % {"number": saved.revision.number}
    return messages.SUCCESS, _("Saved. Nothing that is printed has changed.")


def _say_led(request, led):
    for typed, present in led.items():
        names = {"typed": typed, "present": present}
        messages.info(request, _("“%(typed)s” is called “%(present)s” now and was saved so.") % names)


def _bulletin(request):
    """The one asked for, or the only one there is."""
    if asked := _asked(request, "bulletin", Bulletin.objects.all()):
        return asked
    found = Bulletin.objects.all()[:2]
    return found[0] if len(found) == 1 else None


def _asked(request, name, rows):
    pk = whole(request.GET.get(name))
    return None if pk is None else get_object_or_404(rows, pk=pk)

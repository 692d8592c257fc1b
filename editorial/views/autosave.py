"""What the editor's script says while somebody types: keep this, I am here, I am gone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import autosave, editing, presence
from editorial.models import Article, Bulletin
from editorial.numerals import whole
from editorial.permissions import may_write

from .access import for_desk, get_article, is_same_person, require
from .pages import hour


@require_POST
@login_required
def keep(request, pk):
    return _keep(request, get_article(request, pk))


@require_POST
@for_desk
def keep_new(request):
    return _keep(request, _new(request))


@require_POST
@login_required
def discard(request, pk):
    article = get_article(request, pk)
    return _discard(request, article, reverse("desk:edit-article", args=[pk]))


@require_POST
@for_desk
def discard_new(request):
    article = _new(request)
    return _discard(request, article, f"{reverse('desk:new-article')}?bulletin={article.bulletin_id}")


@require_POST
@login_required
def be_present(request, pk):
    """Renew or end this person's presence; the answer says who else is here and what was saved meanwhile."""
    article = get_article(request, pk)
    require(may_write(request.user, article))
    if "gone" in request.POST:
        presence.leave(request.user, article)
        return HttpResponse(status=204)
    presence.arrive(request.user, article)
    others = presence.people_in([article.pk], but=request.user.pk).get(article.pk, [])
    return JsonResponse({"people": [_person(row) for row in others], "news": _news(request, article)})


def _new(request):
    require(may_write(request.user))
    pk = whole(request.GET.get("bulletin"))
    return Article(bulletin=get_object_or_404(Bulletin, pk=pk or 0), editor=request.user)


def _keep(request, article):
    require(may_write(request.user, article))
    require(is_same_person(request))
    number, base = (_number(request, name) for name in ("copy", "base"))
    try:
        copy = autosave.keep(request.user, article, autosave.typed(request.POST), number=number, base=base)
    except autosave.TooLong as error:
        return JsonResponse({"message": str(error)}, status=413)
    except autosave.Newer as error:
        return _newer(error.copy)
    closed = str(editing.why_not(request.user, article)) if article.pk else ""
    return JsonResponse({"number": copy.number, "at": hour(copy.saved_at), "closed": closed})


def _newer(copy):
    text = _("You went on writing this article in another window, at %(time)s.") % {"time": hour(copy.saved_at)}
    return JsonResponse({"message": text, "number": copy.number, "data": copy.data}, status=409)


def _discard(request, article, address):
    require(may_write(request.user, article))
    if autosave.discard(request.user, article, _number(request, "copy")):
        messages.success(request, _("Discarded. This is the text as it is saved."))
    else:
        messages.warning(request, _("Nothing was discarded: you went on writing in another window."))
    return redirect(address)


def _number(request, name):
    return whole(request.POST.get(name)) or 0


def _person(row):
    sentence = _("%(name)s is editing this article too (since %(time)s)")
    said = sentence % {"name": row.person, "time": hour(row.since)}
    return {"name": str(row.person), "initials": row.person.initials, "sentence": said}


def _news(request, article):
    last = article.revisions.select_related("by").defer("content").first()
    if last is None or last.number <= _number(request, "base"):
        return ""
    if last.by_id == request.user.pk:
        return _("You saved version %(number)s in another window; your next save will show both.") % {
            "number": last.number
        }
    return _("%(name)s saved version %(number)s; your next save will show both.") % {
        "name": last.by or "–",
        "number": last.number,
    }

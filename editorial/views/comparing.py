"""Two texts of an article beside each other, and the way back to the earlier one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from editorial import editing, history, restoring
from editorial.comparison import compare
from editorial.models import Article
from editorial.numerals import whole
from editorial.permissions import may_write
from editorial.workflow import NotPossible

from .access import get_article, require
from .pictures import forever

VIEWS = ("inline", "sides")


@require_safe
@login_required
def compare_versions(request, pk):
    article = get_article(request, pk)
    before = _state(article, request.GET.get("from") or history.usual_start(article))
    after = _state(article, request.GET.get("to") or history.NOW)
    context = {
        "article": article,
        "before": before,
        "after": after,
        "comparison": compare(before.content, after.content),
        "choices": history.choices(article, before, after),
        "start": before.ref,
        "end": after.ref,
        "view": _view(request),
        "may_restore": before.ref != history.NOW and not editing.why_not(request.user, article),
    }
    return render(request, "editorial/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restore(request, pk):
    article = get_article(request, pk)
    require(may_write(request.user, article))
    asked = request.POST if request.method == "POST" else request.GET
    wanted = _state(article, asked.get("revision") or history.usual_start(article))
    if request.method == "POST":
        return _restore(request, article, wanted)
    return _confirm(request, article, wanted, editing.why_not(request.user, article))


@require_safe
@login_required
def earlier_picture(request, pk):
    """A picture that some save of the article showed; ?sha256= names it by its content."""
    article = get_article(request, pk)
    sha256 = request.GET.get("sha256", "")
    name = history.file_of(article, sha256) if len(sha256) == 64 and sha256.isalnum() else ""
    if not name or not default_storage.exists(name):
        raise Http404
    return forever(default_storage.open(name))


def _restore(request, article, wanted):
    base = whole(request.POST.get("base"))
    note = _("Version %(number)s") % {"number": wanted.ref}
    try:
        restored = restoring.restore(article, wanted.content, by=request.user, note=note, base=base)
    except NotPossible as error:
        return _confirm(request, article, wanted, str(error), status=409)
    _say(request, restored)
    return redirect("desk:article", article.pk)


def _confirm(request, article, wanted, why_not="", status=200):
    """What restoring will change, before it does."""
    present = _state(article, history.NOW)
    context = {
        "article": article,
        "wanted": wanted,
        "base": article.revisions.last_number(),
        "comparison": compare(present.content, wanted.content),
        "missing": restoring.missing_pictures(wanted.content),
        "view": _view(request),
        "why_not": why_not,
    }
    return render(request, "editorial/restore.html", context, status=status)


def _state(article, ref):
    if not (found := history.state(article, ref)):
        raise Http404
    return found


def _view(request):
    view = request.GET.get("view")
    return view if view in VIEWS else "inline"


def _say(request, restored):
    if not restored.revision:
        messages.success(request, _("This is the saved text already; nothing has changed."))
        return
    number = {"number": restored.revision.number}
    if restored.status_before == Article.Status.APPROVED != restored.article.status:
        text = _("Restored as version %(number)s. That withdrew the approval; the text is in review again.")
        messages.warning(request, text % number)
    elif restored.article.status == Article.Status.APPROVED:
        messages.success(request, _("Restored as version %(number)s; its approval stands again.") % number)
    else:
        messages.success(request, _("Restored as version %(number)s.") % number)
    if restored.missing:
        text = ngettext(
            "The file of a picture is gone; its caption waits for one: %(captions)s",
            "The files of some pictures are gone; their captions wait for them: %(captions)s",
            len(restored.missing),
        )
        messages.warning(request, text % {"captions": "; ".join(restored.missing)})

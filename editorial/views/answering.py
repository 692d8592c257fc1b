"""What somebody without an account sees and answers by their link.

Looking changes nothing, for mail is opened by scanners before it is opened by people: only a POST answers. The link of
the letter hands its secret to the browser, in a cookie for the page of this invitation alone, and leads on to that
page; so the secret stands in no address that is logged, kept in a history or passed on. That page's Referrer-Policy is
same-origin: with no-referrer, browsers send no Origin that its forms could be known by.
"""

from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import FileResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from editorial import guests
from editorial.invitation_form import AnswerForm
from editorial.models import Article
from editorial.workflow import NotPossible


def for_nobody_else(view):
    """Kept in no cache, found by no search, told to no other site; where a secret is in the address, to nobody."""

    @wraps(view)
    @csp_replace({"script-src": [NONE], "connect-src": [NONE]})
    def guarded(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer" if "token" in kwargs else "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@require_safe
@for_nobody_else
def door(request, token):
    """The link of the letter. Each invitation has a cookie of its own, so that several never get mixed up."""
    invitation = guests.find(token)
    if invitation is None:
        return render(request, "editorial/answer_unknown.html", status=404)
    response = redirect("answer:page", invitation.pk)
    response.set_cookie(
        _cookie(invitation.pk),
        token,
        path=reverse("answer:page", args=[invitation.pk]),
        httponly=True,
        samesite="Lax",  # a letter is opened from another site
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_nobody_else
def page(request, pk):
    invitation = _invitation(request, pk)
    if invitation is None:
        return render(request, "editorial/answer_locked.html", status=403)
    with override(invitation.language):
        response = _answered(request, invitation) if request.method == "POST" else None
        response = response or _show(request, invitation)
        response["Content-Language"] = invitation.language
        return response


@require_safe
@for_nobody_else
def picture(request, pk, number):
    """A picture of a text that the link still asks about, and no other."""
    found = guests.picture(_invitation(request, pk), number)
    return FileResponse(found.file.open()) if found else HttpResponseNotFound()


def _cookie(pk):
    return f"answer-{pk}"


def _invitation(request, pk):
    """The invitation whose link this browser has opened; None for any other."""
    invitation = guests.find(request.COOKIES.get(_cookie(pk), ""))
    return invitation if invitation and invitation.pk == pk else None


def _answered(request, invitation):
    """Take the answer and lead back to the page, which says what was recorded; or show why it was not taken."""
    form = AnswerForm(request.POST, invitation.fingerprints)
    if not form.is_valid():
        return _show(request, invitation, [_("Nothing was recorded: this is not what you were asked about.")], 422)
    if reason := _somebody_else(request.user, invitation):
        return _show(request, invitation, [reason], 403)
    if refused := _take(invitation, form.cleaned_data):
        return _show(request, invitation, refused, 409, said=form.cleaned_data)
    return redirect("answer:page", invitation.pk)


def _take(invitation, said):
    """Record it; the reasons for what could not be recorded."""
    articles = list(Article.objects.filter(pk__in=said["article"]).order_by("section__position", "position", "pk"))
    if said["verb"] == "approve_all":
        titles = {item.pk: item.title for item in guests.items(invitation)}  # not the new ones, of changed texts
        return [f"{titles[article.pk]}: {reason}" for article, reason in guests.approve_all(invitation, articles)]
    try:
        for article in articles[:1]:
            guests.answer(invitation, article, said["verb"], said["note"])
    except NotPossible as error:
        return error.reasons
    return []


def _somebody_else(user, invitation):
    """Who is signed in as another does not answer in this name, not even by mistake."""
    if not user.is_authenticated or user.email.lower() == invitation.email.lower():
        return ""
    return _("You are signed in as %(user)s, and this link is for %(name)s. Sign out to answer in that name.") % {
        "user": user,
        "name": invitation.name,
    }


def _show(request, invitation, refused=(), status=200, *, said=None):
    closed = guests.why_closed(invitation)
    items = guests.items(invitation)
    context = {
        "invitation": invitation,
        "answering": invitation,
        "bulletin": (invitation.article or invitation.issue).bulletin,
        "items": items,
        "open": [] if closed else [item for item in items if item.is_open],
        "thanks": any(item.review for item in items),
        "closed": closed,
        "refused": refused,
        "said": said,
        "somebody_else": _somebody_else(request.user, invitation),
    }
    if not (refused or context["open"] or context["thanks"]):
        status = 410
    return render(request, "editorial/answer.html", context, status=status)

"""Asking somebody outside: who was asked about an article or an issue, and the form that asks one more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from editorial import invitation_letter, inviting
from editorial.invitation_form import InvitationForm
from editorial.models import Article, Invitation
from editorial.permissions import may_enter_desk, may_publish
from editorial.workflow import NotPossible

from .access import get_article, get_issue, require
from .pages import page_of, posted


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def ask_about_article(request, pk):
    return _page(request, get_article(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def ask_about_issue(request, pk):
    return _page(request, get_issue(request, pk))


@require_POST
@login_required
@never_cache
def ask_again(request, pk):
    invitation = _get_invitation(request, pk)
    return _asked(request, invitation.subject, None, lambda: inviting.ask_again(invitation, by=request.user))


@require_POST
@login_required
def withdraw_invitation(request, pk):
    invitation = _get_invitation(request, pk)
    try:
        inviting.withdraw(invitation, by=request.user)
        messages.success(request, _("The link of %(name)s no longer works.") % {"name": invitation.name})
    except NotPossible as error:
        messages.error(request, str(error))
    kind = "article" if invitation.article_id else "issue"
    return redirect(f"desk:ask-about-{kind}", invitation.subject.pk)


def _get_invitation(request, pk):
    if not may_enter_desk(request.user):
        raise Http404
    require(may_publish(request.user))
    rows = Invitation.objects.select_related("article__section__issue", "article__bulletin", "issue__bulletin")
    return get_object_or_404(rows, pk=pk)


def _page(request, subject):
    require(may_publish(request.user))
    start = {"language": subject.bulletin.language, "days": 7}
    form = InvitationForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        return _asked(request, subject, form, lambda: inviting.ask(subject, **form.cleaned_data, by=request.user))
    return _show(request, subject, form, status=422 if form.errors else 200)


def _asked(request, subject, form, ask):
    """The page with the link, which is shown this once; or with the reason why there is none."""
    fresh = InvitationForm(initial={"language": subject.bulletin.language, "days": 7})
    try:
        invitation, token = ask()
    except NotPossible as error:
        return _show(request, subject, form or fresh, status=409, refused=str(error))
    own = inviting.wrote_any(request.user, inviting.articles_of(subject))
    link = "" if own else invitation_letter.address(token)
    return _show(request, subject, fresh, made=invitation, link=link)


def _show(request, subject, form, status=200, **more):
    page = page_of(request, subject.invitations.select_related("by", "letter").prefetch_related("reviews__article"))
    page.object_list = inviting.set_standings(list(page), subject)
    context = {
        "article": subject if isinstance(subject, Article) else None,
        "issue": subject.issue if isinstance(subject, Article) else subject,
        "articles": inviting.articles_of(subject),
        "bulletin": subject.bulletin,
        "subject": subject,
        "form": form,
        "page": page,
        **more,
    }
    return render(request, "editorial/outside.html", context, status=status)

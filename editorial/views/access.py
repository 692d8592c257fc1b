"""The doors of the desk. Lists are for those who work here; an object that somebody may not see is not there."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from editorial.models import Article, Issue
from editorial.permissions import No, may_enter_desk, require


def for_desk(view):
    """Sign in first; whoever does not work here is told so."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(may_enter_desk(request.user))
        return view(request, *args, **kwargs)

    return guarded


def get_issue(request, pk):
    return get_object_or_404(Issue.objects.visible_to(request.user).select_related("bulletin"), pk=pk)


def get_article(request, pk):
    return get_object_or_404(Article.objects.visible_to(request.user).for_printing().select_related("editor"), pk=pk)


def is_same_person(request):
    """Where somebody else has signed in meanwhile, in the same browser, nobody's words become theirs."""
    meant = request.POST.get("person", str(request.user.pk))
    return meant == str(request.user.pk) or No(_("Somebody else is signed in here by now."))

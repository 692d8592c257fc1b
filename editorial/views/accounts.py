"""Signing in and out, and what a person chooses for themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render, resolve_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from editorial.forms import PasswordForm, SignInForm
from editorial.permissions import may_enter_desk

from .pages import next_page, posted


@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    form = SignInForm(request, posted(request))
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        return redirect(_next(request, "desk:home" if may_enter_desk(user) else "/"))
    context = {"form": form, "next": _next(request, "")}
    return render(request, "editorial/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request):
    """Nothing typed and nothing seen stays behind in the browser either, whatever page they leave from."""
    logout(request)
    response = redirect("desk:sign-in")
    response["Clear-Site-Data"] = '"storage", "cache"'
    return response


@require_POST
def language(request):
    """Keep the language of the interface: in a cookie, and with the person if somebody is signed in."""
    response = redirect(_next(request, "/"))
    code = request.POST.get("language")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=60 * 60 * 24 * 365,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
        translation.activate(code)
        if request.user.is_authenticated:
            request.user.language = code
            request.user.save(update_fields=["language"])
    return response


@never_cache
@login_required
@sensitive_post_parameters()
def password(request):
    form = PasswordForm(request.user, posted(request))
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Your password is changed. Other devices are signed out."))
        return redirect("desk:password")
    return render(request, "editorial/password.html", {"form": form}, status=422 if form.errors else 200)


def _next(request, default):
    """Where the person wanted to go, if that is a page of this site."""
    return next_page(request, resolve_url(default) if default else "")

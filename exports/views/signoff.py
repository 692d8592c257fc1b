"""The sign-off sheet of an edition, for those who work here: to read, to print, and as a PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.models import Issue
from exports import downloads, selectors
from exports.models import Edition
from exports.rendering import RenderingFailed
from exports.rendering import signoff as rendering
from exports.signoff import sheet_of
from exports.signoff_words import worded


@require_safe
@login_required
@never_cache
def sign_off(request, pk):
    edition = _edition(request, pk)
    others = selectors.signed_editions(edition.issue).exclude(pk=pk)
    context = {"edition": edition, "sheet": worded(sheet_of(edition)), "others": others}
    return render(request, "exports/sign_off.html", context)


@require_safe
@login_required
@never_cache
def sign_off_pdf(request, pk):
    edition = _edition(request, pk)
    name = f"{edition.issue.bulletin.slug}-{edition.issue.label}-{edition.number}-sign-off.pdf"
    try:
        content = rendering.render(sheet_of(edition))
    except RenderingFailed as error:
        messages.error(request, str(error))
        return redirect("mill:sign-off", pk)
    return downloads.answer(request, content, name=name, content_type="application/pdf")


def _edition(request, pk):
    visible = Edition.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    return get_object_or_404(visible.select_related("issue__bulletin"), pk=pk)

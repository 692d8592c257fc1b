"""What a person was told, and what of it they want by mail."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial import notices, telling
from editorial.filters import NotificationFilter
from editorial.mail_choices_form import MailChoicesForm

from .access import for_desk
from .pages import page_of, posted


@require_safe
@for_desk
def notifications(request):
    chosen = NotificationFilter(request.GET, telling.notifications_of(request.user))
    page = page_of(request, chosen.qs)
    for each in page:
        each.title, each.language = notices.title(each), notices.language(each)
        each.sentence, each.path = notices.sentence(each), notices.path(each)
    return render(request, "editorial/notifications.html", {"filter": chosen, "page": page})


@require_POST
@for_desk
def read_notifications(request):
    telling.notifications_of(request.user).read()
    return redirect("desk:notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@for_desk
def mail_choices(request):
    form = MailChoicesForm(posted(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is kept."))
        return redirect("desk:mail-choices")
    hours = ", ".join(f"{hour}:00" for hour in settings.DIGEST_HOURS)
    context = {"form": form, "hours": hours}
    return render(request, "editorial/mail_choices.html", context, status=422 if form.errors else 200)

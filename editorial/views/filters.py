"""Filtered lists that a person keeps under a name. The list itself stays in its address, to be sent to anybody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.forms import SavedFilterForm
from editorial.models import SavedFilter
from editorial.narrowing import narrowing

from . import answers
from .access import for_desk


@require_POST
@for_desk
def save_filter(request):
    """Under the name of an older one it takes that one's place."""
    form = SavedFilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(answers.errors_of(form)))
        return redirect(_address(request.POST.get("list"), request.POST.get("query", "")))
    values = form.cleaned_data
    query = narrowing(values["query"])
    of = {"person": request.user, "list": values["list"], "name": values["name"]}
    SavedFilter.objects.update_or_create(**of, defaults={"query": query})
    messages.success(request, _("Saved as “%(name)s”.") % values)
    return redirect(_address(values["list"], query))


@require_POST
@for_desk
def delete_filter(request, pk):
    saved = get_object_or_404(SavedFilter, pk=pk, person=request.user)
    saved.delete()
    messages.success(request, _("“%(name)s” is no longer among your filters.") % {"name": saved.name})
    return redirect(_address(saved.list, saved.query))


def _address(list_name, query):
    if list_name not in SavedFilterForm.LISTS:
        list_name, query = "home", ""
    return reverse(f"desk:{list_name}") + (f"?{query}" if query else "")

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.models import Issue
from exports.templatetags.mill import panel_context


@require_safe
@login_required
@never_cache
def panel(request, pk):
    """The fragment that the desk's issue page asks for while the mill works."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user).select_related("bulletin"), pk=pk)
    return render(request, "exports/panel.html", panel_context(issue))

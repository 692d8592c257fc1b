from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import assigning, telling
from editorial.models import User
from editorial.permissions import may_assign_reviewer
from editorial.workflow import NotPossible

from .access import get_article, require


class ReviewerForm(forms.Form):
    reviewer = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = assigning.reviewers()


@require_POST
@login_required
def assign_reviewer(request, pk):
    article = get_article(request, pk)
    require(may_assign_reviewer(request.user, article))
    form = ReviewerForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPossible(_("Choose somebody who may approve articles."))
        with telling.heard() as told:
            assigning.assign_reviewer(article, form.cleaned_data["reviewer"], by=request.user)
        if told:
            messages.success(request, telling.whom(told))
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("desk:article", article.pk)

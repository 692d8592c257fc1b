from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import deadline
from editorial.inputs import hour_input
from editorial.models import Article
from editorial.permissions import may_assemble
from editorial.workflow import NotPossible, why_not

from . import answers
from .access import get_article, require


class ArticleDeadlineForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ["due_at"]
        widgets = {"due_at": hour_input()}


def form_for(user, article):
    """The form of the article's own deadline, for those who may set it now; else None."""
    return None if why_not(article, may_assemble(user)) else ArticleDeadlineForm(instance=article)


@require_POST
@login_required
def set_deadline(request, pk):
    article = get_article(request, pk)
    require(may_assemble(request.user))
    form = ArticleDeadlineForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPossible(*answers.errors_of(form))
        deadline.settle_article(article, form.cleaned_data["due_at"], by=request.user)
        messages.success(request, _("The deadline is set."))
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("desk:article", article.pk)

from django import forms
from django.utils.translation import gettext_lazy as _

from .content import LABELS
from .models import Remark
from .threads import field_with

ABOUT = [("", _("the whole article")), *LABELS.items()]


class RemarkForm(forms.Form):
    """A remark of an article or an answer to one; what stands around its passage comes from the script."""

    text = forms.CharField(
        label=_("Remark"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words first.")},
    )
    field = forms.ChoiceField(label=_("About"), choices=ABOUT, required=False)
    passage = forms.CharField(
        label=_("The words it is about, if any"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )
    before = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    after = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    answers = forms.ModelChoiceField(Remark.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, auto_id="id_remark_%s", **kwargs)
        self.article = article
        self.fields["answers"].queryset = article.remarks.select_related("answers__author", "author")

    def clean(self):
        values = super().clean()
        if values.get("passage") and not values.get("field"):
            values["field"] = field_with(self.article, values["passage"])
        return values

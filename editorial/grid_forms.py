"""What the table's page is sent: one cell, or a pasted block and where it begins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .grid import COLUMNS
from .spreadsheet import LONGEST


class CellPost(forms.Form):
    """The new text of a cell and the value that stood there; `seen` is compared as it is, blanks and all."""

    article = forms.IntegerField()
    column = forms.ChoiceField(choices=[*COLUMNS.items()])
    value = forms.CharField(required=False, max_length=10_000, strip=False)
    seen = forms.CharField(required=False, max_length=10_000, strip=False)


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Cells from a spreadsheet"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "source", "autocomplete": "off"}),
    )
    article = forms.TypedChoiceField(label=_("First row"), coerce=int)
    column = forms.ChoiceField(label=_("First column"), choices=[*COLUMNS.items()])
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, titles, **kwargs):
        """`titles` are pairs of an article's key and its title, in the table's order."""
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = [
            (pk, f"{row}. {title[:60]}") for row, (pk, title) in enumerate(titles, start=1)
        ]

    @property
    def place(self):
        return [self.cleaned_data[name] for name in ("text", "article", "column")]

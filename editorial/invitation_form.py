from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _


class InvitationForm(forms.Form):
    """Who is asked outside, in which language, and for how long the link is good."""

    name = forms.CharField(
        label=_("Name of the person"), max_length=120, help_text=_("The answer is recorded under it.")
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    days = forms.IntegerField(
        label=_("The link is good for so many days"),
        initial=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        widget=forms.NumberInput(attrs={"min": 1, "max": 60}),
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class AnswerForm(forms.Form):
    """What somebody answers by their link: for one of its articles, or for all that are shown."""

    verb = forms.ChoiceField(choices=[("approve", ""), ("return", ""), ("approve_all", "")])
    article = forms.TypedMultipleChoiceField(coerce=int)
    note = forms.CharField(required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data, articles):
        super().__init__(data)
        self.fields["article"].choices = [(pk, pk) for pk in articles]

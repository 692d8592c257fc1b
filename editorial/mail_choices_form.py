from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from . import mail_choices
from .mail_choices import EVERYTHING, Choice, Event


class MailChoicesForm(forms.Form):
    """One choice for each event, and one that overrules them all."""

    everything = forms.BooleanField(
        label=_("Send me no mails at all"),
        help_text=_("What is chosen above is kept and holds again when you take this back."),
        required=False,
    )

    try_again = forms.BooleanField(label=_("Try this address again"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        if not person.refuses_mail:
            del self.fields["try_again"]
        self.fields["everything"].initial = mail_choices.wants_none(person)
        for event in Event:
            self.fields[event.value] = forms.ChoiceField(
                label=capfirst(event.label),
                choices=Choice.choices,
                initial=mail_choices.chosen(person, event),
                widget=forms.RadioSelect,
            )

    def events(self):
        return [self[event.value] for event in Event]

    def save(self):
        values = self.cleaned_data
        if values.get("try_again"):
            mail_choices.try_again(self.person)
        everything = Choice.NONE if values["everything"] else ""
        mail_choices.choose(
            self.person, {**{event.value: values[event.value] for event in Event}, EVERYTHING: everything}
        )

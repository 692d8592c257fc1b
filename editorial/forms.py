"""What people fill in on the desk, but for the article itself (article_form.py) and the plan (plan_forms.py)."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .inputs import hour_input
from .intake.formats import LARGEST, FormatError, text_of
from .knocking import is_shut
from .models import Bulletin


class VersionForm(forms.Form):
    name = forms.CharField(label=_("Name of the version"), required=False, max_length=120)


class SignInForm(AuthenticationForm):
    """One answer for an unknown address, a wrong password and a closed account."""

    error_messages = {
        "invalid_login": _("This address and password do not fit together. Mind capital letters in the password."),
        "inactive": _("This address and password do not fit together. Mind capital letters in the password."),
    }

    def get_invalid_login_error(self):
        if is_shut(self.cleaned_data["username"]):
            return forms.ValidationError(_("Too many wrong passwords for this address. Wait five minutes."))
        return super().get_invalid_login_error()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True, "maxlength": 254}
        )


class PasswordForm(PasswordChangeForm):
    pass


class PlanForm(forms.Form):
    bulletin = forms.ModelChoiceField(Bulletin.objects.all(), label=_("Bulletin"), empty_label=None)


class SavedFilterForm(forms.Form):
    LISTS = ("articles", "home", "keywords", "records")

    list = forms.ChoiceField(choices=[(name, name) for name in LISTS])
    query = forms.CharField(max_length=2000)
    name = forms.CharField(
        max_length=80, error_messages={"required": _("Give the filter a name, so that you find it again.")}
    )


class NoteForm(forms.Form):
    """A remark, a notice, a reason; `seen` names the text that was looked at."""

    note = forms.CharField(
        label=_("Remark"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ScheduleForm(forms.Form):
    publish_at = forms.DateTimeField(label=_("Publish at"), widget=hour_input())

    def clean_publish_at(self):
        hour = self.cleaned_data["publish_at"]
        if hour <= timezone.now():
            raise forms.ValidationError(_("Choose an hour that is still to come."))
        return hour


class IntakeForm(forms.Form):
    """A bulletin's text, pasted or as a file; the text stays in the form from step to step."""

    text = forms.CharField(
        label=_("Text of the issue"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "class": "source"}),
    )
    file = forms.FileField(label=_("or a text file"), required=False, allow_empty_file=True)
    bulletin = forms.ModelChoiceField(
        Bulletin.objects.order_by("title", "pk"),
        label=_("Bulletin"),
        required=False,
        empty_label=_("as the text says"),
    )
    create_bulletin = forms.BooleanField(required=False)
    replace = forms.BooleanField(required=False)

    def clean(self):
        values = super().clean()
        if upload := values.get("file"):
            values["text"] = self._text_of(upload)
            self.data = {**self.data.dict(), "text": values["text"] or ""}
        if not values.get("text") and not self.errors:
            self.add_error("text", _("Paste the text of an issue, or choose its file."))
        return values

    def _text_of(self, upload):
        try:
            if upload.size > LARGEST:
                raise FormatError(_("The file is too large: a bulletin's text may have 10 MB."))
            return text_of(upload.read())
        except FormatError as error:
            self.add_error("file", str(error))
            return ""

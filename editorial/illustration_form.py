"""The illustrations of an article's form. A picture is sent once: afterwards its row names it by its content."""

from functools import cached_property

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import picture_memory
from .intake.building import parse
from .intake.cleaning import clean_body
from .intake.document import TEXT_BLOCKS, plain, text_blocks
from .models import Article, Illustration
from .pictures import PictureError
from .placement import placed

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"


class IllustrationForm(forms.ModelForm):
    """`picture` is the SHA-256 of a kept picture; a file chosen in the same row comes before it."""

    picture = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    place = forms.IntegerField(label=_("Place in the text"), min_value=0, max_value=100_000, widget=forms.Select)
    position = forms.IntegerField(required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput)

    class Meta:
        model = Illustration
        fields = ["file", "place", "caption", "credit", "alt"]
        widgets = {
            "file": forms.FileInput(attrs={"accept": ACCEPTED}),
            "caption": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"alt": _("What the picture shows, for those who cannot see it. Not the caption again.")}

    def __init__(self, *args, places=(), paper="A4", by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.paper, self.by = paper, by
        self.initial.setdefault("picture", self.instance.sha256)
        self.initial.setdefault("position", self.instance.position if self.instance.pk else None)
        self.fields["place"].widget.choices = _with_present(places, self["place"].value())

    def has_changed(self):
        """Where it would stand makes no illustration yet."""
        return bool(self.changed_data if self.instance.pk else set(self.changed_data) - {"place", "position"})

    def clean(self):
        values = super().clean()
        upload, wanted = values.get("file"), values.get("picture")
        if isinstance(upload, UploadedFile):
            self._take_in(upload)
        elif wanted and wanted != self.instance.sha256:
            self._name(picture_memory.want(wanted))
        values["sha256"] = self.kept.sha256 if self.kept else self.instance.sha256
        return values

    kept = None  # the picture that this form brings, new to the illustration

    def _take_in(self, upload):
        try:
            self._name(picture_memory.take_in(upload, by=self.by))
        except PictureError as error:
            self.add_error("file", str(error))

    def _name(self, picture):
        if picture is None:
            self.add_error("file", gettext("This picture is not kept any more. Choose its file again."))
            return
        self.kept = picture
        self.data = self.data.copy()  # a form shown again names what it has received
        self.data[self.add_prefix("picture")] = picture.sha256

    def _post_clean(self):
        """The upload itself never becomes the illustration's file: what is kept of it does."""
        self.cleaned_data.pop("file", None)
        super()._post_clean()

    @cached_property
    def shown(self):
        """The picture as the form shows it: the one it brings, or the one that is there."""
        wanted = self["picture"].value()
        if self.kept or (self.instance.sha256 and self.instance.sha256 == wanted):
            return self.kept or self.instance
        return picture_memory.find(wanted)

    @property
    def placed(self):
        return placed(self.shown.width, self.shown.height, self.paper) if self.shown else None

    def save(self, commit=True):
        if self.kept:
            for name in ("file", "sha256", "width", "height"):
                setattr(self.instance, name, getattr(self.kept, name))
        return super().save(commit)


class IllustrationForms(BaseInlineFormSet):
    def __init__(self, *args, by=None, **kwargs):
        self.by = by
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        more = {"places": self.places, "paper": self.instance.bulletin.paper, "by": self.by}
        return {**super().get_form_kwargs(index), **more}

    @cached_property
    def places(self):
        """Every place a picture can have in the text as typed, named by the words it would follow."""
        body = clean_body(self.data.get("body", "")) if self.is_bound else self.instance.body
        return [
            (0, gettext("before the text")),
            *enumerate(map(_named, parse(body).children, range(1, 10_000)), start=1),
        ]

    def in_order(self):
        """The forms that stay, as they stood on the screen."""
        kept = [form for form in self.forms if form.instance.pk and form not in self.deleted_forms]
        return sorted(kept, key=_position)


IllustrationFormSet = inlineformset_factory(
    Article,
    Illustration,
    form=IllustrationForm,
    formset=IllustrationForms,
    extra=1,
    max_num=60,
    absolute_max=80,
    can_delete=True,
)


def _position(form):
    position = form.cleaned_data.get("position")
    return 10_000 if position is None else position


def _named(block, number):
    words = " ".join(map(plain, [block] if block.tag in TEXT_BLOCKS else text_blocks(block)))
    if not words:
        return gettext("after paragraph %(number)s") % {"number": number}
    return gettext("after paragraph %(number)s: “%(words)s”") % {"number": number, "words": Truncator(words).words(5)}


def _with_present(places, value):
    """The places, and the one that the picture has if the text has become shorter since."""
    present = int(value) if str(value or "").isdecimal() and len(str(value)) < 7 else 0
    if present < len(places) or not places:
        return list(places) or [(present, present)]
    return [*places, (present, gettext("after paragraph %(number)s, which is not there") % {"number": present})]

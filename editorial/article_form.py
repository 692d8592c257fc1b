"""The form of one article; the form of its illustrations is illustration_form.py."""

from contextlib import suppress

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import asking, dating, keyword_entry, sources
from .assigning import editors
from .countries import Countries
from .illustration_form import IllustrationFormSet
from .inputs import day_input
from .intake.cleaning import clean_body
from .keywords import KeywordsField
from .models import Article, Section, User
from .preflight.titles import doubts
from .quoting import quoted
from .selectors import open_sections

__all__ = ["ArticleForm", "IllustrationFormSet"]


class SectionChoice(forms.ModelChoiceField):
    def label_from_instance(self, section):
        return f"{section.issue.label} › {section.title}"


class ArticleForm(forms.ModelForm):
    """`base` is the number of the revision that the person began to edit, the fields `…_was` say where the article
    was then; see collisions.py. `copy` is the number of the working copy that is in the form; see autosave.py.

    What may be a slip is asked back, see asking.py: the questions are in `country_asked` and `keyword_entry.asked`.
    """

    section = SectionChoice(Section.objects.none(), label=_("Place"), required=False, empty_label=_("not placed yet"))
    keywords = KeywordsField(
        label=_("Keywords"),
        required=False,
        max_length=2000,
        help_text=_("Divided by commas. A pasted list is divided by itself."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    month = forms.TypedChoiceField(
        label=_("Month"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"aria-label": _("Month")}),
    )
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, max_length=1000, assume_scheme="https"
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    copy = forms.IntegerField(required=False, widget=forms.HiddenInput)
    section_was = forms.CharField(required=False, widget=forms.HiddenInput)
    editor_was = forms.CharField(required=False, widget=forms.HiddenInput)
    asks_back = True  # False where one only looks
    country_asked = None  # the question about a country that is not in the list
    keyword_entry = keyword_entry.Entry([], {}, [])
    known_keywords = None  # what is known of them, where more than one form asks

    class Meta:
        model = Article
        fields = [
            "editor", "title", "parallel_title", "country", "month", "year", "published_on", "byline",
            "source_name", "source_url", "body",
        ]  # fmt: skip
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1, "maxlength": 500}),
            "parallel_title": forms.Textarea(attrs={"rows": 1, "maxlength": 500}),
            "country": forms.TextInput(attrs={"list": "countries", "autocomplete": "off"}),
            "published_on": day_input(**{"aria-label": _("Exact date")}),
            "year": forms.NumberInput(attrs={"aria-label": _("Year")}),
            "body": forms.Textarea(attrs={"rows": 24}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [("", "")] + [(number, dating.month_name(number)) for number in range(1, 13)]
        self.fields["section"].queryset = open_sections(self.instance.bulletin_id)
        self.fields["editor"].queryset = _writers(self.instance.editor_id)
        self.fields["editor"].required = True

    @classmethod
    def opened(cls, article, base=0, *, copy=0, data=None):
        """The form as it is first shown, or with `data` typed into that one."""
        place = {"section": article.section_id, "section_was": article.section_id, "editor_was": article.editor_id}
        words = article.keyword_names() if article.pk else []
        return cls(data, instance=article, initial={**place, "keywords": words, "base": base, "copy": copy})

    def is_typed(self):
        """Whether anything in it differs from what is saved."""
        return bool(set(self.changed_data) - {"base", "copy", "section_was", "editor_was"})

    def clean_title(self):
        return _one_line(self.cleaned_data["title"])

    def clean_parallel_title(self):
        return _one_line(self.cleaned_data["parallel_title"])

    def clean_body(self):
        return clean_body(self.cleaned_data["body"])

    def clean_country(self):
        name = _one_line(self.cleaned_data["country"])
        if not name or name == self.initial.get("country"):
            return name
        if listed := self.countries.listed(name):
            return listed
        return self._answered_country(name) if self.asks_back and self.countries.rows else name

    def _answered_country(self, name):
        question = asking.about_country(name, self.countries.near(name))
        if answer := question.answer(self.data):
            return answer
        self.country_asked = question
        raise forms.ValidationError(question.text)

    def clean_keywords(self):
        typed = self.cleaned_data["keywords"]
        if not self.asks_back:
            return typed
        known = self.known_keywords or keyword_entry.Known(typed)
        self.keyword_entry = known.entry(typed, self.data)
        if asked := self.keyword_entry.asked:
            names = quoted(question.typed for question in asked)
            raise forms.ValidationError(_("New, and like another keyword: %(names)s."), params={"names": names})
        return self.keyword_entry.names

    def clean(self):
        values = super().clean()
        self._clean_source(values)
        self._clean_date(values)
        return values

    def _clean_source(self, values):
        name, address = values.get("source_name"), values.get("source_url")
        if name is not None and address is not None:
            values["source_name"], values["source_url"] = sources.sorted_out(name, address)

    def _clean_date(self, values):
        date = [values.get(name) for name in dating.FIELDS]
        for name, value in zip(dating.FIELDS, dating.complete(*date), strict=False):
            if name in self.fields and name in values:
                values[name] = value

    @cached_property
    def countries(self):
        return Countries(self.instance.bulletin.language)

    def offered_countries(self):
        return self.countries.offered(self.instance.bulletin)

    def doubts(self):
        """What is odd about the titles and the date as they were opened or sent, by field."""
        values = {name: self[name].value() or "" for name in ("title", "parallel_title")}
        found = dict(doubts(*values.values(), self.instance.bulletin))
        with suppress(forms.ValidationError):
            date = [self.fields[name].clean(self[name].value()) for name in dating.FIELDS]
            found["published_on"] = dating.disagreement(*date)
        return found


def unjudged(form, pictures):
    """Show both as they were typed, without a word yet about what is missing or wrong."""
    for each in (form, *pictures.forms):
        each._errors = ErrorDict()
    pictures._errors, pictures._non_form_errors = [{} for _form in pictures.forms], ErrorList()


def _writers(present):
    """Those who may be an article's editor, and the one who is."""
    return editors() | User.objects.filter(pk=present).distinct()


def _one_line(text):
    return " ".join(text.split())

"""What people fill in on the plan of an issue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .inputs import hour_input
from .models import Issue, Section


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["title", "subtitle"]


class PlaceForm(forms.Form):
    """Where an article goes: an empty section is the pool, none said is the one it stands in; no neighbour and no
    position is the end; see planning.place."""

    section = forms.ModelChoiceField(Section.objects.none(), required=False)
    after = forms.IntegerField(min_value=0, required=False)
    before = forms.IntegerField(min_value=0, required=False)
    position = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        self.fields["section"].queryset = Section.objects.filter(issue__bulletin=article.bulletin_id).select_related(
            "issue"
        )

    def clean_section(self):
        return self.cleaned_data["section"] if "section" in self.data else self.article.section


class MoveSectionForm(forms.Form):
    """Where a section goes: one up or down, or beside its new neighbours."""

    to = forms.ChoiceField(choices=[("up", "up"), ("down", "down")], required=False)
    after = forms.IntegerField(min_value=0, required=False)
    before = forms.IntegerField(min_value=0, required=False)


class RemoveSectionForm(forms.Form):
    """Where the articles of a section go that is to be removed; nothing is asked of an empty one."""

    POOL = "pool"

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = section.articles.count()
        self.others = {str(other.pk): other for other in section.issue.sections.exclude(pk=section.pk)}
        if self.count:
            choices = [(self.POOL, _("to those not placed yet")), *((pk, o.title) for pk, o in self.others.items())]
            self.fields["to"] = forms.ChoiceField(label=_("The articles go"), choices=choices, widget=forms.RadioSelect)

    @property
    def target(self):
        """The section chosen, None for the pool."""
        return self.others.get(self.cleaned_data["to"])


class SettingsForm(forms.ModelForm):
    target_pages = forms.IntegerField(label=_("Target pages"), min_value=1, max_value=2000, required=False)

    class Meta:
        model = Issue
        fields = ["due_at", "target_pages"]
        widgets = {"due_at": hour_input()}

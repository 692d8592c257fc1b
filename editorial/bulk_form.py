"""The bar that appears over marked articles of an issue: what is to be done with all of them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from . import assigning, bulk, grid
from .keyword_entry import Known
from .keywords import split
from .models import User
from .numerals import whole

DONE = {
    "submit": ngettext_lazy("%(count)d submitted for review", "%(count)d submitted for review", "count"),
    "assign_editor": ngettext_lazy("%(count)d has its editor", "%(count)d have their editor", "count"),
    "assign_reviewer": ngettext_lazy("%(count)d has its reviewer", "%(count)d have their reviewer", "count"),
    "place": ngettext_lazy("%(count)d moved", "%(count)d moved", "count"),
    "add_keyword": ngettext_lazy("%(count)d has the keyword now", "%(count)d have the keyword now", "count"),
    "remove_keyword": ngettext_lazy("%(count)d lost the keyword", "%(count)d lost the keyword", "count"),
}
ARGUMENTS = {
    "assign_editor": "editor",
    "assign_reviewer": "reviewer",
    "place": "section",
    "add_keyword": "keyword",
    "remove_keyword": "keyword",
}
NEEDED = {
    "editor": _("Choose an editor."),
    "keyword": _("Write the keyword."),
}


class MarkedField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """Without what can be the number of no row: Django hands it on to the database, which breaks off."""
        if any(whole(each) is None for each in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class BulkForm(forms.Form):
    article = MarkedField(
        None, error_messages={"required": _("Mark at least one article."), "invalid_choice": _("An article is gone.")}
    )
    action = forms.ChoiceField(choices=[(name, name) for name in DONE])
    editor = forms.ModelChoiceField(User.objects.none(), required=False)
    reviewer = forms.ModelChoiceField(User.objects.none(), required=False)
    section = forms.ModelChoiceField(None, required=False)
    keyword = forms.CharField(required=False, max_length=1000)
    asked = ()

    def __init__(self, *args, issue, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = grid.rows(issue)
        self.fields["editor"].queryset = assigning.editors()
        self.fields["reviewer"].queryset = assigning.reviewers()
        self.fields["section"].queryset = issue.sections.select_related("issue").order_by("position")

    def clean(self):
        values = super().clean()
        name = ARGUMENTS.get(values.get("action"))
        if name in NEEDED and name not in self.errors and not values.get(name):
            self.add_error(name, NEEDED[name])
        return values

    def clean_keyword(self):
        """What may be a slip is asked back, as in the article's form; `asked` has the questions."""
        typed = split(self.cleaned_data["keyword"])
        if self.cleaned_data.get("action") != "add_keyword":
            return ", ".join(typed)
        entry = Known(typed).entry(typed, self.data)
        self.asked = entry.asked
        if self.asked:
            raise forms.ValidationError([question.text for question in self.asked])
        return ", ".join(entry.names)

    def act(self, *, by):
        """Do it: the words for what was done, and the outcome."""
        action = self.cleaned_data["action"]
        arguments = [self.cleaned_data[ARGUMENTS[action]]] if action in ARGUMENTS else []
        outcome = getattr(bulk, action)(self.cleaned_data["article"], *arguments, by=by)
        return DONE[action] % {"count": len(outcome.done)}, outcome


def choices(sections) -> dict:
    """What the bar offers to choose from."""
    editors, reviewers = assigning.editors_and_reviewers()
    return {"editors": editors, "reviewers": reviewers, "sections": sections}

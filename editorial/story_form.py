"""What of a story is wanted; it stands in the address, so that it can be sent to a colleague."""

import datetime

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .inputs import day_input
from .models import Article
from .story import Narrowing, Subject
from .story.sources import WHAT


class StoryForm(forms.Form):
    """A field that makes no sense narrows nothing, and says so."""

    who = forms.CharField(label=_("Who"), required=False, max_length=120)
    what = forms.ChoiceField(label=_("What"), required=False)
    article = forms.ModelChoiceField(Article.objects.none(), label=_("Article"), required=False, empty_label=_("all"))
    since = forms.DateField(label=pgettext_lazy("date", "From"), required=False, widget=day_input())
    until = forms.DateField(label=pgettext_lazy("date", "To"), required=False, widget=day_input())

    def __init__(self, data, *, subject: Subject):
        super().__init__(data)
        self.subject = subject
        self.fields["what"].choices = [("", _("all")), *((name, label) for name, label in WHAT.items())]
        if subject.issue:
            self.fields["article"].queryset = _articles_of(subject.issue)
        else:
            del self.fields["article"]
        self.is_valid()

    def chosen(self) -> tuple[Subject, Narrowing]:
        values = self.cleaned_data
        article = values.get("article")
        subject = Subject(article=article) if article else self.subject
        since, until = values.get("since"), values.get("until")
        return subject, Narrowing(
            values.get("who", ""),
            values.get("what", ""),
            _midnight(since) if since else None,
            _midnight(until + datetime.timedelta(days=1)) if until and until < datetime.date.max else None,
        )


def _articles_of(issue):
    """Those that stand in it, and those that once did."""
    found = Article.objects.filter(Q(section__issue=issue) | Q(records__issue=issue))
    return found.defer("body").distinct().order_by("title", "pk")


def _midnight(date):
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time()))

"""Filters of the desk's lists; they live in the address, so that a filtered list can be sent to a colleague."""

import django_filters as filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import search
from .inputs import day_input
from .models import Article, Bulletin, FormerKeyword, Issue, Keyword, Notification, Record, User


class BulletinFilter(filters.ModelChoiceFilter):
    def __init__(self, **kwargs):
        super().__init__(
            queryset=Bulletin.objects.order_by("title", "pk"), label=_("Bulletin"), empty_label=_("all"), **kwargs
        )


def by_issue(lookup):
    """A filter method for an issue's label, as 53.2020; finds nothing for what is not one."""

    def method(self, rows, name, value):
        return rows.filter(**{f"{lookup}__in": Issue.objects.labelled(value)})

    return method


class IssueFilter(filters.FilterSet):
    bulletin = BulletinFilter()
    year = filters.NumberFilter(label=_("Year"))
    status = filters.ChoiceFilter(choices=Issue.Status.choices, label=_("Status"), empty_label=_("all"))

    class Meta:
        model = Issue
        fields = []


class ArticleFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="with_words", widget=forms.TextInput(attrs={"type": "search"}))
    bulletin = BulletinFilter()
    issue = filters.CharFilter(
        label=_("Issue"), method="of_issue", widget=forms.TextInput(attrs={"placeholder": "53.2020"})
    )
    section = filters.CharFilter(label=_("Section"), method="of_section")
    status = filters.ChoiceFilter(choices=Article.Status.choices, label=_("Status"), empty_label=_("all"))
    editor = filters.ModelChoiceFilter(
        queryset=User.objects.filter(articles__isnull=False).distinct().order_by("name", "pk"),
        label=_("Editor"),
        empty_label=_("all"),
    )
    reviewer = filters.ModelChoiceFilter(
        queryset=User.objects.filter(groups__permissions__codename="review_article").distinct().order_by("name", "pk"),
        label=_("Reviewer"),
        method="by_reviewer",
        empty_label=_("all"),
    )
    country = filters.AllValuesFilter(field_name="country", label=_("Country"), empty_label=_("all"))
    keyword = filters.CharFilter(label=_("Keyword"), method="with_keyword")
    language = filters.ChoiceFilter(
        field_name="bulletin__language", choices=settings.LANGUAGES, label=_("Language"), empty_label=_("all")
    )
    since = filters.DateFilter(label=_("Dated from"), field_name="published_on", lookup_expr="gte", widget=day_input())
    until = filters.DateFilter(label=_("Dated to"), field_name="published_on", lookup_expr="lte", widget=day_input())

    of_issue = by_issue("section__issue")

    class Meta:
        model = Article
        fields = []

    def with_words(self, rows, name, value):
        return search.found_in(rows, value)

    def of_section(self, rows, name, value):
        return rows.filter(search.matches(value, "section__title"))

    def by_reviewer(self, rows, name, person):
        """Who has it to review, or whose answer it has."""
        return rows.filter(Q(reviewer=person) | Q(reviews__reviewer=person, reviews__undone_at=None)).distinct()

    def with_keyword(self, rows, name, value):
        present = Keyword.objects.present([value])[value]
        return rows.filter(keyword_items__tag__in=Keyword.objects.filter(name__iexact=present)).distinct()


class KeywordFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Keyword"), method="in_name", widget=forms.TextInput(attrs={"type": "search"}))
    sort = filters.ChoiceFilter(
        label=_("Order"),
        choices=[("name", _("alphabet")), ("newest", _("newest"))],
        empty_label=_("busiest"),
        method="in_order",
    )
    ORDERS = {"name": ["name", "pk"], "newest": ["-pk"]}

    class Meta:
        model = Keyword
        fields = []

    def in_name(self, rows, name, value):
        is_named = search.matches(value, "name")
        return rows.filter(is_named | Q(former__in=FormerKeyword.objects.filter(is_named)))

    def in_order(self, rows, name, value):
        return rows.order_by(*self.ORDERS[value])


class RecordFilter(filters.FilterSet):
    bulletin = filters.ModelChoiceFilter(
        field_name="issue__bulletin",
        queryset=Bulletin.objects.order_by("title", "pk"),
        label=_("Bulletin"),
        empty_label=_("all"),
    )
    issue = filters.CharFilter(
        label=_("Issue"), method="of_issue", widget=forms.TextInput(attrs={"placeholder": "53.2020"})
    )
    by = filters.ModelChoiceFilter(
        queryset=User.objects.filter(records__isnull=False).distinct().order_by("name", "pk"),
        label=_("Who"),
        empty_label=_("all"),
    )
    of_issue = by_issue("issue")

    class Meta:
        model = Record
        fields = []


class NotificationFilter(filters.FilterSet):
    event = filters.ChoiceFilter(choices=Notification.Event.choices, label=_("What"), empty_label=_("all"))
    unread = filters.BooleanFilter(
        label=_("Unread only"), field_name="read_at", method="only_unread", widget=forms.CheckboxInput
    )

    class Meta:
        model = Notification
        fields = []

    def only_unread(self, rows, name, value):
        return rows.unread() if value else rows

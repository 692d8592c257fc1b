"""The articles of an issue as a table: its rows and columns, and the one way in which cells are changed."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from . import planning, revisions, suspicion
from .article_form import UNLISTED, ArticleForm
from .intake.dates import month_of
from .models import Article, Keyword
from .permissions import may_write, require
from .workflow import NotPossible, why_frozen

COLUMNS = {
    "title": _("Title"),
    "parallel_title": _("Parallel title"),
    "country": _("Country"),
    "month": _("Month"),
    "year": _("Year"),
    "keywords": _("Keywords"),
    "source_name": _("Source"),
}


class Refused(NotPossible):
    """Values that the article's form would not take; `by_column` has the reason for each."""

    def __init__(self, by_column: dict):
        super().__init__(*by_column.values())
        self.by_column = by_column


class Clash(NotPossible):
    """Somebody changed the cells meanwhile; `theirs` has what stands there now."""

    def __init__(self, theirs: dict, name=""):
        super().__init__(_("%(name)s changed this while you were writing.") % {"name": name or _("Somebody")})
        self.theirs = theirs


class Changed(NamedTuple):
    article: Article
    revision: object  # None if nothing printed changed
    withdrew: bool  # the change withdrew an approval
    doubts: list  # sentences about what may be a slip: a country in no list, a new keyword like an old one


def rows(issue):
    """The issue's articles in printing order, then those of its bulletin that have no place, newest first."""
    loose = Q(section=None, bulletin=issue.bulletin_id) & ~Q(status=Article.Status.SPIKED)
    return (
        Article.objects.filter(Q(section__issue=issue) | loose)
        .for_printing()
        .select_related("editor", "reviewer")
        .order_by(F("section__position").asc(nulls_last=True), F("position").asc(nulls_last=True), "-pk")
    )


def value_of(article, column) -> str:
    """The cell's value as plain text, the same in every language: what a change is compared with."""
    if column == "keywords":
        return ", ".join(article.keyword_names())
    value = getattr(article, column)
    return "" if value is None else str(value)


def values_of(article) -> dict:
    return {column: value_of(article, column) for column in COLUMNS}


def shown(column, value) -> str:
    """The value as people read and type it."""
    names = MONTHS if column == "month" else {}
    return str(capfirst(names[int(value)])) if value.isdecimal() and int(value) in names else value


def why_not(user, article) -> str:
    """Why this person cannot change the article's cells now, or an empty text."""
    answer = may_write(user, article)
    return str(why_frozen(article) if answer else answer.reason)


class CellForm(ArticleForm):
    """The article's form with some of its fields alone, so that a cell obeys the rules of the form."""

    asks_back = False

    def __init__(self, values: dict, instance, countries=None):
        """`countries` are the bulletin's, where more than one form asks for them."""
        if countries:
            self.countries = countries
        super().__init__({**values, "month": _number_of(values.get("month", ""))}, instance=instance)
        for name in [name for name in self.fields if name not in values]:
            del self.fields[name]
        if "month" in self.fields:
            self.fields["month"].error_messages["invalid_choice"] = _("“%(value)s” is no month.")

    def _get_validation_exclusions(self):
        """The field's choices are all that the database would ask of a month, with a query for each cell."""
        return super()._get_validation_exclusions() | {"month"}

    @property
    def reasons(self):
        return {name: " ".join(errors) for name, errors in self.errors.items()}

    @property
    def doubts(self):
        """What is said of the country, by column; of the keywords see doubts_about()."""
        return {"country": [UNLISTED % {"name": self.unlisted_country}]} if self.unlisted_country else {}


def _number_of(text):
    """A month's name in any of our languages as its number; anything else as it is, to be refused by the form."""
    text = text.strip()
    if text.isdecimal():
        return str(int(text)) if len(text) < 10 else text
    number, guessed = month_of(text)
    return str(number) if number and not guessed else text


@transaction.atomic
def change(article, values: dict, *, by, seen: dict | None = None) -> Changed:
    """Change these cells of one article, all or none; `seen` is what stood there when they were written.

    Raises PermissionDenied, Clash, Refused, or NotPossible while the article's issue is frozen.
    """
    planning.hold_bulletin(article.bulletin_id)
    Article.objects.select_for_update().get(pk=article.pk)
    fresh = Article.objects.for_printing().get(pk=article.pk)
    require(may_write(by, fresh))
    if reason := why_frozen(fresh):
        raise NotPossible(reason)
    form = CellForm(values, instance=fresh)
    _check_seen(fresh, values, seen or {})
    if not form.is_valid():
        raise Refused(form.reasons)
    return _save(form, by)


def _check_seen(article, values, seen):
    now = {column: value_of(article, column) for column in values}
    theirs = {
        column: now[column] for column in values if now[column] not in (seen.get(column, now[column]), values[column])
    }
    if theirs:
        last = article.revisions.select_related("by").defer("content").first()
        raise Clash(theirs, last.by if last else "")


def _save(form, by):
    article, status, doubts = form.instance, form.instance.status, form.doubts.get("country", [])
    plain = [name for name in form.cleaned_data if name != "keywords"]
    article.save(update_fields=[*plain, "updated_at"])
    if "keywords" in form.cleaned_data:
        names = form.cleaned_data["keywords"]
        doubts = [*doubts, *doubts_about(names).values()]
        article.set_keywords(names)
    revision = revisions.keep(article, by=by)
    fresh = Article.objects.for_printing().get(pk=article.pk)
    return Changed(fresh, revision, withdrew=status == Article.Status.APPROVED != fresh.status, doubts=doubts)


def doubts_about(names) -> dict:
    """For each of the names that is no keyword yet and has a near twin among them, a sentence that says so."""
    present = Keyword.objects.present(names)
    known = set(Keyword.objects.filter(name__in=present.values()).values_list("name", flat=True))
    new = [name for name in names if present[name] not in known]
    twins = suspicion.beside(new) if new else {}
    return {name: _doubt(found[0]) for name, found in twins.items() if found}


def _doubt(twin):
    return _("“%(name)s” is a new keyword, much like “%(other)s”.") % {"name": twin.one, "other": twin.other}

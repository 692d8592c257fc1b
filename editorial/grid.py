"""The articles of an issue as a table: its rows and columns, and the one way in which cells are changed."""

import re
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from . import holding, revisions
from .article_form import ArticleForm
from .dating import month_name
from .intake.dates import month_of
from .models import Article
from .numerals import whole
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
    """Values that the article's form would not take; `by_column` has the reason for each.

    What it merely asks back is in `questions`, by column too.
    """

    def __init__(self, by_column: dict, questions: dict):
        super().__init__(*by_column.values())
        self.by_column, self.questions = by_column, questions


class Clash(NotPossible):
    """Somebody changed the cells meanwhile; `theirs` has what stands there now."""

    def __init__(self, theirs: dict, name=""):
        self.theirs, self.name = theirs, name or _("Somebody")
        super().__init__(_("%(name)s changed this while you were writing.") % {"name": self.name})


class Changed(NamedTuple):
    article: Article
    revision: object  # None if nothing printed changed
    withdrew: bool  # the change withdrew an approval


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
    return (column == "month" and month_name(whole(value))) or value


class CellForm(ArticleForm):
    """The article's form with some of its fields alone, so that a cell obeys the rules of the form."""

    def __init__(self, values: dict, instance, answers=None, **more):
        """`answers` are those to what was asked back; `more` is set on the form: what many share, or asks_back."""
        vars(self).update(more)
        numbers = {name: read(values.get(name, "")) for name, read in (("month", _number_of), ("year", _whole))}
        super().__init__({**(answers or {}), **values, **numbers}, instance=instance)
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
    def questions(self):
        """What is asked back, by column."""
        asked = {"country": [self.country_asked] if self.country_asked else [], "keywords": self.keyword_entry.asked}
        return {column: questions for column, questions in asked.items() if questions}


def _number_of(text):
    """A month's name in any of our languages as its number; anything else as it is, to be refused by the form."""
    text = _whole(text.strip())
    if text.isdecimal():
        return str(int(text)) if len(text) < 10 else text
    number, guessed = month_of(text)
    return str(number) if number and not guessed else text


def _whole(text):
    """A whole number as spreadsheets write it, 2 025 or 11,0, in digits alone; anything else as it is."""
    number = re.fullmatch(r"\s*(\d[\d\s]*)(?:[.,]0+)?\s*", text)
    return "".join(number[1].split()) if number else text


@transaction.atomic
def change(article, values: dict, *, by, seen: dict | None = None, **asked) -> Changed:
    """Change these cells of one article, all or none; `seen` is what stood there when they were written.

    `asked` is what else CellForm takes. Raises PermissionDenied, Clash, Refused, or NotPossible while the article's
    issue is frozen.
    """
    holding.hold_subject(article)
    fresh = Article.objects.for_printing().get(pk=article.pk)
    require(may_write(by, fresh))
    if reason := why_frozen(fresh):
        raise NotPossible(reason)
    now = {column: value_of(fresh, column) for column in values}
    form = CellForm(values, instance=fresh, **asked)
    is_valid = form.is_valid()
    _check_seen(fresh, now, seen or {}, form)
    if not is_valid:
        raise Refused(form.reasons, form.questions)
    return _save(form, by)


def _check_seen(article, now, seen, form):
    """What stands there is what was seen, or what is to be written: an answer that was lost is sent again."""
    wanted = {column: {form.data[column], cleaned(form, column), seen.get(column, now[column])} for column in now}
    if theirs := {column: value for column, value in now.items() if value not in wanted[column]}:
        last = article.revisions.select_related("by").defer("content").first()
        raise Clash(theirs, last.by if last else "")


def cleaned(form, column) -> str | None:
    """The value that the form would save, as value_of() has it; None where it refuses it."""
    value = form.cleaned_data.get(column)
    if column not in form.cleaned_data or isinstance(value, str):
        return value
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _save(form, by):
    article, status = form.instance, form.instance.status
    plain = [name for name in form.cleaned_data if name != "keywords"]
    article.save(update_fields=[*plain, "updated_at"])
    if "keywords" in form.cleaned_data:
        article.set_keywords(form.cleaned_data["keywords"])
    revision = revisions.keep(article, by=by)
    fresh = Article.objects.for_printing().get(pk=article.pk)
    return Changed(fresh, revision, withdrew=status == Article.Status.APPROVED != fresh.status)

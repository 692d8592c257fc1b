"""The article's form with what somebody typed into it and did not save, brought together with what was saved since."""

from copy import copy as another
from typing import Any, NamedTuple

from . import autosave, collisions
from .article_form import ArticleForm, IllustrationFormSet, unjudged


class Reopened(NamedTuple):
    form: Any
    pictures: Any
    meeting: Any


def reopened(copy, article) -> Reopened | None:
    """The working copy of the article in its form; None if it holds nothing but what is saved."""
    data = collisions.with_rows(collisions.with_place(autosave.posted(copy), article), article)
    form, pictures = _bound(article, data)
    meeting = collisions.meet(article, form, pictures, copy.base) if article.pk else None
    if meeting:
        form, pictures = met(article, data, pictures, meeting)
    if not (form.is_typed() or pictures.has_changed()):
        return None
    unjudged(form, pictures)
    return Reopened(form, pictures, meeting)


def met(article, data, pictures, meeting):
    """The form and the pictures after a meeting: theirs where only they changed something, else as typed."""
    data = collisions.merged(data, article, meeting.taken)
    data["base"] = meeting.number
    for name in collisions.PLACE:
        data[f"{name}_was"] = collisions.place_of(article, name)
    if "illustrations" in meeting.taken:
        pictures = IllustrationFormSet(instance=article)
    return ArticleForm.opened(another(article), data=data), pictures


def _bound(article, data):
    """Bound to a double of the article: checking a form writes what it holds into its article."""
    form = ArticleForm.opened(another(article), data=data)
    pictures = IllustrationFormSet(data if "illustrations-TOTAL_FORMS" in data else None, instance=article)
    form.is_valid(), pictures.is_valid()
    return form, pictures

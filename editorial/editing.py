"""An edit of an article: whether it may be made, and all of it saved in one transaction."""

from typing import NamedTuple

from django.db import transaction

from . import autosave, holding, picture_memory, planning, revisions, workflow
from .models import Article, Record
from .permissions import may_write


class Saved(NamedTuple):
    article: Article
    revision: object
    withdrew: bool  # the edit withdrew an approval


def why_not(user, article) -> str:
    """Why this person may not edit the article now, or an empty text."""
    return workflow.why_not(article, may_write(user, article))


@transaction.atomic
def save(form, pictures, *, by) -> Saved:
    """Save a valid form with its illustrations, its keywords and its place; keep the revision.

    The working copy it was typed in is done with, unless another window has written to it since.

    Raises NotPossible, with nothing saved, if the article cannot be placed where the form says.
    """
    holding.hold_bulletin(form.instance.bulletin_id)
    is_new, status = form.instance.pk is None, form.instance.status
    begun = Article(pk=form.instance.pk, bulletin=form.instance.bulletin)
    article = _save_fields(form, is_new)
    if is_new:
        Record.objects.write(article, "create", by=by)
    article.set_keywords(form.cleaned_data["keywords"])
    _save_pictures(pictures, article)
    revision = revisions.keep(article, by=by)
    section = form.cleaned_data["section"]
    if article.section_id != (section.pk if section else None):
        planning.place(article, section, by=by)
    autosave.discard(by, begun, form.cleaned_data.get("copy") or 0)
    return Saved(article, revision, withdrew=status == Article.Status.APPROVED and article.status != status)


def _save_fields(form, is_new):
    """Only what the form holds: a move made meanwhile keeps its status."""
    if is_new:
        form.instance.save()
    else:
        form.instance.save(update_fields=[*form.Meta.fields, "updated_at"])
    return form.instance


def _save_pictures(pictures, article):
    pictures.instance = article
    pictures.save()
    kept = [form.instance for form in pictures.in_order()]
    for position, illustration in enumerate(kept):
        if illustration.position != position:
            illustration.position = position
            illustration.save(update_fields=["position"])
    picture_memory.learn(kept)

"""Remarks on an article, a field or a passage: written, answered, resolved, reopened.

They change nothing that is printed, so they are possible in any state of the article, in a frozen issue too, and
leave every approval as it is. threads.py reads them.
"""

from django.db import transaction
from django.utils import timezone

from . import holding, mentions, telling
from .content import LABELS
from .models import Record, Remark
from .permissions import may_remark, may_resolve, require


@transaction.atomic
def write(article, *, by, text, field="", passage="", before="", after="", answers=None) -> Remark:
    """The new remark, of which people are told.

    `passage` is what it speaks of, `before` and `after` what stands around that; an answer to an answer is one to
    the remark that both are about, and one to a remark that was taken back at this moment stands by itself.
    """
    require(may_remark(by, article))
    if answers:
        holding.hold_articles([article.pk])
        answers = Remark.objects.filter(pk=answers.answers_id or answers.pk).first()
    remark = Remark.objects.create(
        article=article,
        author=by,
        answers=answers,
        field=field if field in LABELS else "",
        passage=passage,
        before=before[-120:],
        after=after[:120],
        revision=article.revisions.last_number(),
        text=text,
    )
    Record.objects.write(article, "answer remark" if answers else "remark", by=by, note=text)
    mention(remark, by=by)
    _tell_the_others(remark, by)
    return remark


def mention(remark, *, by, but=(), after=0) -> None:
    """Keep who is named in the remark and tell them, `but` those who are told otherwise."""
    named = mentions.named_in(remark.text)
    remark.mentions.set(named)
    people = [person for person in named if person not in but]
    _tell(telling.Event.MENTIONED, people, by, remark, after)


@transaction.atomic
def resolve(remark, *, by) -> bool:
    """False if somebody has resolved it already."""
    require(may_resolve(by, remark))
    is_done = _open(remark).update(resolved_at=timezone.now(), resolved_by=by)
    if is_done:
        Record.objects.write(remark.article, "resolve remark", by=by, note=remark.text)
    return bool(is_done)


@transaction.atomic
def reopen(remark, *, by) -> bool:
    """False if it is open already."""
    require(may_resolve(by, remark))
    resolved = Remark.objects.filter(pk=remark.pk, answers=None).exclude(resolved_at=None)
    is_done = resolved.update(resolved_at=None, resolved_by=None)
    if is_done:
        Record.objects.write(remark.article, "reopen remark", by=by, note=remark.text)
    return bool(is_done)


def _open(remark):
    return Remark.objects.filter(pk=remark.pk, answers=None, resolved_at=None)


def _tell_the_others(remark, by):
    """The article's editor and those who spoke in the thread, but for those who are named."""
    head = remark.answers
    spoke = [head.author, *(each.author for each in head.answered_by.select_related("author"))] if head else []
    named = set(remark.mentions.all())
    people = [person for person in (remark.article.editor, *spoke) if person and person not in named]
    _tell(telling.Event.REMARKED, people, by, remark)


def _tell(event, people, by, remark, after=0):
    telling.tell(event, people, by=by, subject=remark.article, remark=remark, note=remark.text, after=after)

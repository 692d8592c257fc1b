"""Edits: every one that changes what is printed is kept, and withdraws the approval it makes untrue."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from . import answers, search, telling, workflow
from .actors import person
from .content import LABELS, changed, fingerprint, printed
from .models import Article
from .said import Said


@transaction.atomic
def keep(article, *, by):
    """Keep the article's saved state as a revision by `by` and return it; None if nothing printed changed.

    Call it in the transaction that saved the edit. An approved article whose text changed goes back to
    review, with a record that names the changed fields; one whose change is reverted is approved again. In a
    frozen issue, which nothing but the curating of keywords reaches, it goes when the issue is opened (`reconsider`).
    """
    fresh = Article.objects.for_printing().get(pk=article.pk)
    last = fresh.revisions.first()
    content = printed(fresh)
    if last and last.content == content:
        return None
    revision = fresh.revisions.write(content, number=last.number + 1 if last else 1, by=by)
    search.enter(fresh)
    if fresh.status == Article.Status.APPROVED and not workflow.why_frozen(fresh):
        _withdraw_approval(fresh, content, by)
        article.refresh_from_db(fields=["status"])
    elif fresh.status == Article.Status.IN_REVIEW and answers.withdrawn_approval_of(fresh, revision.fingerprint):
        workflow.move(fresh, "reinstate", by=by)
        article.refresh_from_db(fields=["status"])
    return revision


def reconsider(issue, *, by):
    """Withdraw what was made untrue while the issue was frozen, now that it is open again."""
    for article in Article.objects.for_printing().filter(section__issue=issue, status=Article.Status.APPROVED):
        content, approval = printed(article), answers.approval_of(article)
        if approval and approval.fingerprint != fingerprint(content):
            _withdraw_approval(article, content, by)


def _withdraw_approval(article, content, by):
    approval = answers.approval_of(article)
    fields = changed(approval.content, content) if approval else []
    note = Said(_("Changed: %(fields)s."), fields=[LABELS[name] for name in fields])
    article.reviews.standing().update(withdrawn_at=timezone.now(), withdrawn_by=person(by), withdrawn_because=note)
    if approval:
        telling.tell(telling.Event.WITHDRAWN, [approval.minder], by=by, subject=article, note=note)
    workflow.move(article, "amend", by=by, note=note)

"""When an account is closed or a role is taken from it: nothing waits any longer for somebody who can do nothing."""

from django.db import transaction

from . import inviting
from .models import Article, Invitation, Record
from .permissions import may_publish, may_review


@transaction.atomic
def settle(person, *, by) -> None:
    """Free what they had taken to review, and end the links that others were to answer in their charge."""
    if not (person.is_active and may_review(person)):
        for article in Article.objects.filter(reviewer=person):
            if Article.objects.filter(pk=article.pk, reviewer=person).update(reviewer=None):
                Record.objects.write(article, "let go", by=by, note=str(person))
    if not (person.is_active and may_publish(person)):
        for invitation in Invitation.objects.open().filter(by=person):
            inviting.end(invitation, by=by)

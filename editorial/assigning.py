"""Who works on an article: its editor, and the reviewer it is meant for."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from . import holding, telling
from .models import Article, Record, User
from .permissions import contributors, may_assign, may_assign_reviewer, require
from .workflow import NotPossible, why_frozen, why_not


def editors():
    """Those who may be an article's editor."""
    return User.objects.who_may("write_article")


def reviewers():
    """Those who may be asked to review."""
    return User.objects.who_may("review_article")


def editors_and_reviewers() -> tuple[list, list]:
    """Both in one query."""
    may = ("write_article", "review_article")
    rows = list(User.objects.who_may(*may).annotate(may=F("groups__permissions__codename")))
    return tuple([person for person in rows if person.may == each] for each in may)


def choices_for(user, article):
    """The reviewers this person may ask for the article now, or None."""
    return None if why_not(article, may_assign_reviewer(user, article)) else reviewers()


@transaction.atomic
def assign_editor(article, person, *, by) -> Article:
    """Make this person the article's editor, who alone may submit it."""
    fresh = _checked(article, by, may_assign)
    if person is None or not editors().filter(pk=person.pk).exists():
        raise NotPossible(_("Choose somebody who may write articles."))
    return _assign(fresh, "editor", person, by)


@transaction.atomic
def assign_reviewer(article, person, *, by) -> Article:
    """Say whose yes the article waits for; None asks nobody in particular. Any reviewer may still answer."""
    fresh = _checked(article, by, may_assign_reviewer)
    if person and not reviewers().filter(pk=person.pk).exists():
        raise NotPossible(_("Choose somebody who may approve articles."))
    if person and person.pk in contributors(fresh):
        raise NotPossible(_("%(name)s wrote or edited this text; somebody else has to approve it.") % {"name": person})
    return _assign(fresh, "reviewer", person, by)


def _checked(article, by, allowed):
    fresh = holding.hold_subject(article)
    require(allowed(by, fresh))
    if reason := why_frozen(fresh):
        raise NotPossible(reason)
    return fresh


def _assign(article, role, person, by):
    """Assigning who is assigned already leaves no record and tells nobody."""
    if getattr(article, f"{role}_id") != (person.pk if person else None):
        Article.objects.filter(pk=article.pk).update(**{role: person})
        setattr(article, role, person)
        Record.objects.write(article, f"assign {role}", by=by, note=str(person or ""))
        telling.tell(telling.Event.ASSIGNED, [person], by=by, subject=article)
    return article

"""Who may do what. A refusal is a sentence, not a False."""

import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .content import fingerprint, printed

ROLES = {
    "editor": {"enter_desk", "write_article", "assemble_issue", "curate_keywords"},
    "reviewer": {"enter_desk", "review_article"},
    "publisher": {"enter_desk", "write_article", "assemble_issue", "publish_issue", "curate_keywords"},
    "administrator": {
        "enter_desk",
        "add_user",
        "change_user",
        "view_user",
        "add_bulletin",
        "change_bulletin",
        "view_bulletin",
        "add_standingsection",
        "change_standingsection",
        "delete_standingsection",
        "view_standingsection",
        "add_country",
        "change_country",
        "delete_country",
        "view_country",
        "view_record",
        "view_letter",
    },
}

WAITS_NO_MORE = {
    "approved": _("Somebody else has approved it meanwhile."),
    "returned": _("It went back to its editor meanwhile."),
}
# How long an answer can be taken back; until then it is not sent on.
UNDO_SECONDS = 10


class Actor(NamedTuple):
    """Somebody without an account who acts: a part of the machine, named in every record."""

    name: str

    is_authenticated = False

    def __str__(self):
        return self.name

    def has_perm(self, permission):
        return False


MILL = Actor("mill")
CLOCK = Actor("clock")
COMMAND_LINE = Actor("command line")


class Guest(NamedTuple):
    """Somebody without an account who was asked to answer; the invitation is all the right they have.

    `pk` is the account that has the invited address after all, if there is one: nobody approves their own text.
    """

    name: str
    invitation: Any
    pk: int | None = None

    is_authenticated = False

    def __str__(self):
        return self.name

    def has_perm(self, permission):
        return False


class No:
    """A refusal: false in a condition, and its reason when shown."""

    def __init__(self, reason):
        self.reason = reason

    def __bool__(self):
        return False

    def __str__(self):
        return str(self.reason)


def write_roles(**kwargs):
    """Make the groups equal to ROLES; runs after every migrate."""
    from django.contrib.auth.models import Group, Permission

    for role, codenames in ROLES.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(Permission.objects.filter(content_type__app_label="editorial", codename__in=codenames))


def require(answer):
    """Go on, or refuse with the reason that the predicate gave."""
    if not answer:
        raise PermissionDenied(str(answer.reason))


def _may(user, codename, reason):
    return user.has_perm(f"editorial.{codename}") or No(reason)


def may_enter_desk(user):
    return _may(user, "enter_desk", _("The desk is for those who work here."))


def may_write(user, article=None):
    return _may(user, "write_article", _("Only editors may write articles."))


def may_submit(user, article):
    if not (answer := may_write(user, article)):
        return answer
    return article.editor_id == user.pk or No(_("Only the article's own editor may do this."))


def may_review(user, article=None):
    if isinstance(user, Guest):
        return may_answer(user, article)
    return _may(user, "review_article", _("Only reviewers may answer for an article."))


def may_answer(guest, article):
    """The text they were asked about, as it was then, while nobody has answered and the link holds."""
    invitation = guest.invitation
    asked = invitation.fingerprints.get(str(article.pk)) if article else None
    if asked is None:
        return No(_("You were not asked about this article."))
    if invitation.state != "open":
        return No(_("The link no longer works."))
    if asked != fingerprint(printed(article)):
        return No(_("The text has changed since you were asked about it."))
    return article.status == "in_review" or No(WAITS_NO_MORE.get(article.status, _("It waits for no answer now.")))


def may_approve(user, article):
    if not (answer := may_review(user, article)):
        return answer
    if user.pk and user.pk in contributors(article):
        return No(_("You wrote or edited this text; somebody else has to approve it."))
    return True


def may_remark(user, article=None):
    works = any(user.has_perm(f"editorial.{each}") for each in ("write_article", "review_article", "publish_issue"))
    return works or No(_("Only editors, reviewers and publishers may write remarks."))


def may_resolve(user, remark):
    """Who wrote the remark, the article's editor, every reviewer and publisher; reopening is the same right."""
    if not (answer := may_remark(user)):
        return answer
    answers_for_it = any(user.has_perm(f"editorial.{each}") for each in ("review_article", "publish_issue"))
    if answers_for_it or user.pk in (remark.author_id, remark.article.editor_id):
        return True
    return No(_("Only its author, the article's editor, a reviewer or a publisher may resolve a remark."))


def may_undo(user, article):
    """The last answer, by who gave it, for ten seconds."""
    if not (answer := may_review(user, article)):
        return answer
    last = last_answer(article)
    if last is None or last.undone_at or not user.is_authenticated or last.reviewer_id != user.pk:
        return No(_("This is not your answer."))
    if not is_fresh(last):
        return No(_("The ten seconds are over and the answer is on its way. Return the article with a remark instead."))
    return last.from_status == "in_review" or No(_("This answer can no longer be taken back."))


def is_fresh(answer):
    """Whether it is not sent on yet."""
    return timezone.now() - answer.at <= datetime.timedelta(seconds=UNDO_SECONDS)


def may_assemble(user, issue=None):
    return _may(user, "assemble_issue", _("Only editors may assemble issues."))


def may_assign(user, article=None):
    return _may(user, "assemble_issue", _("Only editors may assign articles."))


def may_assign_reviewer(user, article):
    """An editor; and the reviewer who has it, for whoever took it on must be able to pass it on."""
    if may_assign(user, article) or (may_review(user, article) and article.reviewer_id == user.pk):
        return True
    return No(_("Only editors may assign articles, and reviewers hand on what is theirs."))


def may_curate_keywords(user):
    return _may(user, "curate_keywords", _("Only editors may rename and merge keywords."))


def may_publish(user, issue=None):
    return _may(user, "publish_issue", _("Only the publisher may do this."))


def may_ask_for_proof(user, issue=None):
    works = any(user.has_perm(f"editorial.{each}") for each in ("write_article", "review_article", "publish_issue"))
    return works or No(_("Only editors, reviewers and publishers may ask for a proof."))


def is_mill(by, subject=None):
    return by == MILL or No(_("Only the mill reports this."))


def is_clock(by, subject=None):
    return by == CLOCK or No(_("Only the clock does this."))


def last_answer(article):
    """The newest answer, or None. A list sets `known_answers` on its rows beforehand, for all of them in one query."""
    if hasattr(article, "known_answers"):
        return article.known_answers[-1] if article.known_answers else None
    return article.reviews.order_by("-pk").first()


def contributors(article):
    """Ids of those whose text it is, see authorship.py.

    A list sets `known_contributors` on its rows beforehand, for all of them in two queries.
    """
    if hasattr(article, "known_contributors"):
        return article.known_contributors
    from .authorship import writers_of  # which asks the models, as nothing else here does

    return writers_of([article])[article.pk]

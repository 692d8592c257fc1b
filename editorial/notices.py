"""What a notification says: its subject line, its sentence and its address; in the language that is active."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .actors import actor
from .deadline import Deadline
from .models import Notification

Event = Notification.Event

SUBJECTS = {
    Event.SUBMITTED: _("Submitted: “%(title)s”"),
    Event.ASSIGNED: _("Given to you: “%(title)s”"),
    Event.RETURNED: _("Returned: “%(title)s”"),
    Event.APPROVED: _("Approved: “%(title)s”"),
    Event.WITHDRAWN: _("Approval withdrawn: “%(title)s”"),
    Event.MENTIONED: _("You are named in a remark: “%(title)s”"),
    Event.REMARKED: _("Remark: “%(title)s”"),
    Event.DEADLINE: _("Deadline near: “%(title)s”"),
    Event.PUBLISHED: _("Published: “%(title)s”"),
}
SENTENCES = {
    Event.SUBMITTED: _("%(who)s submitted it. It waits for an answer."),
    Event.ASSIGNED: _("%(who)s gave it to you."),
    Event.RETURNED: _("%(who)s returned it with a remark."),
    Event.APPROVED: _("%(who)s approved it."),
    Event.WITHDRAWN: _("%(who)s changed or spiked it; your approval no longer holds."),
    Event.MENTIONED: _("%(who)s named you in a remark."),
    Event.REMARKED: _("%(who)s wrote a remark."),
    Event.DEADLINE: _("It is due %(when)s and not ready yet."),
    Event.PUBLISHED: _("%(who)s published it."),
}


def title(notification) -> str:
    """Of the article or the issue it is about."""
    return str(notification.article or notification.issue or "")


def language(notification) -> str:
    """The language the title is in."""
    of = notification.article or notification.issue
    return of.bulletin.language if of else ""


def subject(notification) -> str:
    return SUBJECTS[notification.event] % {"title": title(notification)}


def sentence(notification) -> str:
    if notification.event == Event.DEADLINE:
        return SENTENCES[Event.DEADLINE] % {"when": Deadline(notification.deadline, notification.at).when}
    return SENTENCES[notification.event] % {"who": actor(notification.actor)}


def path(notification) -> str:
    """Where the thing is; opening it marks the notification as read."""
    if notification.event == Event.SUBMITTED:
        return reverse("desk:review", args=[notification.article_id])
    if notification.article_id:
        remark = f"#remark-{notification.remark_id}" if notification.remark_id else ""
        return reverse("desk:article", args=[notification.article_id]) + remark
    return reverse("desk:issue", args=[notification.issue_id])

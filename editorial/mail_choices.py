"""What a person wants to get by mail, event by event. Unless they say otherwise it is a digest, of everything."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .models import Notification, User

Event = Notification.Event
EVERYTHING = "everything"


class Choice(models.TextChoices):
    AT_ONCE = "at once", _("at once")
    DIGEST = "digest", _("in the digest")
    NONE = "none", _("no mail")


def choice(person, event) -> Choice:
    """What holds for the event now: nothing at all where they want no mail, or none gets there."""
    if wants_none(person) or person.refuses_mail:
        return Choice.NONE
    return chosen(person, event)


def chosen(person, event) -> Choice:
    """What they chose for the event, whether or not they want mails at present."""
    said = person.mail_choices.get(event)
    return Choice(said) if said in Choice.values else Choice.DIGEST


def wants_none(person) -> bool:
    return bool(person.mail_choices.get(EVERYTHING) == Choice.NONE)


def choose(person, choices) -> None:
    """Keep the choices: of events, and of EVERYTHING where they want no mail at all."""
    person.mail_choices = {name: value for name, value in choices.items() if value}
    person.save(update_fields=["mail_choices"])


def mark_refused(address, reason) -> None:
    """A mail server said for good that nobody is there: whoever has the address gets no more mails, and is told so."""
    User.objects.filter(email__iexact=address).update(refused_address=F("email"), refused_because=reason[:500])


def try_again(person) -> None:
    """Send to the address once more, whatever was said of it."""
    person.refused_address = person.refused_because = ""
    person.save(update_fields=["refused_address", "refused_because"])


@transaction.atomic
def stop(person_id, event) -> User | None:
    """No more mails about the event, or about EVERYTHING; the person, or None if there is none any more."""
    person = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person and person.mail_choices.get(event) != Choice.NONE:
        choose(person, {**person.mail_choices, event: Choice.NONE})
    return person

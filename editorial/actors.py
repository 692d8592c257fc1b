"""Those who act: persons with an account, and others by a name alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ACTORS = {"mill": _("mill"), "clock": _("clock"), "command line": _("command line")}


def person(by):
    """The User among those who act; None for a part of the machine, and for somebody without an account."""
    return by if isinstance(by, models.Model) else None


def actor(name):
    """A person's name as it is, a part of the machine in the reader's language."""
    return ACTORS.get(name, name)

"""The names of those who act."""

from django.utils.translation import gettext_lazy as _

ACTORS = {"mill": _("mill"), "clock": _("clock"), "command line": _("command line")}


def actor(name):
    """A person's name as it is, a part of the machine in the reader's language."""
    return ACTORS.get(name, name)

"""Names in a sentence, in the quotation marks of the reader's language."""

from django.utils.translation import gettext as _


def quoted(names) -> str:
    return ", ".join(_("“%(name)s”") % {"name": name} for name in names)

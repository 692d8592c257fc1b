"""Rows that hold their text whole or are not saved."""

from django.utils.translation import gettext_lazy as _

from editorial.workflow import NotPossible


def save_whole(row, line: int = 0):
    """Save the row, or raise NotPossible naming the field that cannot hold its text and the line it came from."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            raise NotPossible(_too_long(field, value, line))
    row.save()


def _too_long(field, value, line):
    values = {
        "field": field.verbose_name,
        "start": value[:60],
        "length": len(value),
        "most": field.max_length,
        "line": line or "–",
    }
    reason = _("The %(field)s “%(start)s…” is too long: %(length)s characters, %(most)s at most (line %(line)s).")
    return reason % values

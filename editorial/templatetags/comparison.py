"""What changed, said by templates."""

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial.comparison import writing
from editorial.comparison.words import REMOVED, SAME

register = template.Library()

PICTURE_CHANGES = {
    "added": _("Added"),
    "removed": _("Removed"),
    "replaced": _("Another picture"),
    "moved": _("Moved"),
    "reworded": _("Other words"),
}
PICTURE_WORDS = {"caption": _("caption"), "credit": _("credit"), "alt": _("alternative text")}


@register.filter
def picture_change(kind):
    """What happened to an illustration."""
    return PICTURE_CHANGES[kind]


@register.filter
def picture_words(change):
    """(label, HTML) of an illustration's caption, and of what else it says if that changed."""
    shown = {name: pieces for name, pieces in change.words.items() if name == "caption" or _differ(pieces)}
    return [(capfirst(PICTURE_WORDS[name]), writing.text(pieces)) for name, pieces in shown.items() if pieces]


@register.filter
def picture_says(change, name):
    """The caption, credit or alternative text of an illustration, its changes marked."""
    return writing.text(change.words[name])


@register.filter
def in_place(comparison):
    """The text with its illustrations where they stand: pairs of ("text" or "picture", HTML or change)."""
    changes = sorted(comparison["illustrations"].parts, key=lambda change: change.shown.place)
    parts, place = [], 0
    for block, row in zip(comparison["body"].parts, comparison["body"].rows, strict=True):
        while changes and changes[0].shown.place <= place:
            parts.append(("picture", changes.pop(0)))
        parts.append(("text", row.both))
        place += block.kind != REMOVED
    return parts + [("picture", change) for change in changes]


def _differ(pieces):
    return any(piece.kind != SAME for piece in pieces)

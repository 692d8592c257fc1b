"""What changed, said by templates."""

from typing import Any, NamedTuple

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.comparison import writing
from editorial.comparison.fields import in_stretches
from editorial.comparison.words import REMOVED, SAME

register = template.Library()

LONG = 3  # so much of a text that is read is worth a fold


class Part(NamedTuple):
    kind: str  # text or picture
    shown: Any
    changed: bool


PICTURE_CHANGES = {
    "added": _("Added"),
    "removed": _("Removed"),
    "replaced": _("Another picture"),
    "moved": _("Moved"),
}
PICTURE_WORDS = {"caption": _("caption"), "credit": _("credit"), "alt": _("alternative text")}


@register.filter
def picture_change(kind, change):
    """What happened to an illustration; of its words, which ones."""
    if kind != "reworded":
        return PICTURE_CHANGES[kind]
    names = [str(label) for name, label in PICTURE_WORDS.items() if has_reworded(change, name)]
    return gettext("Changed: %(names)s") % {"names": ", ".join(names)}


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
def has_reworded(change, name):
    """Whether the caption, credit or alternative text of an illustration changed."""
    return _differ(change.words[name])


@register.filter
def in_place(comparison):
    """The text with its illustrations where they stand, as stretches; the parts of one are ("text", HTML) or
    ("picture", change). What stayed over many paragraphs is folded."""
    return in_stretches(list(_in_place(comparison)), long=LONG)


def _in_place(comparison):
    changes = sorted(comparison["illustrations"].parts, key=lambda change: change.shown.place)
    place = 0
    for block, row in zip(comparison["body"].parts, comparison["body"].rows, strict=True):
        while changes and changes[0].shown.place <= place:
            yield _picture(changes.pop(0))
        yield Part("text", row.both, row.changed)
        place += block.kind != REMOVED
    yield from map(_picture, changes)


def _picture(change):
    return Part("picture", change, bool(change.kinds))


def _differ(pieces):
    return any(piece.kind != SAME for piece in pieces)

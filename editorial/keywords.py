"""Keywords as typed: divided by characters, never by keys, so that no letter of any alphabet divides a word."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from .workflow import NotPossible

SEPARATORS = re.compile(r"[,;\n\r\t，；、]+")
LONGEST = 100


def split(text: str) -> list[str]:
    """The keywords of a typed or pasted list, in order, each once whatever its case."""
    names = (" ".join(part.split()) for part in SEPARATORS.split(text))
    return list({name.casefold(): name for name in reversed([*names]) if name}.values())[::-1]


class KeywordsField(forms.CharField):
    """A line of keywords; its value is the list of them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value):
        names = split(super().clean(value))
        for name in names:
            if len(name) > LONGEST:
                raise forms.ValidationError(
                    _("“%(start)s…” is too long for a keyword."), params={"start": name[:40]}, code="too_long"
                )
        return names

    def has_changed(self, initial, data):
        return list(initial or []) != split(data or "")


def one_name(text: str) -> str:
    """The text as the name of one keyword. Raises NotPossible if it is none, several or too long."""
    names = split(text)
    if len(names) != 1:
        raise NotPossible(_("A keyword is one name, without a comma or a semicolon."))
    if len(names[0]) > LONGEST:
        raise NotPossible(_("“%(start)s…” is too long for a keyword.") % {"start": names[0][:40]})
    return names[0]

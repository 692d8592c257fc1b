"""What the house itself says of an act, kept such that each reader gets it in their own language.

People's own words are kept as they are typed. Ours are kept as the message and what is put into it, and become words
when they are shown.
"""

import json
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, override

MARK = "\N{WORD JOINER}said:"  # no text that somebody types begins so


class Said:
    """A message of the catalogue (marked by gettext_noop, or a lazy translation) with its values.

    A value is a text or a number, a moment, words of the catalogue (another Said, or a lazy translation), or a list
    of such.
    """

    def __init__(self, message, **values):
        self.message = _settled(message).message if isinstance(message, Promise) else message
        self.values = {name: _settled(value) for name, value in values.items()}

    @classmethod
    def all(cls, sentences):
        """Several, one after the other; what is said in plain text already stays as it is."""
        sentences = list(sentences)
        return cls(" ".join(f"%({n})s" for n in range(len(sentences))), **{str(n): s for n, s in enumerate(sentences)})

    def __str__(self):
        words = gettext(self.message) if self.message else ""
        return words % {name: _shown(value) for name, value in self.values.items()} if self.values else words

    def __getattr__(self, name):
        """Else it is a text like any other, in the language of whoever looks."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(str(self), name)

    def __eq__(self, other):
        return str(self) == other if isinstance(other, str) else isinstance(other, Said) and coded(self) == coded(other)

    def __hash__(self):
        return hash(coded(self))

    def __len__(self):
        return len(str(self))

    def __repr__(self):
        return f"<Said: {self}>"

    def strip(self):
        """There is nothing to strip, and it stays what it is."""
        return self


def coded(text) -> str:
    """The text as it is kept: fit for `read`."""
    if isinstance(text, Promise):
        text = _settled(text)
    return MARK + json.dumps(_plain(text), ensure_ascii=False, sort_keys=True) if isinstance(text, Said) else str(text)


def read(text) -> "str | Said":
    """What was kept; a text that nobody coded is somebody's own and comes back as it is."""
    return _from_plain(json.loads(text.removeprefix(MARK))) if text.startswith(MARK) else text


def _settled(value):
    """Of a lazy translation what is looked up in the catalogue, not what is found there."""
    if isinstance(value, Promise):
        with override(None):
            return Said(str(value))
    return [_settled(each) for each in value] if isinstance(value, list) else value


def _shown(value):
    """A list begins a sentence, or what stands after a colon."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j E Y, H:i")
    return capfirst(", ".join(map(str, value))) if isinstance(value, list) else value


def _plain(value):
    if isinstance(value, Said):
        return {"said": value.message, "with": {name: _plain(each) for name, each in value.values.items()}}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _from_plain(value):
    if isinstance(value, dict) and "at" in value:
        return datetime.fromisoformat(value["at"])
    if isinstance(value, dict):
        return Said(value["said"], **{name: _from_plain(each) for name, each in value["with"].items()})
    return [_from_plain(each) for each in value] if isinstance(value, list) else value

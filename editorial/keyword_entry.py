"""Keywords as they are entered into an article: what was renamed leads on, and what may be a slip is asked back."""

from typing import NamedTuple

from . import suspicion
from .models import Keyword

OFFERED = 3  # suspects shown beside one keyword
FIELD = "twin-"  # of the form, with the typed keyword behind it: the answer, which is a suspect or the keyword itself


class Entry(NamedTuple):
    names: list  # to be saved
    led: dict  # typed name -> what it is called now
    asked: dict  # new name -> its suspects, to be answered

    @classmethod
    def of(cls, typed, answers):
        """The typed names, with what was answered for those that look like others; `answers` as the form was sent."""
        present = Keyword.objects.present(typed)
        led = {name: now for name, now in present.items() if now.casefold() != name.casefold()}
        names = list(dict.fromkeys(present[name] for name in typed))
        suspects = suspects_of(names)
        chosen = {name: _answer(name, twins, answers) for name, twins in suspects.items()}
        asked = {name: suspects[name] for name, answer in chosen.items() if not answer}
        return cls(list(dict.fromkeys(chosen.get(name) or name for name in names)), led, asked)


def suspects_of(names) -> dict:
    """By each name that is no keyword yet and looks like one: its suspects. One query if none is new."""
    known = set(Keyword.objects.filter(name__in=names).values_list("name", flat=True)) if names else set()
    new = [name for name in names if name not in known]
    found = suspicion.beside(new) if new else {}
    return {name: twins[:OFFERED] for name, twins in found.items() if twins}


def _answer(name, twins, answers):
    answer = answers.get(f"{FIELD}{name}", "")
    return answer if answer in (name, *(twin.other for twin in twins)) else ""

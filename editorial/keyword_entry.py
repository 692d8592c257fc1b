"""Keywords as they are entered into an article: what was renamed leads on, and what may be a slip is asked back."""

from typing import NamedTuple

from . import asking, suspicion
from .models import Keyword


class Entry(NamedTuple):
    names: list  # to be saved
    led: dict  # typed name -> what it is called now
    asked: list  # the questions about new names that are not answered yet


class Known:
    """What is known of these typed names, looked up once for however many."""

    def __init__(self, typed):
        self.present = Keyword.objects.present(typed)
        self.suspects = suspects_of([*dict.fromkeys(self.present.values())])

    def entry(self, typed, answers) -> Entry:
        """Some of the names as they are entered, with what was answered; `answers` as the form was sent."""
        led = {name: now for name in typed if (now := self.present[name]).casefold() != name.casefold()}
        names = list(dict.fromkeys(self.present[name] for name in typed))
        questions = {name: asking.about_keyword(name, self.suspects[name]) for name in names if name in self.suspects}
        chosen = {name: question.answer(answers) for name, question in questions.items()}
        asked = [questions[name] for name, answer in chosen.items() if not answer]
        return Entry(list(dict.fromkeys(chosen.get(name) or name for name in names)), led, asked)


def suspects_of(names) -> dict:
    """By each name that is no keyword yet and looks like one: its suspects. One query if none is new."""
    known = set(Keyword.objects.filter(name__in=names).values_list("name", flat=True)) if names else set()
    new = [name for name in names if name not in known]
    found = suspicion.beside(new) if new else {}
    return {name: twins for name, twins in found.items() if twins}

"""What may be a slip is asked back: a country that is in no list, a new keyword that looks like another.

The answer is posted in a field that is named for what was typed; it is one of the suggestions, or the typed itself.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

COUNTRY, KEYWORD = "listed-", "twin-"
OFFERED = 3  # suggestions beside one name


class Suggestion(NamedTuple):
    name: str
    reason: Any = ""

    @property
    def use(self):
        return _("Use %(other)s") % {"other": self.name}


class Question(NamedTuple):
    field: str
    typed: str
    text: Any
    suggestions: list
    keep: Any

    def answer(self, answers) -> str:
        """What was answered among what is offered, or an empty text."""
        answer = answers.get(self.field, "")
        return answer if answer in (self.typed, *(each.name for each in self.suggestions)) else ""

    def choices(self) -> list:
        """Each value that answers it, what is said of it, and why it is offered."""
        return [*((each.name, each.use, each.reason) for each in self.suggestions), (self.typed, self.keep, "")]

    def as_json(self) -> dict:
        choices = [{"value": name, "label": str(label), "reason": str(why)} for name, label, why in self.choices()]
        return {"field": self.field, "text": str(self.text), "choices": choices}


def about_country(name, near) -> Question:
    """`near` are the listed ones that it may be a slip for."""
    text = _("“%(name)s” is not in the list of countries.") % {"name": name}
    keep = _("Keep “%(name)s”") % {"name": name}
    return Question(f"{COUNTRY}{name}", name, text, [Suggestion(each) for each in near[:OFFERED]], keep)


def about_keyword(name, twins) -> Question:
    text = _("“%(name)s” is new. Which one do you mean?") % {"name": name}
    keep = _("Keep %(name)s as new") % {"name": name}
    suggestions = [Suggestion(twin.other, twin.reason) for twin in twins[:OFFERED]]
    return Question(f"{KEYWORD}{name}", name, text, suggestions, keep)


def answers_in(posted) -> dict:
    """The answers among all that was posted."""
    return {name: posted[name] for name in posted if name.startswith((COUNTRY, KEYWORD)) and posted[name]}

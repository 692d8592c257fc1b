"""The table of moves as a picture, for the README."""

from .models import Article, Issue
from .workflow import MOVES

MARK = "<!-- moves of the {name} -->"
FENCE = "```"


def diagram(model: type) -> str:
    """The moves of `model` as a Mermaid state diagram; verbs nobody has a button for stand in parentheses."""
    status = model._meta.get_field("status")
    names = [f'    state "{label}" as {value}' for value, label in status.choices]
    arrows = [
        f"    {source} --> {target} : {verb if each.is_offered else f'({verb})'}"
        for verb, each in MOVES[model].items()
        for source in each.sources
        for target in _targets(model, source, each.target)
    ]
    return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {status.default}", *arrows])


def _targets(model, source, target):
    """A target that depends on the subject is drawn for both kinds: never published, and published before."""
    if not callable(target):
        return [target]
    return sorted({target(model(status=source, published_at=at)) for at in (None, "before")})


def print_into(text: str) -> str:
    """`text` with the part after each mark replaced by the diagram of today's table."""
    for model in (Article, Issue):
        mark = MARK.format(name=model._meta.model_name)
        before, found, rest = text.partition(mark)
        if not found:
            raise ValueError(f"There is no line {mark}")
        after = rest.partition(f"\n{FENCE}\n")[2]
        text = f"{before}{mark}\n{FENCE}mermaid\n{diagram(model)}\n{FENCE}\n{after}"
    return text

from typing import Any, NamedTuple

# Levels sort by urgency.
BLOCKER, WARNING, NOTE = range(3)


class Finding(NamedTuple):
    level: int
    message: Any  # a text, or what blocks as a Said: the clock keeps it for readers of any language
    article: Any = None
    field: str = ""

    @property
    def blocks(self):
        return self.level == BLOCKER

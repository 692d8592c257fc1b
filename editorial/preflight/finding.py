from typing import Any, NamedTuple

# Levels sort by urgency.
BLOCKER, WARNING, NOTE = range(3)


class Finding(NamedTuple):
    level: int
    message: str
    article: Any = None
    field: str = ""

    @property
    def blocks(self):
        return self.level == BLOCKER

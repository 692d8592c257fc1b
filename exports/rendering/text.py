"""The bulletin's own text format: importing it again gives the same issue."""

from editorial.intake.formats import write_issue
from editorial.intake.markup import parsed_of

from .document import Document


def render(snapshot: dict, *, draft: bool = False) -> Document:
    """The issue as text; a draft is not marked, so that it can be imported as it is."""
    return Document(write_issue(parsed_of(snapshot)).encode())

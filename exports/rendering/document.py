from typing import NamedTuple


class Document(NamedTuple):
    content: bytes
    pages: int = 0
    faults: tuple = ()  # of the layout, for the desk: see faults.py
    page_of: dict = {}  # anchor -> the page on which it stands, from 1; of formats that have pages


class RenderingFailed(Exception):
    """The snapshot cannot be made into a document; trying again would end the same way."""

    @property
    def sentence(self):
        """Why, fit to be shown and to be kept."""
        return self.args[0] if self.args else ""

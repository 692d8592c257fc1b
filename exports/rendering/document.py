from typing import NamedTuple


class Document(NamedTuple):
    content: bytes
    pages: int = 0
    faults: tuple = ()  # of the layout, for the desk: see faults.py
    page_of: dict = {}  # anchor -> the page on which it stands, from 1; of formats that have pages


class RenderingFailed(Exception):
    """The snapshot cannot be made into a document; trying again would end the same way."""

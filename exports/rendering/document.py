from typing import NamedTuple


class Document(NamedTuple):
    content: bytes
    pages: int = 0


class RenderingFailed(Exception):
    """The snapshot cannot be made into a document; trying again would end the same way."""

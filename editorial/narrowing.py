"""What of an address narrows a list down."""

from urllib.parse import urlencode

from django.http import QueryDict


def narrowing(query: str) -> str:
    """Of an address's query only what narrows the list: not the page, not what is empty."""
    return urlencode([(name, value) for name, value in QueryDict(query).items() if value and name != "page"])

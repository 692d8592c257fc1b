"""The source of an article: its name, and its address wherever that was pasted."""

import re
from urllib.parse import urlsplit

ADDRESS = re.compile(r"(https?://|www\.)\S+\.\S+|[\w-]+(\.[\w-]+)+/\S*", re.IGNORECASE)


def sorted_out(name: str, address: str) -> tuple[str, str]:
    """Name and address: an address in the place of the name is one, and without a name its host is the name."""
    if not address and ADDRESS.fullmatch(name):
        name, address = "", name if "://" in name else f"https://{name}"
    return name or host_of(address), address


def host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

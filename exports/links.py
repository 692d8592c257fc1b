"""Addresses as every format may print them: what a text says is one thing, what a reader can follow another."""

import ipaddress
import re
from urllib.parse import quote, urlsplit

# Allowed nowhere in an address, but often met in copied ones; a % that stands for itself too.
STRAY = re.compile(r'[\s"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})')
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
MAILBOX = re.compile(r"[^\s@]+@[^\s@]+")


def followable(address: str) -> str:
    """The address with stray characters escaped; empty if it leads nowhere on the web and is no mailbox."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme == "mailto":
            return f"mailto:{_escaped(parts.path)}{_tail(parts)}" if MAILBOX.fullmatch(parts.path) else ""
        if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _is_host(parts):
            return ""
        return f"{parts.scheme}://{parts.netloc}{_escaped(parts.path)}{_tail(parts)}"
    except ValueError:  # brackets, ports and labels that are none
        return ""


def _is_host(parts):
    host = parts.hostname or ""
    if parts.port == 0 or not host:
        return False
    if "[" in parts.netloc:
        return bool(ipaddress.IPv6Address(host))
    if re.fullmatch(r"[\d.]+", host):
        return bool(ipaddress.IPv4Address(host))
    return bool(HOST.fullmatch(host.encode("idna").decode()))


def _tail(parts):
    query = f"?{_escaped(parts.query)}" if parts.query else ""
    return query + (f"#{_escaped(parts.fragment).replace('#', '%23')}" if parts.fragment else "")


def _escaped(text):
    return STRAY.sub(lambda found: quote(found[0], safe=""), text)

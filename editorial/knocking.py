"""The one door for passwords, the administration's too. It stays shut for a while after too many wrong ones."""

import hashlib

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache

MOST_TRIES = 10
WHILE = 5 * 60  # seconds


class Door(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        if not username or is_shut(username):
            return None
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None:
            _count(username)
        return user


def is_shut(address) -> bool:
    """Whether anybody, whoever they are, has tried too many passwords for this address."""
    return cache.get(_key(address), 0) >= MOST_TRIES


def _count(address):
    """From the first wrong one on; a right one between them proves nothing about those who try the others."""
    cache.add(_key(address), 0, WHILE)
    try:
        cache.incr(_key(address))
    except ValueError:  # forgotten at this very moment
        cache.set(_key(address), 1, WHILE)


def _key(address):
    return f"knocking-{hashlib.sha256(address.strip().casefold().encode(errors='replace')).hexdigest()}"

"""Where set parts are kept: a bounded cache, from which anything may be missing at any time."""

from django.core.cache import caches


def store():
    return caches["parts"]

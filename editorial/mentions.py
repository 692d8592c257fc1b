"""Who is named in a text: "@" and a whole name, the longest that is known."""

import re

from django.db.models import Q

from .models import User

MOST = 8


def people():
    """Those who can be named: everybody who works here."""
    works = Q(groups__permissions__codename="enter_desk") | Q(is_superuser=True)
    return User.objects.filter(works, is_active=True).distinct().order_by("name", "pk")


def complete(text: str) -> list[str]:
    """Names with a word that begins like this; the first ones for nothing at all."""
    begun = re.compile(rf"(?<!\w){re.escape(text.strip().casefold())}")
    names = dict.fromkeys(str(person) for person in people())
    return [name for name in names if begun.search(name.casefold())][:MOST]


def pieces(text: str, known) -> list[tuple[str, list]]:
    """The text in pieces, in order and nothing left out, each with the Users of `known` that it names."""
    named = {}
    for person in known:
        named.setdefault(str(person), []).append(person)
    names = sorted(filter(None, named), key=len, reverse=True)
    if not names or "@" not in text:
        return [(text, [])] if text else []
    known_name = re.compile(rf"(?<!\w)@(?:{'|'.join(f'({re.escape(name)})' for name in names)})(?!\w)", re.IGNORECASE)
    found, at = [], 0
    for match in known_name.finditer(text):
        found += [(text[at : match.start()], []), (match[0], named[names[match.lastindex - 1]])]
        at = match.end()
    return [piece for piece in [*found, (text[at:], [])] if piece[0]]


def named_in(text: str) -> list:
    if "@" not in text:
        return []
    return list({person.pk: person for _piece, persons in pieces(text, people()) for person in persons}.values())

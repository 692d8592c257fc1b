"""Nonsense in every place of an address and of a form where something can be said: refused or ignored, never a fault.

Nobody lists what an address reads: it is watched while it is asked, and asked again with nonsense there.
"""

from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.test_no_way_round import address_of
from tests.walk.asking import ask
from tests.walk.office import readers_address
from tests.walk.table import READERS, TABLE

pytestmark = pytest.mark.django_db

NONSENSE = [
    "9" * 30,  # larger than any field
    "9" * 5000,  # more digits than Python reads, and a word of more letters than anybody compares
    "²",  # a digit that is no number
    "a\0b\ud800 2026-02-30T25:61",
    "\" OR NEAR(a b) * : & | ! ( <-> --' %s{0} [1, {\r\nBcc: a@b.example",
]
FORM = "application/x-www-form-urlencoded"
UNREADABLE = {"application/json": '{"a": 1}', "multipart/form-data": "--x\r\nnot so", "": "\0"}
ROLES = ("publisher", "editor", "reviewer")
KEYS = ("get", "getlist", "__getitem__", "__contains__")


@contextmanager
def asked_for():
    """The names that are looked for in an address or a form meanwhile."""
    names = set()

    def watched(method):
        def look(self, key, *rest, **more):
            names.add(str(key))
            return method(self, key, *rest, **more)

        return look

    with pytest.MonkeyPatch.context() as patch:
        for name in KEYS:
            patch.setattr(QueryDict, name, watched(getattr(QueryDict, name)))
        yield names


def addresses(office):
    """Each address once, with somebody who is let in and what they post."""
    for name, line in TABLE.items():
        role = next((each for each in ROLES if each in {*(line.get or ()), *(line.post or ())}), None)
        if role:
            thing = office.things[line.of][0]
            yield address_of(office, name, line, thing), office.clients[role], {**line.sent, **thing.more}
    issue = office.issues["published"]
    for name, what in READERS.items():
        address = readers_address(what, office, issue, issue.sections.first().articles.first())
        yield reverse(name, args=address), office.clients["stranger"], {}


def encoded(names, value):
    return urlencode(dict.fromkeys(names, value), errors="surrogatepass")


def test_no_address_breaks_at_nonsense(office):
    broken = []
    for address, client, _sent in addresses(office):
        with asked_for() as names:
            ask(client, "get", address)
        for value in NONSENSE:
            if ask(client, "get", f"{address.partition('?')[0]}?{encoded(names, value)}").kind == "broken":
                broken.append((address, value[:40]))
    assert broken == []


def test_no_form_breaks_at_nonsense(office):
    broken = []
    for address, client, sent in addresses(office):
        with asked_for() as names:
            ask(client, "post", address, sent)
        bodies = {value[:40]: (encoded(names, value), FORM) for value in NONSENSE}
        # Where the rest of the form is as it should be, the nonsense gets further.
        rest = urlencode(sent, doseq=True)
        bodies |= {
            f"{value[:40]} and sense": (f"{encoded(names - sent.keys(), value)}&{rest}", FORM) for value in NONSENSE
        }
        bodies |= {kind: (data, kind) for kind, data in UNREADABLE.items()}
        for what, (body, kind) in bodies.items():
            if ask(client, "post", address, body, content_type=kind).kind == "broken":
                broken.append((address, what))
    assert broken == []

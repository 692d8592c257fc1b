"""No way round: every address of the site, asked by every role about every state, answers as one table says.

A new address needs a line in `walk/table.py`: who is let in by GET and by POST, and what it is asked about. What it
is asked about is made in `walk/office.py`.
"""

from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from editorial.content import fingerprint, printed
from editorial.models import Article
from tests.walk.asking import addresses, ask
from tests.walk.office import FILTER, HIDDEN, TOLD, TYPED, readers_address
from tests.walk.table import FROZEN, NO, READ, READERS, TABLE

pytestmark = pytest.mark.django_db

HOW_TO = "Say in tests/walk/table.py who is let in by GET and by POST, as Line explains; nobody else will be."


def test_every_address_has_its_line():
    names = {name for name, _route in addresses() if not name.startswith("admin:")}
    known = {name.partition(" ")[0] for name in TABLE} | READERS.keys()
    assert names - known == set(), HOW_TO
    assert known - names == set(), "These lines of tests/walk/table.py are of no address."


def visits(office):
    """Every line with everything it is asked about and everybody who asks."""
    for name, line in TABLE.items():
        for thing in office.things[line.of]:
            for role, client in office.clients.items():
                yield name, line, thing, role, client


def address_of(office, name, line, thing):
    address, _space, word = name.partition(" ")
    query = "&".join(filter(None, [line.query.format(bulletin=office.bulletin.pk), thing.query]))
    words = [word] if word and not word.startswith("#") else []
    return reverse(address, args=[*thing.args, *words]) + (f"?{query}" if query else "")


def allowed(line, role, who, thing):
    """The kinds of answer that the table allows."""
    if who is NO:
        return {"method", "door"} if role == "stranger" else {"method"}
    if role in who:
        return {"refused"} if thing.state in line.closed else {"in"}
    if line.is_hidden:
        return {"absent"}
    if role == "stranger":
        return {"door"}
    if role == "nobody":
        return {"absent"} if line.of and not line.is_desk else {"refused"}
    return {"absent"} if line.is_own else {"refused"}


def faults_of_answer(line, role, who, thing, answer):
    if answer.kind not in (kinds := allowed(line, role, who, thing)):
        yield f"is {answer.kind} ({answer.status}), not {' or '.join(sorted(kinds))}"
    may_write = answer.kind == "in" and (line.writers is None or role in line.writers)
    if answer.wrote and not may_write:
        yield f"was {answer.kind} and yet wrote to {', '.join(sorted(answer.wrote))}"
    if role in ("stranger", "nobody") and not line.shows and HIDDEN.encode() in answer.content:
        yield "shows what no reader may see"
    if role != "editor" and any(private.encode() in answer.content for private in (TYPED, TOLD, FILTER)):
        yield "shows what somebody else typed, keeps or was told"


def listed(found):
    return "\n".join(f"{name}, {thing or 'by itself'}, {role}: {fault}" for name, thing, role, fault in found)


def test_every_address_is_read_by_those_of_the_table_alone(office):
    found = []
    for name, line, thing, role, client in visits(office):
        address = address_of(office, name, line, thing)
        answer = ask(client, "get", address)
        faults = [*faults_of_answer(line, role, line.get, thing, answer)]
        if answer.kind not in ("in", "method") and thing is office.things[line.of][0]:
            faults += faults_of_other_ways(client, address, answer)
        found += [(name, thing.label, role, fault) for fault in faults]
    assert found == [], listed(found)


def faults_of_other_ways(client, address, answer):
    """Of asking for the same thing by another method or on a condition, where GET was not answered."""
    for method in ("head", "options"):
        if (other := ask(client, method, address)).kind == "in":
            yield f"{method.upper()} is answered ({other.status})"
    conditions = {"HTTP_IF_NONE_MATCH": "*", "HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"}
    for condition, value in conditions.items():
        if (other := ask(client, "get", address, **{condition: value})).status != answer.status:
            yield f"answers {other.status} to a condition, and {answer.status} without"


def test_every_address_is_written_to_by_those_of_the_table_alone(office):
    found = []
    for name, line, thing, role, client in visits(office):
        address, sent = address_of(office, name, line, thing), {**line.sent, **thing.more}
        is_watched = thing.state in FROZEN and isinstance(thing.row, Article) and role in (line.post or ())
        answer = ask(client, "post", address, sent, after=partial(print_of, thing) if is_watched else None)
        faults = [*faults_of_answer(line, role, line.post, thing, answer)]
        if is_watched and answer.after != print_of(thing):
            faults.append("changed an article of a frozen issue")
        found += [(name, thing.label, role, fault) for fault in faults]
    assert found == [], listed(found)


def print_of(thing):
    """What is printed of an article that is asked about, and its state."""
    article = Article.objects.for_printing().get(pk=thing.row.pk)
    return fingerprint(printed(article)), article.status, article.section_id


def test_readers_get_what_is_published_whatever_their_role(office):
    found = []
    for name, what in READERS.items():
        for state, issue in office.issues.items():
            article = Article.objects.filter(section__issue=issue).first()
            address = reverse(name, args=readers_address(what, office, issue, article))
            for role, client in office.clients.items():
                answer = ask(client, "get", address)
                if answer.status != READ[state] or HIDDEN.encode() in answer.content:
                    found.append((name, state, role, f"answers {answer.status}"))
                if (sent := ask(client, "post", address)).kind != "method":
                    found.append((name, state, role, f"POST is {sent.kind}"))
    assert found == [], listed(found)


def test_the_administration_is_for_administrators_alone(office):
    others = {role: client for role, client in office.clients.items() if role != "administrator"}
    found = []
    for name, route in addresses():
        if name.startswith("admin:") and name not in ("admin:", *OPEN_ADMINISTRATION):
            for role, client in others.items():
                kinds = {ask(client, method, admin_address(name, route)).kind for method in ("get", "post")}
                found += [(name, "", role, f"is {kind}") for kind in kinds - {"door"}]
    assert found == [], listed(found)


# Its own door.
OPEN_ADMINISTRATION = {"admin:login", "admin:logout", "admin:jsi18n"}


def admin_address(name, route):
    if name == "admin:app_list":
        return reverse(name, args=["editorial"])
    return reverse(name, args=["1"] * route.count("<"))


def test_files_that_are_let_go_are_for_the_same_people(office):
    """A condition on a file: the browser that kept it and lost its right is not told that it is still good."""
    file = reverse("mill:proof-file", args=[office.issues["planned"].pk])
    tag = ask(office.clients["editor"], "get", file).headers["ETag"]
    for role in ("stranger", "nobody"):
        assert ask(office.clients[role], "get", file, HTTP_IF_NONE_MATCH=tag).kind in ("door", "absent")
    assert ask(office.clients["editor"], "get", file, HTTP_IF_NONE_MATCH=tag).status == 304


def test_an_upload_needs_the_right_to_write(office):
    for role, client in office.clients.items():
        file = ContentFile(b"no picture", name="x.png")
        answer = ask(client, "post", reverse("desk:keep-picture"), {"file": file})
        assert (answer.kind == "in") == (role in TABLE["desk:keep-picture"].post), role

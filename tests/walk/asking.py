"""Asking an address as somebody, and what became of it, in one word."""

import re
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import NamedTuple

from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.urls import URLPattern, get_resolver

WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
# Whoever opens what they were told of has read it.
READ_MARK = 'UPDATE "editorial_notification" SET "read_at"'
# Of the visit itself, not of what is kept in the office.
OF_THE_VISIT = {"django_session"}
KINDS = {403: "refused", 404: "absent", 405: "method", 410: "gone"}


class Answer(NamedTuple):
    """`kind` is in, door, refused, absent, method, gone or broken; `wrote` are the tables that were written to."""

    kind: str
    wrote: set
    content: bytes
    status: int
    headers: dict
    after: object = None  # what `after` found, before all was undone


def ask(client, method, address, data=None, *, after=None, **headers) -> Answer:
    """The answer to one request, after which nothing has changed, neither in the office nor in the browser."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic(), _writes() as wrote:
        sent = {"data": data if isinstance(data, str) else dict(data)} if data else {}
        response = getattr(client, method)(address, **sent, **headers)
        content = _content(response, method)
        found = after() if after else None
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return Answer(_kind(response), wrote - OF_THE_VISIT, content, response.status_code, response.headers, found)


def _content(response, method):
    """Of a stream only what was asked for to be read; what a POST starts may be long."""
    if not response.streaming:
        return response.content
    content = b"".join(response) if method == "get" else b""
    request_finished.disconnect(close_old_connections)  # as the test's browser does: the test goes on
    response.close()
    request_finished.connect(close_old_connections)
    return content


def _kind(response):
    if response.status_code == 302 and re.match(r"/(desk/sign-in|admin/login)/\?next=", response["Location"]):
        return "door"
    if response.status_code >= 500:
        return "broken"
    return KINDS.get(response.status_code, "in")


@contextmanager
def _writes():
    tables = set()

    def note(execute, sql, params, many, context):
        if (found := WRITES.match(sql)) and not sql.startswith(READ_MARK):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def addresses(resolver=None, space="") -> list[tuple[str, str]]:
    """The name and the route of every address of the site."""
    found = []
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            found.append((f"{space}{each.name or ''}", str(each.pattern)))
        else:
            found += addresses(each, f"{space}{each.namespace}:" if each.namespace else space)
    return found

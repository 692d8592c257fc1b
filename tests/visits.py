"""Browsers in which somebody is signed in, and what their pages complain of."""

from django.conf import settings
from django.test import Client


def let_in(context, user, server) -> None:
    """Sign this person in, by the cookie that the door would give them."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


def heard(page, *, but=()):
    """The page, which keeps what it complains of in `complaints`; but for messages that hold one of these words."""
    page.complaints = []

    def hear(message):
        if message.type == "error" and not any(word in message.text for word in but):
            page.complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page

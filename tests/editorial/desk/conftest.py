import pytest
from django.test import Client

from tests.factories import PASSWORD, make_user


@pytest.fixture
def sign_in():
    """A browser in which this person is signed in."""

    def signed_in(user):
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in


@pytest.fixture
def writer(db, page, live_server):
    """An editor who is signed in on the page; it keeps what the browser complains of."""
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    user = make_user("editor", email="writer@example.org", name="Wilma Writer")
    user.set_password(PASSWORD)
    user.save()
    page.goto(f"{live_server.url}/desk/sign-in/")
    page.fill("#id_username", "writer@example.org")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    return user

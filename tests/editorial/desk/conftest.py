import pytest
from django.test import Client

from tests.factories import make_user
from tests.visits import heard, let_in


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
    user = make_user("editor", email="writer@example.org", name="Wilma Writer")
    let_in(heard(page).context, user, live_server)
    return user

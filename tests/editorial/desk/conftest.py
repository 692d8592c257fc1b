import pytest
from django.test import Client


@pytest.fixture
def sign_in():
    """A browser in which this person is signed in."""

    def signed_in(user):
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in

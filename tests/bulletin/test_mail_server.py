import pytest
from django.core.exceptions import ImproperlyConfigured

from bulletin import checks
from bulletin.mail_server import mail_server

HOW = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, "", "", False, False)),
        ("smtp://me:p%40ss@mail.example.org:587/?tls=1", ("mail.example.org", 587, "me", "p@ss", True, False)),
        ("smtps://me@mail.example.org", ("mail.example.org", 465, "me", "", False, True)),
        ("", ("", 0, "", "", False, False)),
    ],
)
def test_one_variable_says_how_to_reach_the_server(address, expected):
    found = mail_server(address)
    assert tuple(found[name] for name in HOW) == expected


@pytest.mark.parametrize("address", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_server(address)


def test_mails_that_go_nowhere_are_pointed_out(settings):
    settings.EMAIL_HOST = ""
    assert [each.id for each in checks.mails_go_somewhere(None)] == ["bulletin.W003"]
    settings.EMAIL_HOST = "mail.example.org"
    assert checks.mails_go_somewhere(None) == []

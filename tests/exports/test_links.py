import pytest

from exports.links import followable


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/a/b?c=d&e=%20f#g", "https://example.org/a/b?c=d&e=%20f#g"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("http://127.0.0.1/x", "http://127.0.0.1/x"),
        ("https://пример.рф/путь", "https://пример.рф/путь"),
        ("mailto:office@example.org?subject=A%20word", "mailto:office@example.org?subject=A%20word"),
        ("https://example.org/a b|c?d=[e]#f#g", "https://example.org/a%20b%7Cc?d=%5Be%5D#f%23g"),
        ("https://example.org/100%", "https://example.org/100%25"),
    ],
)
def test_an_address_that_leads_somewhere(address, printed):
    assert followable(address) == printed
    assert followable(printed) == printed


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https://exa mple.org",
        "https://example..org",
        "https://[::1",
        "https://300.1.1.1",
        "https://example.org:99999/",
        "https://user:word@example.org/",
        "https://" + "a" * 64 + ".org",
        "mailto:office",
        "mailto:two words",
    ],
)
def test_an_address_that_does_not(address):
    assert followable(address) == ""

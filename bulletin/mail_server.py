"""The mail server in one variable, as smtp://user:password@host:587/?tls=1 or smtps://user:password@host."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtps": 465}


def mail_server(address) -> dict:
    """Django's settings for this address; without one no server is used, and the mails become files."""
    parts = urlsplit(address)
    if address and (parts.scheme not in PORTS or not parts.hostname):
        raise ImproperlyConfigured("EMAIL_URL is to be like smtp://user:password@host:587/?tls=1")
    wants_tls = parse_qs(parts.query).get("tls", ["0"])[0].lower() in {"1", "true", "yes", "on"}
    return {
        "EMAIL_BACKEND": "editorial.posting.EmailBackend" if address else FILES,
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or PORTS.get(parts.scheme, 0),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and wants_tls,
    }


FILES = "django.core.mail.backends.filebased.EmailBackend"

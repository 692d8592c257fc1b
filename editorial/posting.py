"""Handing one message to the mail server, and what its answer means for whether it has it."""

import smtplib
from contextlib import suppress

from django.core.mail import get_connection
from django.core.mail.backends import smtp

NOBODY_THERE = {550, 551, 553, 556}  # RFC 5321 and 7504, as the answer to a recipient


class NotTaken(Exception):
    """The server does not have the message; `for_good` if it never will take it.

    `is_of_address` if that is because there is nobody at this address, so that no other message will get there either.
    """

    def __init__(self, reason, *, for_good=False, is_of_address=False):
        super().__init__(reason)
        self.for_good, self.is_of_address = for_good, is_of_address


class NoAnswer(Exception):
    """The text was on its way when the line broke: the server may have the message, or not."""


def hand_over(message, *, before) -> None:
    """Send the message; `before` is called when the server is about to get the text, and may raise to stop it."""
    connection = _open()
    begun = []

    def begin():
        before()
        begun.append(True)

    if isinstance(connection, EmailBackend):
        connection.connection.before_data = begin
    else:
        begin()
    try:
        _send(connection, message, begun)
    finally:
        with suppress(OSError):
            connection.close()


def _open():
    """What is wrong before there is a letter to speak of says nothing against the letter."""
    try:
        connection = get_connection()
        connection.open()
        return connection
    except OSError as error:  # which smtplib's own errors are
        raise NotTaken(_words(error)) from error


def _send(connection, message, begun):
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, reason = next(iter(error.recipients.values()))
        reason = f"{code} {_text(reason)}"
        raise NotTaken(reason, for_good=code >= 500, is_of_address=code in NOBODY_THERE) from error
    except smtplib.SMTPResponseException as error:
        code = error.smtp_code
        raise NotTaken(f"{code} {_text(error.smtp_error)}", for_good=code >= 500) from error
    except OSError as error:
        raise (NoAnswer if begun else NotTaken)(_words(error)) from error


def _text(reason):
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


def _words(error):
    return f"{type(error).__name__}: {error}"


class _SaysWhenTheTextGoes:
    before_data = None

    def data(self, msg):
        if self.before_data:
            self.before_data()
        return super().data(msg)


class _SMTP(_SaysWhenTheTextGoes, smtplib.SMTP):
    pass


class _SMTPS(_SaysWhenTheTextGoes, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, but one knows whether the text had begun to go out when the line broke."""

    @property
    def connection_class(self):
        return _SMTPS if self.use_ssl else _SMTP

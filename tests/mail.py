"""A real mail server on loopback that keeps what it gets, and fails as it is told to."""

import email
from contextlib import contextmanager
from email import policy

from aiosmtpd.controller import Controller

from .services import free_port


class Sink:
    """Its answers by the name of the command; a callable is asked for one."""

    def __init__(self):
        self.messages, self.answers = [], {}

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self._answer("MAIL", server)

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self._answer("RCPT", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        answer = self._answer("DATA", server)
        self.messages.append(message)
        return answer

    def _answer(self, command, server):
        answer = self.answers.get(command, "250 OK")
        return answer(server) if callable(answer) else answer

    def fail(self, command, answer):
        self.answers[command] = answer

    def hang_up_at(self, command):
        """At DATA it has the text, and the line breaks before it says so."""
        self.fail(command, _hang_up)

    def get_well(self):
        self.answers.clear()


def _hang_up(server):
    server.transport.abort()
    return "250 nobody hears this"


@contextmanager
def listening_sink():
    """The sink and the port it listens at."""
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@contextmanager
def running_sink(settings):
    """The sink, with the settings such that mails go there."""
    with listening_sink() as (sink, port):
        settings.EMAIL_BACKEND = "editorial.posting.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
        yield sink

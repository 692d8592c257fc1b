"""Several workers at one letter, on the real database: one of them sends it."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from editorial import enclosing, letters, mail_choices, telling
from editorial.models import Letter, Notification
from tests.factories import make_article, make_user
from tests.mail import running_sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_on_disk")]
WORKERS = 4


def together(act):
    """Let all workers act at the same moment; what they returned."""
    gate = Barrier(WORKERS)

    def alone(_worker):
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        return list(workers.map(alone, range(WORKERS)))


def test_one_of_several_workers_sends_the_letter(settings):
    with running_sink(settings) as sink:
        for number in range(5):
            letter = letters.post(f"person{number}@example.org", "A question", "Please answer.")
            assert sorted(together(lambda pk=letter.pk: letters.send(pk))) == [False, False, False, True]
        assert len(sink.messages) == 5


def test_several_sweeps_write_one_letter_for_one_thing():
    once, digest, writer = make_user("editor"), make_user("editor"), make_user("editor")
    mail_choices.choose(once, {"remarked": "at once"})
    telling.tell("remarked", [once, digest], by=writer, subject=make_article(by=writer))
    Notification.objects.update(ready_at=timezone.now() - datetime.timedelta(days=1))
    written = sum(len(each) for each in together(enclosing.enclose))
    assert (written, Letter.objects.count()) == (2, 2)
    assert not Notification.objects.filter(letter=None).exists()

"""Letters against a real mail server: sent once, tried again if refused for now, never again if nobody knows."""

import datetime
import time

import pytest
from django.utils import timezone

from editorial import letters, posting
from editorial.models import Letter, Record
from tests.factories import make_user
from tests.mail import running_sink
from tests.services import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    with running_sink(settings) as sink:
        yield sink


def posted(**fields):
    return letters.post("ada@example.org", "A question", "Please answer.", "<p>Please answer.</p>", "en", **fields)


def sent(letter):
    letters.send(letter.pk)
    letter.refresh_from_db()
    return letter.status


def later(minutes=10):
    """As if so much time had passed for all letters."""
    ago = datetime.timedelta(minutes=minutes)
    for letter in Letter.objects.all():
        lease = letter.lease_until and letter.lease_until - ago
        Letter.objects.filter(pk=letter.pk).update(try_at=letter.try_at - ago, lease_until=lease)


def test_a_letter_arrives_in_text_and_html_and_its_words_are_forgotten(sink, settings):
    letter = posted()
    assert sent(letter) == "sent"
    (message,) = sink.messages
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == "A question"
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{letter.message_id}@localhost>"
    assert message.get_body(["plain"]).get_content().strip() == "Please answer."
    assert message.get_body(["html"]).get_content().strip() == "<p>Please answer.</p>"
    assert (letter.text, letter.html) == ("", "")


def test_a_letter_is_sent_once_however_often_the_bell_rings(sink):
    letter = posted()
    assert [letters.send(letter.pk) for _ring in range(3)] == [True, False, False]
    assert len(sink.messages) == 1


@pytest.mark.parametrize(("command", "answer"), [("MAIL", "421 later"), ("RCPT", "450 busy"), ("DATA", "451 full")])
def test_a_refusal_for_now_is_tried_again(sink, command, answer):
    letter = posted()
    sink.fail(command, answer)
    assert sent(letter) == "queued"
    assert letter.error == answer
    assert sent(letter) == "queued", "not before its time"
    sink.get_well()
    sink.messages.clear()
    later()
    assert sent(letter) == "sent"
    assert (letter.attempts, len(sink.messages)) == (2, 1)


@pytest.mark.parametrize(("command", "answer"), [("RCPT", "550 no such person"), ("DATA", "554 not wanted")])
def test_a_refusal_for_good_is_kept(sink, command, answer):
    letter = posted()
    sink.fail(command, answer)
    assert sent(letter) == "failed"
    assert letter.error == answer
    later()
    assert not letters.send(letter.pk)


def test_tries_have_an_end(sink):
    letter = posted()
    sink.fail("RCPT", "450 busy")
    for _try in range(Letter.MAX_ATTEMPTS):
        assert letter.status == "queued"
        sent(letter)
        later(minutes=300)
    assert (letter.status, letter.attempts) == ("failed", Letter.MAX_ATTEMPTS)


def test_where_nobody_listens_nothing_was_handed_over(settings):
    settings.EMAIL_BACKEND = "editorial.posting.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    letter = posted()
    assert sent(letter) == "queued"
    assert letter.error.startswith("ConnectionRefusedError")


def test_a_line_that_breaks_after_the_text_leaves_the_outcome_unknown(sink, administrator):
    letter = posted()
    sink.hang_up_at("DATA")
    assert sent(letter) == "unknown"
    assert len(sink.messages) == 1, "it has the letter; only nobody here can know"
    sink.get_well()
    later()
    letters.sweep()
    assert sent(letter) == "unknown"
    assert len(sink.messages) == 1
    assert letters.send_again(letter, by=administrator)
    assert Record.objects.get(verb="send again").by == administrator
    assert sent(letter) == "sent"
    first, second = sink.messages
    assert first["Message-ID"] == second["Message-ID"], "so that the two can be known for one"


def test_a_server_that_says_nothing_after_the_text_leaves_it_unknown(sink):
    sink.fail("DATA", lambda server: time.sleep(1.5) or "250 too late")
    assert sent(posted()) == "unknown"


def test_a_line_that_breaks_before_the_text_is_tried_again(sink):
    sink.hang_up_at("RCPT")
    letter = posted()
    assert sent(letter) == "queued"
    assert letter.handed_at is None


def test_a_worker_that_died_is_known_by_what_it_had_begun(sink):
    early, late = posted(), posted()
    letters._claim(early.pk)
    letters._claim(late.pk)
    Letter.objects.filter(pk=late.pk).update(handed_at=timezone.now())
    letters.sweep()
    assert {early.status, late.status} == {"queued"}  # as they were read; nothing has run out yet
    later(minutes=11)
    letters.sweep()
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.status, late.status) == ("queued", "unknown")


def test_who_lost_the_claim_does_not_hand_over(sink, monkeypatch):
    letter = posted()
    hand_over = posting.hand_over

    def too_late(message, *, before):
        Letter.objects.filter(pk=letter.pk).update(claim=letter.message_id)  # somebody else's now
        hand_over(message, before=before)

    monkeypatch.setattr(posting, "hand_over", too_late)
    assert not letters.send(letter.pk)
    assert sink.messages == []


def test_a_title_with_a_line_break_cannot_write_headers(sink):
    letter = letters.post("ada@example.org", "Title\r\nBcc: all@example.org", "Text")
    assert sent(letter) == "sent"
    assert sink.messages[0]["Subject"] == "Title Bcc: all@example.org"
    assert sink.messages[0]["Bcc"] is None


def test_what_is_undone_is_not_sent(django_capture_on_commit_callbacks, monkeypatch):
    rung = []
    monkeypatch.setattr(letters, "ring", rung.extend)
    with django_capture_on_commit_callbacks(execute=True):
        letter = posted()
        assert rung == []
    assert rung == [letter.pk]


def test_administrators_see_what_went_wrong_and_decide(client, administrator, sink):
    administrator.is_staff = True
    administrator.save()
    client.force_login(administrator)
    letter = posted(person=make_user())
    sink.hang_up_at("DATA")
    sent(letter)
    page = client.get("/admin/editorial/letter/?status__exact=unknown").content.decode()
    assert "A question" in page
    assert "Please answer." not in client.get(f"/admin/editorial/letter/{letter.pk}/change/").content.decode()
    client.post("/admin/editorial/letter/", {"action": "send_again", "_selected_action": [letter.pk]})
    letter.refresh_from_db()
    assert letter.status == "queued"

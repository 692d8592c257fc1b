"""Who is told what, when it goes by mail, and how that is stopped."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import assigning, enclosing, letters, mail_choices, mail_links, reminders, tasks, telling, workflow
from editorial.models import Article, Letter, Notification, User
from editorial.permissions import MILL, UNDO_SECONDS
from tests.factories import make_approved, make_article, make_issue, make_ready_issue, make_user
from tests.mail import running_sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    with running_sink(settings) as sink:
        yield sink


def told(event):
    return [(row.person.name, str(row.article or row.issue)) for row in Notification.objects.filter(event=event)]


def long_ago(**ago):
    """As if all that people were told had been so much earlier."""
    ago = datetime.timedelta(**ago)
    for row in Notification.objects.all():
        Notification.objects.filter(pk=row.pk).update(at=row.at - ago, ready_at=row.ready_at - ago)


def send_all():
    written = enclosing.enclose()
    for letter in written:
        letters.send(letter.pk)
    return written


def at_once(person, *events):
    mail_choices.choose(person, {**person.mail_choices, **dict.fromkeys(events, "at once")})


def returned(editor, reviewer, title="Dockers win", note="Check the figure."):
    article = make_article(make_issue().sections.first(), by=editor, title=title)
    workflow.move(article, "submit", by=editor)
    return workflow.move(article, "return", by=reviewer, note=note)


# What the clock and the mill tell.


def due(subject, hours):
    type(subject).objects.filter(pk=subject.pk).update(due_at=timezone.now() + datetime.timedelta(hours=hours))
    return subject


def test_a_day_before_the_deadline_those_who_have_to_act_are_told_once(editor, reviewer, publisher):
    issue = due(make_issue(), hours=23)
    section = issue.sections.first()
    make_article(section, by=editor, title="Draft")
    waiting = make_article(section, by=make_user("editor", "reviewer", name="Both"), title="Waiting")
    workflow.move(waiting, "submit", by=waiting.editor)
    make_approved(make_article(section), by=reviewer)
    Notification.objects.all().delete()
    for _minute in range(3):
        reminders.remind()
    assert sorted(told("deadline")) == [
        ("Edith Editor", "Draft"),
        ("Paula Publisher", str(issue)),
        ("Rolf Reviewer", "Waiting"),
    ]


def test_another_deadline_is_told_again_and_one_that_is_far_or_over_is_not(editor):
    article = due(make_article(make_issue().sections.first(), by=editor, title="Mine"), hours=25)
    reminders.remind()
    due(article, hours=-1)
    reminders.remind()
    assert told("deadline") == []
    for hours in (5, 6):
        due(article, hours=hours)
        reminders.remind()
    assert told("deadline") == [("Edith Editor", "Mine")] * 2


def test_the_given_reviewer_alone_is_told_of_the_deadline(editor, reviewer):
    make_user("reviewer", name="Another")
    article = due(make_article(make_issue().sections.first(), by=editor, title="Given"), hours=5)
    assigning.assign_reviewer(article, reviewer, by=editor)
    workflow.move(article, "submit", by=editor)
    reminders.remind()
    assert told("deadline") == [("Rolf Reviewer", "Given")]


def test_what_is_told_already_takes_the_same_few_queries_for_many_articles(editor, reviewer):
    section = due(make_issue(), hours=5).sections.first()
    counts = []
    for _article in range(2):
        workflow.move(make_article(section, by=editor), "submit", by=editor)
        reminders.remind()
        with CaptureQueriesContext(connection) as queries:
            reminders.remind()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_two_clocks_tell_once(editor, monkeypatch):
    due(make_article(make_issue().sections.first(), by=editor), hours=5)
    monkeypatch.setattr(reminders, "_told", lambda now: set())
    reminders.remind()
    reminders.remind()
    assert len(told("deadline")) == 1


def test_all_who_work_on_texts_are_told_of_an_issue_but_not_its_publisher(editor, reviewer, publisher, administrator):
    issue = make_ready_issue()
    made = set(Notification.objects.values_list("person__name", flat=True))
    workflow.move(issue, "publish", by=publisher)
    assert told("published") == []
    workflow.move(issue, "complete", by=MILL)
    people = {name for name, _subject in told("published")}
    assert people >= {"Edith Editor", "Rolf Reviewer"} | made
    assert not people & {"Paula Publisher", "Adam Administrator"}
    assert {row.actor for row in Notification.objects.filter(event="published")} == {"Paula Publisher"}


def test_an_act_says_whom_it_told(editor, reviewer):
    article = make_article(make_issue().sections.first(), by=editor)
    with telling.heard() as now:
        workflow.move(article, "submit", by=editor)
    with telling.heard() as soon:
        workflow.move(article, "approve", by=reviewer)
    with telling.heard() as nobody:
        pass
    assert telling.whom(now) == "Told: Rolf Reviewer."
    assert telling.whom(soon) == "Edith Editor is told in a few seconds."
    assert telling.whom(nobody) == ""


# By mail.


def test_a_digest_waits_for_its_hour_and_comes_once(editor, reviewer, sink):
    returned(editor, reviewer)
    long_ago(minutes=1)
    before = enclosing.last_digest_hour(timezone.now())
    assert enclosing.enclose(before + datetime.timedelta(minutes=1)) == []
    moved = Notification.objects.filter(person=editor)
    moved.update(ready_at=before - datetime.timedelta(minutes=5))
    assert [letter.person for letter in send_all()] == [editor]
    assert [letter.person for letter in send_all()] == []
    (message,) = sink.messages
    assert message["Subject"] == "Returned: “Dockers win”"
    assert message["To"] == editor.email


def test_several_things_are_one_mail(editor, reviewer, sink):
    returned(editor, reviewer, "Dockers win")
    returned(editor, reviewer, "Teachers strike", note="Who says so?")
    long_ago(days=1)
    send_all()
    (message,) = [each for each in sink.messages if each["To"] == editor.email]
    assert message["Subject"].strip() == "Returned: “Dockers win” and 1 more thing"
    assert "2 things since yesterday" in message.get_body(["html"]).get_content()
    text = message.get_body(["plain"]).get_content()
    for words in ("Dockers win", "Teachers strike", "> Who says so?", "Rolf Reviewer returned it with a remark."):
        assert words in text
        assert words.removeprefix("> ") in message.get_body(["html"]).get_content()


def test_a_long_digest_names_some_and_counts_the_rest(editor, reviewer, sink):
    article = make_article(by=editor, title="Dockers win")
    for _again in range(23):
        telling.tell("remarked", [editor], by=reviewer, subject=article)
    long_ago(days=1)
    send_all()
    text = sink.messages[0].get_body(["plain"]).get_content()
    assert (text.count("Dockers win"), "and 3 more" in text) == (20, True)


def test_at_once_is_one_mail_for_each_event(editor, reviewer, sink):
    at_once(editor, "returned")
    returned(editor, reviewer, "Dockers win")
    returned(editor, reviewer, "Teachers strike")
    assert send_all() == [], "while it may be undone"
    long_ago(seconds=UNDO_SECONDS + 6)
    send_all()
    send_all()
    assert [each["Subject"] for each in sink.messages] == ["Returned: “Dockers win”", "Returned: “Teachers strike”"]


@pytest.fixture
def bell(monkeypatch):
    rung = []
    monkeypatch.setattr(tasks.post, "apply_async", lambda **how: rung.append(how["countdown"]))
    return rung


def test_the_post_is_rung_for_as_soon_as_an_answer_stands(editor, reviewer, bell, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        returned(editor, reviewer)
    assert bell == [], "nobody wants a mail at once"
    at_once(editor, "returned")
    with django_capture_on_commit_callbacks(execute=True):
        returned(editor, reviewer)
    (seconds,) = bell
    assert UNDO_SECONDS + enclosing.GRACE.seconds < seconds <= 16
    long_ago(seconds=seconds)
    assert [letter.person for letter in enclosing.enclose()] == [editor] * 2


def test_a_bell_that_is_out_of_order_hinders_no_act_and_is_pulled_once(
    editor, reviewer, monkeypatch, django_capture_on_commit_callbacks
):
    pulled = []

    def fail(**how):
        pulled.append(how)
        raise ConnectionError

    monkeypatch.setattr(tasks.post, "apply_async", fail)
    monkeypatch.setattr(enclosing._bell, "silent_until", 0)
    at_once(editor, "returned")
    with django_capture_on_commit_callbacks(execute=True):
        for _article in range(3):
            returned(editor, reviewer)
    assert (len(pulled), Article.objects.filter(status="returned").count()) == (1, 3)


def test_what_was_undone_is_in_no_mail(editor, reviewer, sink):
    at_once(editor, "returned")
    workflow.move(returned(editor, reviewer), "undo", by=reviewer)
    long_ago(minutes=5)
    assert send_all() == []


def test_what_was_read_in_the_app_is_in_no_mail(editor, reviewer, sink):
    at_once(editor, "returned")
    article = returned(editor, reviewer)
    long_ago(minutes=5)
    (letter,) = enclosing.enclose()
    telling.opened(article, editor)
    assert not letters.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, sink.messages) == ("needless", [])
    assert Notification.objects.get(person=editor).read_at


def test_what_has_been_answered_waits_in_no_mail(editor, reviewer, sink):
    other = make_user("reviewer")
    for title in ("Answered", "Waiting"):
        article = make_article(make_issue().sections.first(), by=editor, title=title)
        workflow.move(article, "submit", by=editor)
    workflow.move(Article.objects.get(title="Answered"), "approve", by=reviewer)
    long_ago(days=1)
    send_all()
    subjects = [each["Subject"] for each in sink.messages if each["To"] == other.email]
    assert subjects == ["Submitted: “Waiting”"]


def test_who_answers_has_read_what_waited(editor, reviewer):
    article = make_article(make_issue().sections.first(), by=editor)
    workflow.move(article, "submit", by=editor)
    workflow.move(article, "approve", by=reviewer)
    assert Notification.objects.get(person=reviewer).read_at


def test_news_of_long_ago_is_in_no_mail(editor, reviewer):
    returned(editor, reviewer)
    long_ago(days=4)
    assert enclosing.enclose() == []


def test_who_wants_no_mails_gets_none(editor, reviewer):
    returned(editor, reviewer)
    Notification.objects.filter(person=reviewer).delete()
    long_ago(days=1)
    mail_choices.choose(editor, {"returned": "none"})
    assert enclosing.enclose() == []
    mail_choices.choose(editor, {"everything": "none", "returned": "at once"})
    assert enclosing.enclose() == []


def test_the_hours_of_digests_are_the_offices_own(settings):
    settings.DIGEST_HOURS = [8, 14]
    with timezone.override("Europe/Zurich"):
        for now, hour in [("07:59", "14:00"), ("08:00", "08:00"), ("23:00", "14:00")]:
            moment = timezone.make_aware(datetime.datetime.fromisoformat(f"2026-10-25T{now}:00"))
            assert f"{timezone.localtime(enclosing.last_digest_hour(moment)):%H:%M}" == hour


def test_a_mail_speaks_the_persons_language_or_else_the_bulletins(editor, reviewer, sink):
    at_once(editor, "returned")
    article = returned(editor, reviewer)
    type(article.bulletin).objects.update(language="ru")
    long_ago(minutes=5)
    send_all()
    assert sink.messages[0]["Subject"] == "Возвращено: «Dockers win»"
    editor.language = "en"
    at_once(editor, "returned")
    editor.save()
    returned(editor, reviewer, "Teachers strike")
    long_ago(minutes=5)
    send_all()
    assert sink.messages[1]["Subject"] == "Returned: “Teachers strike”"


def test_headers_say_what_a_mail_is_and_what_it_belongs_to(editor, reviewer, sink):
    at_once(editor, "returned", "remarked")
    article, other = returned(editor, reviewer), returned(editor, reviewer, "Teachers strike")
    telling.tell("remarked", [editor], by=reviewer, subject=article)
    Notification.objects.filter(person=reviewer).delete()
    long_ago(minutes=5)
    send_all()
    threads = sorted(f"<article-{each.pk}@localhost>" for each in (article, article, other))
    assert sorted(each["In-Reply-To"] for each in sink.messages) == threads
    assert sorted(each["References"] for each in sink.messages) == threads
    for message in sink.messages:
        assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "en")
        assert message["List-Id"] == "<desk.localhost>"
        assert message["Date"].datetime.date() == timezone.now().date()
        assert re.fullmatch(r"<[0-9a-f-]{36}@localhost>", message["Message-ID"])
    assert len({each["Message-ID"] for each in sink.messages}) == 3


def test_a_digest_of_several_articles_belongs_to_none(editor, reviewer, sink):
    returned(editor, reviewer)
    returned(editor, reviewer, "Teachers strike")
    Notification.objects.filter(person=reviewer).delete()
    long_ago(days=1)
    send_all()
    assert sink.messages[0]["In-Reply-To"] is None


class Killed(BaseException):
    """Nothing that a worker could catch."""


def test_a_digest_whose_worker_died_after_sending_is_never_sent_again(editor, reviewer, sink, monkeypatch):
    returned(editor, reviewer)
    Notification.objects.filter(person=reviewer).delete()
    long_ago(days=1)
    (letter,) = enclosing.enclose()

    def die(*args, **fields):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(letters, "_settle", die)
        with pytest.raises(Killed):
            letters.send(letter.pk)
    assert len(sink.messages) == 1
    Letter.objects.update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    letters.sweep()
    letter.refresh_from_db()
    assert letter.status == "unknown"
    assert not letters.send(letter.pk)
    next_day = timezone.now() + datetime.timedelta(days=1)
    assert enclosing.enclose(next_day) == [], "nor is it in the next one"
    assert len(sink.messages) == 1


# An address at which nobody is.


def test_no_more_mails_go_where_nobody_is(editor, reviewer, sink):
    at_once(editor, "returned")
    waiting = Letter.objects.create(person=editor, kind="at once")
    Notification.objects.create(person=editor, event="returned", actor="x", article=make_article(), letter=waiting)
    returned(editor, reviewer)
    long_ago(minutes=5)
    sink.fail("RCPT", "550 5.1.1 no such person")
    send_all()
    sink.get_well()
    editor.refresh_from_db()
    assert (editor.refuses_mail, editor.refused_because) == (True, "550 5.1.1 no such person")
    assert not letters.send(waiting.pk), "one that was written before"
    waiting.refresh_from_db()
    assert waiting.status == "needless"
    returned(editor, reviewer, "Teachers strike")
    long_ago(minutes=5)
    assert [letter.person for letter in enclosing.enclose() if letter.person == editor] == []
    editor.email = "edith.editor@example.org"
    editor.save()
    send_all()
    assert [(each["To"], each["Subject"]) for each in sink.messages] == [
        ("edith.editor@example.org", "Returned: “Teachers strike”")
    ]


@pytest.mark.parametrize(("command", "answer"), [("RCPT", "450 busy"), ("RCPT", "554 spam"), ("DATA", "550 too long")])
def test_other_refusals_say_nothing_of_the_address(editor, reviewer, sink, command, answer):
    at_once(editor, "returned")
    returned(editor, reviewer)
    long_ago(minutes=5)
    sink.fail(command, answer)
    send_all()
    editor.refresh_from_db()
    assert not editor.refuses_mail


def test_the_person_is_told_in_the_app_and_may_try_again(editor, client):
    client.force_login(editor)
    assert "No mails get to" not in client.get("/desk/notifications/").content.decode()
    mail_choices.mark_refused(editor.email.upper(), "550 no such person")
    for page in ("/desk/notifications/", "/desk/notifications/settings/"):
        shown = client.get(page).content.decode()
        assert f"No mails get to {editor.email}: the mail server refuses them for good." in shown
        assert "550 no such person" in shown
    choices = dict.fromkeys(Notification.Event.values, "at once")
    client.post("/desk/notifications/settings/", choices)
    editor.refresh_from_db()
    assert editor.refuses_mail
    client.post("/desk/notifications/settings/", {**choices, "try_again": "on"})
    editor.refresh_from_db()
    assert not editor.refuses_mail


def test_administrators_find_whom_no_mails_reach(editor, reviewer, administrator, client):
    administrator.is_staff = True
    administrator.save()
    client.force_login(administrator)
    mail_choices.mark_refused(editor.email, "550 no such person")
    page = client.get("/admin/editorial/user/?mails=refused").content.decode()
    assert ("Edith Editor" in page, "Rolf Reviewer" in page) == (True, False)
    assert "550 no such person" in client.get(f"/admin/editorial/user/{editor.pk}/change/").content.decode()
    client.post("/admin/editorial/user/", {"action": "try_address_again", "_selected_action": [editor.pk]})
    editor.refresh_from_db()
    assert not editor.refuses_mail


# Stopping mails from the mail itself.


def one_click(message):
    """What a mail program does: a POST without cookies to the address of the header."""
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://localhost:8000(\S+)>", message["List-Unsubscribe"].strip())[1]
    data = {"List-Unsubscribe": "One-Click"}
    return Client(enforce_csrf_checks=True).post(address, data)


def test_one_click_stops_the_event_of_the_mail(editor, reviewer, sink, client):
    at_once(editor, "returned", "approved")
    returned(editor, reviewer)
    long_ago(minutes=5)
    send_all()
    response = one_click(sink.messages[0])
    assert response.status_code == 200
    assert "No more mails will come about this" in response.content.decode()
    editor.refresh_from_db()
    assert editor.mail_choices == {"returned": "none", "approved": "at once"}
    assert one_click(sink.messages[0]).status_code == 200, "again is no error"
    returned(editor, reviewer)
    long_ago(minutes=5)
    assert send_all() == []
    gone = mail_links.link(make_user(pk=10**9), "returned").removeprefix("http://localhost:8000")
    User.objects.filter(pk=10**9).delete()
    assert client.post(gone).status_code == 200, "nor is it one that they are gone"


def test_one_click_in_a_digest_stops_all_mails(editor, reviewer, sink):
    returned(editor, reviewer)
    Notification.objects.filter(person=reviewer).delete()
    long_ago(days=1)
    send_all()
    assert one_click(sink.messages[0]).status_code == 200
    editor.refresh_from_db()
    assert mail_choices.wants_none(editor)


def test_following_a_link_changes_nothing(editor, client):
    path = mail_links.link(editor, "returned").removeprefix("http://localhost:8000")
    page = client.get(path)
    assert "No more mails about this" in page.content.decode()
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    editor.refresh_from_db()
    assert editor.mail_choices == {}


def test_the_link_to_everything_may_stop_one_event(editor, client):
    path = mail_links.link(editor).removeprefix("http://localhost:8000")
    client.post(path, {"event": "remarked"})
    client.post(path, {"event": "unheard-of"})
    editor.refresh_from_db()
    assert editor.mail_choices == {"remarked": "none", "everything": "none"}


def test_a_link_to_one_event_stops_no_other(editor, client):
    client.post(mail_links.link(editor, "returned").removeprefix("http://localhost:8000"), {"event": "approved"})
    editor.refresh_from_db()
    assert editor.mail_choices == {"returned": "none"}


def test_a_forged_link_is_none(editor, client):
    path = mail_links.link(editor, "returned").removeprefix("http://localhost:8000")
    for forged in (path.replace("returned", "approved"), path[:-3] + "xx/", "/mail/1-returned/", "/mail/x/"):
        assert client.post(forged).status_code == 404, forged


# Together.


def test_two_sweeps_enclose_a_thing_once(editor, reviewer, monkeypatch):
    at_once(editor, "returned")
    returned(editor, reviewer)
    long_ago(minutes=5)
    waiting = list(enclosing._waiting(timezone.now()))
    monkeypatch.setattr(enclosing, "_waiting", lambda now: waiting)
    assert [len(enclosing.enclose()), len(enclosing.enclose())] == [1, 0]
    assert Letter.objects.count() == 1


def test_what_is_told_later_than_its_hours_digest_is_in_the_next(editor, reviewer):
    returned(editor, reviewer)
    Notification.objects.filter(person=reviewer).delete()
    hour = enclosing.last_digest_hour(timezone.now())
    Notification.objects.filter(person=editor).update(ready_at=hour - datetime.timedelta(minutes=1))
    Letter.objects.create(person=editor, kind="digest", slot=hour)
    assert enclosing.enclose() == []
    later = hour + datetime.timedelta(hours=19)
    assert [letter.kind for letter in enclosing.enclose(later)] == ["digest"]

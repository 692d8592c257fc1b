"""The list of what a person was told, the number in the bar, and what they choose to get by mail."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial import telling, workflow
from editorial.models import Notification
from tests.factories import make_article, make_issue, make_user

from .counting import assert_same_queries

pytestmark = pytest.mark.django_db
LIST = "/desk/notifications/"


def page(browser, address=LIST):
    return browser.get(address).content.decode()


def submitted(editor, **fields):
    return workflow.move(make_article(make_issue().sections.first(), by=editor, **fields), "submit", by=editor)


def test_the_bar_counts_what_is_unread_and_ripe(sign_in, editor, reviewer):
    article = submitted(editor)
    assert "1 unread notification" in page(sign_in(reviewer), "/desk/")
    workflow.move(article, "return", by=reviewer, note="No.")
    assert "0 unread notifications" in page(sign_in(editor), "/desk/"), "it may still be undone"
    Notification.objects.update(ready_at=timezone.now())
    assert "1 unread notification" in page(sign_in(editor), "/desk/")


def test_a_row_is_a_sentence_that_leads_to_the_thing(sign_in, editor, reviewer):
    article = submitted(editor, title="Dockers win")
    issue = article.issue
    telling.tell("published", [reviewer], by=make_user(name="Paula"), subject=issue)
    telling.tell("deadline", [reviewer], by="clock", subject=issue, deadline=timezone.now())
    shown = page(sign_in(reviewer))
    assert f'<a href="/desk/review/{article.pk}/">Dockers win</a>' in shown
    assert "Edith Editor submitted it. It waits for an answer." in shown
    assert f'<a href="/desk/issues/{issue.pk}/">{issue}</a>' in shown
    assert "Paula published it." in shown
    reviewer.language = "ru"
    reviewer.save()
    assert "Edith Editor отправляет статью на проверку; нужно решение." in page(sign_in(reviewer))


def test_a_remark_is_led_to_by_its_own_address(sign_in, editor, reviewer):
    article = submitted(editor)
    workflow.move(article, "return", by=reviewer, note="Check the figure.")
    Notification.objects.update(ready_at=timezone.now())
    remark = article.remarks.get()
    shown = page(sign_in(editor))
    assert f"/desk/articles/{article.pk}/#remark-{remark.pk}" in shown
    assert "Check the figure." in shown


def test_nobody_sees_what_others_were_told(sign_in, editor, reviewer):
    submitted(editor, title="Dockers win")
    assert "Dockers win" not in page(sign_in(make_user("publisher")))


@pytest.mark.parametrize("name", ["article", "edit-article"])
def test_opening_the_article_reads_what_was_told_of_it(sign_in, editor, name):
    colleague = make_user("editor")
    article, other = make_article(), make_article()
    for subject in (article, other):
        telling.tell("assigned", [editor], by=colleague, subject=subject)
    sign_in(editor).get(reverse(f"desk:{name}", args=[article.pk]))
    unread = Notification.objects.filter(person=editor).unread()
    assert [each.article for each in unread] == [other]


def test_the_reviewers_screen_reads_what_it_shows_and_not_what_its_script_fetches_ahead(sign_in, editor, reviewer):
    article = submitted(editor)
    address = reverse("desk:review", args=[article.pk])
    sign_in(reviewer).get(address + "?part")
    assert Notification.objects.filter(person=reviewer).unread().exists()
    sign_in(reviewer).get(address)
    assert not Notification.objects.filter(person=reviewer).unread().exists()


def test_the_reviewers_screen_says_whom_the_answer_goes_to(sign_in, editor, reviewer):
    article = submitted(editor)
    workflow.move(article, "approve", by=reviewer)
    assert "Edith Editor is told in a few seconds." in page(sign_in(reviewer), "/desk/review/")


def test_opening_the_issue_reads_what_was_told_of_it_alone(sign_in, editor, reviewer):
    article = submitted(editor)
    telling.tell("published", [reviewer], by=editor, subject=article.issue)
    sign_in(reviewer).get(reverse("desk:issue", args=[article.issue.pk]))
    assert [each.event for each in Notification.objects.filter(person=reviewer).unread()] == ["submitted"]


def test_what_is_not_ripe_is_not_read_by_chance(sign_in, editor, reviewer):
    article = submitted(editor)
    workflow.move(article, "return", by=reviewer, note="No.")
    sign_in(editor).get(reverse("desk:article", args=[article.pk]))
    assert Notification.objects.get(person=editor).read_at is None


def test_all_are_marked_as_read_by_a_post(sign_in, editor, reviewer):
    submitted(editor)
    browser = sign_in(reviewer)
    assert browser.get("/desk/notifications/read/").status_code == 405
    assert browser.post("/desk/notifications/read/")["Location"] == LIST
    assert not Notification.objects.filter(person=reviewer).unread().exists()


def test_the_list_is_narrowed_by_event_and_to_unread(sign_in, editor, reviewer):
    article = submitted(editor, title="Submitted")
    telling.tell("published", [reviewer], by=editor, subject=article.issue)
    Notification.objects.filter(event="submitted").update(read_at=timezone.now())
    browser = sign_in(reviewer)
    assert "Paula" not in page(browser, LIST + "?event=submitted")
    assert ">Submitted</a>" in page(browser, LIST + "?event=submitted")
    assert ">Submitted</a>" not in page(browser, LIST + "?unread=on")
    assert "You were told nothing that fits." in page(browser, LIST + "?event=approved")
    assert browser.get(LIST + "?event=nonsense&page=x").status_code == 200


def test_the_list_is_paged_and_takes_the_same_queries_for_any_length(sign_in, editor, reviewer):
    browser = sign_in(reviewer)

    def make_rows(count):
        for _row in range(count):
            submitted(editor)

    assert_same_queries(browser, LIST, make_rows)
    newest = Notification.objects.order_by("-ready_at", "-pk").first()
    assert page(browser).index(newest.article.title) < page(browser).index("Page 1 of 2")


def test_the_screen_of_an_act_says_whom_it_told(sign_in, editor, reviewer):
    article = make_article(make_issue().sections.first(), by=editor, title="Dockers win")
    move = lambda user, verb: sign_in(user).post(f"/desk/articles/{article.pk}/{verb}/", {"note": ""}, follow=True)  # noqa: E731
    assert "is now in review. Told: Rolf Reviewer." in move(editor, "submit").content.decode()
    assert "Edith Editor is told in a few seconds." in move(reviewer, "approve").content.decode()


def test_what_comes_by_mail_is_chosen_event_by_event(sign_in, editor):
    browser = sign_in(editor)
    address = "/desk/notifications/settings/"
    assert "A digest comes at 8:00, 14:00" in page(browser, address)
    chosen = dict.fromkeys(Notification.Event.values, "digest") | {"returned": "at once", "remarked": "none"}
    assert browser.post(address, chosen | {"everything": "on"}).status_code == 302
    editor.refresh_from_db()
    assert editor.mail_choices == chosen | {"everything": "none"}
    assert browser.post(address, chosen).status_code == 302
    editor.refresh_from_db()
    assert editor.mail_choices == chosen
    assert browser.post(address, chosen | {"returned": "by pigeon"}).status_code == 422


def test_old_rows_of_one_second_keep_their_order(sign_in, editor, reviewer):
    for title in ("First", "Second"):
        submitted(editor, title=title)
    Notification.objects.update(ready_at=timezone.now() - datetime.timedelta(days=1))
    shown = page(sign_in(reviewer))
    assert shown.index(">Second</a>") < shown.index(">First</a>")

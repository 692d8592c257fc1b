"""What the house says is read in the language of its reader, whoever acted; people's own words stay as typed."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from editorial import answers, composing, inviting, notices, revisions, workflow
from editorial.actors import DONE
from editorial.models import Article, Letter, Notification, Record, Review, User
from editorial.permissions import CLOCK
from editorial.said import Said, coded, read
from exports import clock
from tests.editorial.test_inviting import NADIA, waiting
from tests.factories import make_approved, make_article, make_issue, make_ready_issue, make_user

CYRILLIC = re.compile("[а-яё]")


def both(text):
    """The same text to an English and to a Russian reader."""
    said = []
    for language in ("en", "ru"):
        with override(language):
            said.append(str(text() if callable(text) else text))
    return said


def test_ours_is_said_in_each_language_and_comes_back_the_same():
    ours = Said("“%(title)s” is %(status)s, not approved.", title="50 % off", status=Article.Status.DRAFT.label)
    for each in (ours, read(coded(ours))):
        assert both(each) == ["“50 % off” is draft, not approved.", "Статья «50 % off» не одобрена: черновик."]
    assert coded(read(coded(ours))) == coded(ours)
    with override("ru"):
        assert coded(Said("Changed: %(fields)s.", fields=[gettext_lazy("byline")])) == coded(
            Said("Changed: %(fields)s.", fields=[Said("byline")])
        )


@pytest.mark.parametrize("own", ["Check the figure.", "said: 5 %", "Изменено: автор.", "{}", " ", ""])
def test_own_words_stay_as_typed(own):
    assert read(coded(own)) == own


def test_several_reasons_stand_one_after_the_other():
    several = Said.all([Said("There is no text."), "Мои слова.", gettext_lazy("This text was never approved.")])
    assert both(read(coded(several))) == [
        "There is no text. Мои слова. This text was never approved.",
        "Текста нет. Мои слова. Этот текст никогда не одобряли.",
    ]


@pytest.mark.django_db
def test_every_kind_of_notice(editor):
    article, issue = make_article(by=editor), make_issue()
    for event in Notification.Event:
        about = {"issue": issue} if event == "published" else {"article": article}
        row = Notification(event=event, actor="clock", deadline=timezone.now(), **about)
        for words in (lambda row=row: notices.subject(row), lambda row=row: notices.sentence(row)):
            english, russian = both(words)
            assert (bool(CYRILLIC.search(english)), bool(CYRILLIC.search(russian))) == (False, True), event


def test_every_kind_of_record():
    for verb, words in DONE.items():
        english, russian = both(words)
        assert (bool(CYRILLIC.search(english)), bool(CYRILLIC.search(russian))) == (False, True), verb


@pytest.fixture
def withdrawn(editor, reviewer):
    """An approval that a Russian edit withdrew."""
    article = make_approved(make_article(make_issue().sections.first(), by=editor, title="Dockers win"), by=reviewer)
    with override("ru"):
        Article.objects.filter(pk=article.pk).update(byline="Somebody else", country="Chile")
        revisions.keep(article, by=editor)
    return article


WITHDRAWN = ["Changed: Country of the source, byline.", "Изменено: Страна источника, автор."]


@pytest.mark.django_db
def test_the_fields_of_a_withdrawn_approval(withdrawn, reviewer):
    assert both(Record.objects.get(verb="amend").note) == WITHDRAWN
    assert both(Review.objects.get().withdrawn_because) == WITHDRAWN
    notice = Notification.objects.get(event="withdrawn")
    assert both(notice.note) == WITHDRAWN
    letter = Letter(person=reviewer, kind="at once")
    for language, said in zip(("en", "ru"), WITHDRAWN, strict=True):
        letter.language = language
        with override(language):
            composing._write(letter, [notice])
        assert said in letter.text
        assert said in letter.html


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["desk:notifications", "desk:records", "desk:article", "desk:article-story-file"])
def test_each_page_says_it_to_its_reader(withdrawn, reviewer, client, page):
    client.force_login(reviewer)
    for language, said in zip(("en", "ru"), WITHDRAWN, strict=True):
        User.objects.filter(pk=reviewer.pk).update(language=language)
        with override("en"):  # an answer leaves the language of its reader behind
            response = client.get(reverse(page, args=[withdrawn.pk] if "article" in page else []))
            content = b"".join(response.streaming_content) if response.streaming else response.content
        assert said in content.decode()


@pytest.mark.django_db
def test_own_words_of_a_spike_are_everybodys(editor, reviewer):
    article = make_approved(make_article(by=editor), by=reviewer)
    workflow.move(article, "spike", by=editor, note="Уже печатали.")
    assert both(Notification.objects.get(event="withdrawn").note) == ["Уже печатали."] * 2
    assert answers.approval_of(article) is None


@pytest.mark.django_db
def test_an_authors_own_invitation():
    both_roles = make_user("editor", "publisher")
    with override("ru"):
        inviting.ask(waiting(by=both_roles), **NADIA, by=both_roles)
    who = f"{NADIA['name']}, {NADIA['email']}."
    assert both(Record.objects.get(verb="invite").note) == [
        f"{who} Asked by somebody who wrote the text.",
        f"{who} Запрос отправил один из авторов текста.",
    ]


@pytest.mark.django_db
def test_why_an_issue_was_kept_back_is_said_once_in_both_languages(publisher):
    issue = make_ready_issue(articles=1)
    type(issue).objects.update(publish_at=timezone.now() + datetime.timedelta(hours=1))
    workflow.move(issue, "schedule", by=publisher)
    Article.objects.update(title="Changed")
    for language in ("ru", "en"):
        with override(language):
            assert not clock.release(issue)
    record = issue.records.get(verb="keep back")
    assert record.actor == str(CLOCK)
    assert both(record.note) == [
        "“Changed” is not the text that was approved.",
        "Текст статьи «Changed» изменился после одобрения.",
    ]

"""What is Russian is Russian throughout, and the choice of it is kept. The catalogue itself: tests/test_house.py."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from editorial import workflow
from editorial.models import Article, Issue, Version
from editorial.progress import Progress
from editorial.templatetags.desk import actor
from exports import wording
from exports.models import Edition
from tests.factories import make_approved, make_article, make_bulletin, make_issue, make_user

LATIN = re.compile(r"[A-Za-z]{3,}")
# Names and signs that are the same in every language.
SAME = {
    "Bulletin",
    "English",
    "PDF",
    "UTF",
    "Alt",
    "Ctrl",
    "Esc",
    "Escape",
    "https",
    "UTC",
    "JPEG",
    "PNG",
    "WebP",
    "GIF",
}
NO_PICTURES = {"illustrations-TOTAL_FORMS": "0", "illustrations-INITIAL_FORMS": "0"}
TEXT = """Вестник
Обзор труда
Выпуск 47.2026
16.11.2026 - 22.11.2026
Мир труда

Новое соглашение / Бразилия, Ноябрь, 2026
Ключевые слова: порты

Первый абзац.
"""


@pytest.fixture
def office(db):
    """An office that writes in Russian: whatever Latin words its pages show are ours."""
    person = make_user("publisher", name="Мария Лебедева", email="м@пример.рф", language="ru")
    bulletin = make_bulletin("Вестник", sections=("Мир труда", "Культура"), slug="v", language="ru", label="Выпуск")
    issue = make_issue(bulletin, by=person)
    articles = [russian_article(issue.sections.first(), person) for _index in range(4)]
    russian_article(None, person, bulletin=bulletin)
    reviewer = make_user("reviewer", name="Пётр Ильин", email="п@пример.рф", language="ru")
    make_approved(articles[0], by=reviewer)
    workflow.move(articles[1], "submit", by=person)
    workflow.move(make_approved(articles[2], by=reviewer), "return", by=reviewer, note="Проверьте число.")
    return {"person": person, "issue": issue.pk, "article": articles[2].pk, "section": issue.sections.first().pk}


def russian_article(section, by, **fields):
    russian = {"country": "Бразилия", "byline": "А. Автор", "source_name": "Почта", "body": "<p>Текст.</p>"}
    article = make_article(section, by=by, keywords=["порты"], title="Заголовок", **russian, **fields)
    article.illustrations.create(place=0, caption="Порт утром")
    return article


PAGES = [
    ("home", ""), ("issue", "issue"), ("publish", "issue"), ("schedule", "issue"), ("withdraw", "issue"),
    ("add-section", "issue"), ("edit-section", "section"), ("articles", ""), ("article", "article"),
    ("edit-article", "article"), ("new-article", ""), ("review", ""), ("keywords", ""), ("records", ""),
    ("intake", ""), ("password", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "subject"), PAGES, ids=[name for name, _subject in PAGES])
def test_a_russian_page_has_no_english_on_it(client, office, name, subject):
    client.force_login(office["person"])
    response = client.get(reverse(f"desk:{name}", args=[office[subject]] if subject else []))
    assert (response.status_code, english_in(response)) == (200, [])


def test_a_russian_intake_has_no_english_on_it(client, office):
    client.force_login(office["person"])
    response = client.post("/desk/intake/", {"text": TEXT, "preview": "1"})
    assert (response.status_code, english_in(response)) == (200, [])


def test_refusals_are_russian_too(client, office):
    client.force_login(office["person"])
    issue = Issue.objects.get(pk=office["issue"])
    refused = [
        client.get("/nowhere/at/all/"),
        client.post(reverse("desk:publish", args=[issue.pk]), {"note": ""}),
        client.post(reverse("desk:schedule", args=[issue.pk]), {"publish_at": "2020-01-01T09:00"}),
        client.post(reverse("desk:edit-article", args=[office["article"]]), {"title": "", **NO_PICTURES}),
        client.post(reverse("desk:intake"), {"text": ""}),
        client.post("/desk/password/", {"old_password": "1", "new_password1": "2", "new_password2": "3"}),
    ]
    assert [english_in(response) for response in refused] == [[]] * len(refused)


@pytest.mark.django_db
def test_the_doors_are_russian_for_a_russian_browser(client):
    pages = [client.get(path, headers={"Accept-Language": "ru"}) for path in ("/", "/desk/sign-in/")]
    assert [(response.status_code, english_in(response)) for response in pages] == [(200, []), (200, [])]


def english_in(response):
    """Latin words a reader meets: in the text, and in what stands for text."""
    html = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", "", response.content.decode(), flags=re.DOTALL)
    said = re.findall(r'\s(?:aria-label|title|placeholder|alt)="([^"]*)"', html)
    text = unescape(" ".join([re.sub(r"<[^>]*>", " ", html), *said]))
    return sorted(set(LATIN.findall(text)) - SAME)


@pytest.mark.django_db
def test_the_choice_of_a_language_stays_with_the_person(editor):
    def page_of(person):
        """On another device: nothing is known there but the account."""
        device = Client()
        device.force_login(person)
        return device.get("/desk/articles/").content.decode()

    here = Client()
    here.force_login(editor)
    here.post("/desk/language/", {"language": "ru", "next": "/desk/articles/"})
    colleague = make_user("editor")
    assert ["<h1>Статьи</h1>" in page_of(person) for person in (editor, colleague)] == [True, False]


@pytest.mark.django_db
def test_the_choice_of_a_stranger_stays_in_the_browser(client):
    client.post("/desk/language/", {"language": "ru", "next": "/desk/sign-in/"})
    assert '<html lang="ru">' in client.get("/desk/sign-in/").content.decode()
    assert '<html lang="en">' in Client().get("/desk/sign-in/").content.decode()


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 статья"), (2, "2 статьи"), (5, "5 статей"), (11, "11 статей"), (21, "21 статья")]
)
def test_russian_numbers_bend_their_words(count, said):
    with translation.override("ru"):
        assert ngettext("%(count)d article", "%(count)d articles", count) % {"count": count} == said


@pytest.mark.parametrize(
    ("countries", "printed"),
    [
        ([], "0 статей"),
        (["Китай", "Бразилия"], "2 статьи: Бразилия и Китай"),
        ([f"Страна {number}" for number in range(12)], "12 статей из 12 стран"),
    ],
)
def test_a_russian_cover_says_what_is_inside(countries, printed):
    with translation.override("ru"):
        assert wording.inside([{"country": country} for country in countries]) == printed


def test_one_english_word_is_several_russian_ones():
    with translation.override("ru"):
        progress = Progress({"approved": 3, "returned": 5, "draft": 1})
        said = [
            *(status.label for status in (Article.Status.APPROVED, Issue.Status.PUBLISHED, Edition.Status.PUBLISHED)),
            Version.Occasion.PUBLISHED.label,
            *(segment.label for segment in progress.segments),
            actor("clock"),
        ]
        said = [str(word) for word in said]
    statuses = ["одобрена", "опубликован", "опубликовано", "опубликована"]
    assert said == [*statuses, "3 одобрены", "5 возвращено", "1 черновик", "таймер"]

"""The page beside the text, over HTTP: what is typed is what is shown, and nothing is kept of it."""

import base64
import io
import json
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from editorial import picture_memory
from editorial.models import Article, Keyword, Record, WorkingCopy
from exports import budget
from exports.models import Proof
from exports.preview import job_of
from exports.rendering.preview import Preview
from tests.editorial.desk.typing import as_typed
from tests.factories import make_article, make_bulletin, make_issue, make_published_at, make_user

LONG = "<p>A line that is repeated until there are pages enough, and then once more for good measure.</p>" * 200


@pytest.fixture
def article(editor):
    return make_article(make_issue().sections.first(), by=editor, body="<p>Kept text.</p>")


@pytest.fixture
def look(client):
    """What the preview answers to these fields, as one object: `pages`, and what else was said."""

    def look(user, article=None, bulletin=None, **typed):
        client.force_login(user)
        address = reverse("mill:preview", args=[article.pk]) if article else _new(bulletin)
        answer = client.post(address, {"pixels": 300, **as_typed(article, **typed)})
        assert answer.status_code == 200
        lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
        said = {name: value for line in lines if "page" not in line for name, value in line.items()}
        return SimpleNamespace(pages=[line for line in lines if "page" in line], **said)

    return look


def _new(bulletin):
    return f"{reverse('mill:new-preview')}?bulletin={bulletin.pk}"


def digests(answer):
    return [page["digest"] for page in answer.pages]


def rows():
    return [list(model.objects.values()) for model in (Article, Keyword, Record, WorkingCopy)]


def test_a_page_comes_as_a_picture_of_the_wanted_width(look, editor, article):
    answer = look(editor, article)
    (page,) = answer.pages
    picture = Image.open(io.BytesIO(base64.b64decode(page["data"].removeprefix("data:image/png;base64,"))))
    assert (answer.done, answer.said, picture.size) == (1, "1 page", (300, 425))
    assert len(picture.getcolors(100000)) > 20


def test_what_is_typed_is_shown_and_not_kept(look, editor, article):
    kept, before = look(editor, article), rows()
    typed = look(editor, article, body="<p>New text.</p>", keywords="a_new_keyword, wages", title="New title")
    assert rows() == before
    Article.objects.filter(pk=article.pk).update(body="<p>New text.</p>", title="New title")
    article.refresh_from_db()
    article.set_keywords(["a_new_keyword", "wages"])
    assert digests(typed) == digests(look(editor, article)) != digests(kept)


def test_it_is_cleaned_as_it_would_be_when_saved(look, editor, article):
    clean = look(editor, article, body="<p>Safe</p>")
    assert digests(look(editor, article, body="<p onclick=x>Safe</p><script>alert(1)</script>")) == digests(clean)


@pytest.mark.parametrize(
    "typed",
    [
        {"title": ""},
        {"month": "13"},
        {"year": "never"},
        {"section": "999999"},
        {"published_on": "soon"},
        {"editor": ""},
    ],
)
def test_a_field_that_is_not_valid_stands_as_it_was(look, editor, article, typed):
    assert digests(look(editor, article, **typed)) == digests(look(editor, article))


def test_what_would_be_asked_back_is_shown_as_it_is_typed(look, editor, article):
    Keyword.objects.create(name="sergey_lavrov", slug="sergey_lavrov")
    assert digests(look(editor, article, keywords="sergeyr_lavrov")) != digests(look(editor, article))


def test_a_form_with_nothing_in_it_is_no_error(client, editor, article):
    client.force_login(editor)
    answer = client.post(reverse("mill:preview", args=[article.pk]))
    assert b'"done": 1' in b"".join(answer.streaming_content)


def test_pages_that_the_browser_has_are_not_sent_again(look, editor, article):
    first = look(editor, article, body=LONG)
    again = look(editor, article, body=LONG.replace("until", "till", 1), known=" ".join(digests(first)))
    assert [page["data"] is None for page in again.pages] == [False, *[True] * (len(first.pages) - 1)]


def test_a_new_article_is_shown_as_well(look, editor):
    bulletin = make_bulletin()
    answer = look(editor, bulletin=bulletin, title="Title", body="<p>Text.</p>")
    assert (answer.done, Article.objects.count()) == (1, 0)


def test_of_no_bulletin_there_is_no_new_article(client, editor):
    client.force_login(editor)
    assert client.post(reverse("mill:new-preview")).status_code == 404


def test_only_those_who_may_write_see_it(client, reviewer, article):
    client.force_login(reviewer)
    assert client.post(reverse("mill:preview", args=[article.pk])).status_code == 403
    assert client.post(_new(article.bulletin)).status_code == 403


def test_it_is_nobodys_who_does_not_work_here(client, article):
    client.force_login(make_user())
    assert client.post(reverse("mill:preview", args=[article.pk])).status_code == 404


def test_an_article_that_may_not_be_edited_is_not_set(client, editor, article):
    make_published_at(article.issue)
    client.force_login(editor)
    assert client.post(reverse("mill:preview", args=[article.pk])).status_code == 403


def test_the_page_of_the_proof_is_named(look, editor, article):
    Proof.objects.create(issue=article.issue, page_of={article.anchor: 17}, pages=64)
    assert look(editor, article).place == "page 17 of the proof"
    job = job_of(article, {**_content(article)}, article.section, SimpleNamespace(page=17, pages=64), 300)
    assert (job["first"], job["of"]) == (17, 64)


def test_without_a_proof_its_page_is_an_estimate(look, editor, article):
    for _time in range(3):
        make_article(article.section, by=editor, body=f"<p>{'word ' * 700}</p>")
    last = make_article(article.section, by=editor)
    assert look(editor, article).place == "about page 3, estimated"
    assert look(editor, last).place == "about page 7, estimated"
    assert look(editor, last, section="").place == ""


def test_the_estimate_takes_a_constant_number_of_queries(article, django_assert_num_queries):
    section, last = article.section, Article.objects.select_related("bulletin").get(pk=article.pk)
    for _time in range(2):
        make_article(section)
        with django_assert_num_queries(2):
            budget._page_about(last, section)


def _content(article):
    from editorial.content import printed

    return printed(article)


def test_the_first_of_a_section_brings_its_head(look, editor, article):
    second = make_article(article.section, by=editor, body="<p>Kept text.</p>")
    heads = [
        job_of(each, _content(each), each.section, None, 300)["html"].count("section-head")
        for each in (article, second)
    ]
    assert heads == [1, 0]


def test_a_stored_picture_is_on_the_page(look, editor, article):
    plain = look(editor, article)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "#456").save(buffer, "PNG")
    file = default_storage.save("pictures/quay.png", ContentFile(buffer.getvalue()))
    article.illustrations.create(file=file, width=300, height=200, caption="A quay")
    assert digests(look(editor, article)) != digests(plain)
    removed = look(editor, article, **{"illustrations-0-DELETE": "on"})
    assert digests(removed) == digests(plain)
    assert article.illustrations.count() == 1


def test_a_picture_that_was_just_sent_is_on_the_page(look, editor, article):
    plain, picture = look(editor, article), _kept_picture()
    fields = {"illustrations-0-picture": picture.sha256, "illustrations-0-caption": "A quay"}
    shown = look(editor, article, **fields)
    assert digests(shown) != digests(plain)
    assert article.illustrations.count() == 0
    values = {name: getattr(picture, name) for name in ("sha256", "width", "height")}
    article.illustrations.create(file=picture.file.name, caption="A quay", **values)
    assert digests(look(editor, article)) == digests(shown)


def _kept_picture():
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "#654").save(buffer, "PNG")
    return picture_memory.take_in(SimpleUploadedFile("quay.png", buffer.getvalue()))


def test_a_broken_layout_says_why(look, editor, article):
    article.illustrations.create(file="pictures/gone.png", width=30, height=20)
    answer = look(editor, article)
    assert (answer.pages, answer.failed) == ([], "This picture is missing or broken: pictures/gone.png")


def test_the_limit_of_pages_holds(look, editor, article, settings):
    settings.PRESS_PAGES = 2
    answer = look(editor, article, body=LONG)
    assert (len(answer.pages) <= 2, answer.failed) == (True, "It has more pages than a text may (2).")


def test_faults_of_the_page_come_in_words(look, editor, article):
    words = "The council recommended on Friday that the wage be raised from March, and the unions had asked for it "
    bodies = [f"<p>{words}{'x' * letters} ok.</p>" for letters in range(38, 54)]
    found = {
        fault["what"] for body in bodies for page in look(editor, article, body=body).pages for fault in page["faults"]
    }
    assert found == {"a single short word on a last line"}


def test_a_newer_text_replaces_an_older_one(article):
    def job(body):
        return {**job_of(article, {**_content(article), "body": body}, article.section, None, 300), "known": set()}

    first, second = Preview(1, job(LONG * 4)), Preview(1, job("<p>Newer.</p>"))
    other = Preview(2, job("<p>Somebody else's.</p>"))
    assert (len(list(second)), len(list(other))) == (1, 1)
    assert len(list(first)) < 3


def test_an_answer_that_nobody_reads_is_not_made(article):
    job = {**job_of(article, {**_content(article), "body": LONG * 4}, article.section, None, 300), "known": set()}
    pages = iter(Preview(3, job))
    assert next(pages)["page"] == 1
    pages.close()
    assert len(list(Preview(3, {**job, "html": job["html"].replace("repeated", "said again")}))) > 10

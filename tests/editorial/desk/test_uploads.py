"""Pictures sent to the desk by themselves, and how the office remembers them."""

import re
import threading

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from editorial import picture_memory
from editorial.models import Picture
from tests.factories import make_article, make_issue, make_user

from .test_pictures import drawn, upload
from .typing import as_typed

pytestmark = pytest.mark.django_db
SEND = "/desk/pictures/"


def send(browser, data=None, name="p.jpg", **query):
    return browser.post(SEND, {"file": upload(data or drawn(), name)}, query_params=query)


def new_row(sha256, index=0, **fields):
    data = {"picture": sha256, "place": 0, "position": 0, "caption": "", "credit": "", "alt": "", **fields}
    return {f"illustrations-{index}-{name}": value for name, value in data.items()}


def edit(article):
    return reverse("desk:edit-article", args=[article.pk])


def test_it_is_kept_and_told(sign_in, editor):
    answer = send(sign_in(editor), drawn(size=(1200, 800)))
    picture = Picture.objects.get()
    assert answer.json() == {
        "sha256": picture.sha256,
        "url": f"/desk/pictures/{picture.sha256}/",
        "width": 1200,
        "height": 800,
        "placed": "1200 × 800, 242 dpi on the page",
        "is_coarse": False,
        "known": {"credit": "", "alt": "", "used": []},
    }
    assert (picture.by, picture.file.name) == (editor, f"pictures/{picture.sha256[:2]}/{picture.sha256}.jpg")


def test_the_paper_decides_how_fine_it_is(sign_in, editor):
    told = send(sign_in(editor), drawn(size=(700, 400)), paper="A5").json()
    assert (told["placed"], told["is_coarse"]) == ("700 × 400, 153 dpi on the page", False)
    told = send(sign_in(editor), drawn(size=(700, 400)), paper="papyrus").json()
    assert (told["placed"], told["is_coarse"]) == ("700 × 400, 141 dpi on the page", True)


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"<html><script>alert(1)</script>", drawn("TIFF")])
def test_a_refusal_is_a_sentence(sign_in, editor, data):
    answer = send(sign_in(editor), data)
    assert (answer.status_code, answer.json()) == (422, {"error": "This is not a JPEG, PNG, WebP or GIF picture."})
    assert not Picture.objects.exists()
    assert sign_in(editor).post(SEND).json() == {"error": "No file arrived."}


def test_only_editors_send_pictures(sign_in, reviewer):
    assert send(sign_in(reviewer)).status_code == 403
    assert not Picture.objects.exists()


def test_only_the_desk_sees_them(sign_in, editor, reviewer, client):
    address = send(sign_in(editor)).json()["url"]
    answer = sign_in(reviewer).get(address)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    assert client.get(address).status_code == 302
    assert sign_in(make_user()).get(address).status_code == 403
    assert sign_in(editor).get(f"/desk/pictures/{'0' * 60}abcd/").status_code == 404


def test_a_row_names_its_picture(sign_in, editor):
    article, browser = make_article(by=editor), sign_in(editor)
    sha256 = send(browser).json()["sha256"]
    assert browser.post(edit(article), as_typed(article) | new_row(sha256, caption="A shaft")).status_code == 302
    kept = article.illustrations.get()
    assert (kept.sha256, kept.width, kept.height, kept.caption) == (sha256, 60, 40, "A shaft")
    assert article.revisions.first().content["illustrations"][0]["file"] == kept.file.name


def test_a_picture_nobody_keeps_is_refused(sign_in, editor):
    article = make_article(by=editor)
    answer = sign_in(editor).post(edit(article), as_typed(article) | new_row("0" * 64, caption="A shaft"))
    assert answer.status_code == 422
    assert "This picture is not kept any more." in answer.content.decode()
    assert not article.illustrations.exists()


def test_a_rejected_form_keeps_its_pictures(sign_in, editor):
    """A browser does not send a file twice; the form that comes back names what has arrived."""
    article, browser = make_article(by=editor), sign_in(editor)
    typed = as_typed(article, title="", **{"illustrations-0-file": upload(drawn())})
    answer = browser.post(edit(article), typed)
    sha256 = Picture.objects.get().sha256
    assert (answer.status_code, article.illustrations.exists()) == (422, False)
    text = answer.content.decode()
    assert f'name="illustrations-0-picture" value="{sha256}"' in text
    assert f'src="/desk/pictures/{sha256}/"' in text
    assert browser.post(edit(article), as_typed(article) | new_row(sha256)).status_code == 302
    assert article.illustrations.get().sha256 == sha256


def test_a_new_article_keeps_them_too(sign_in, editor):
    section, browser = make_issue().sections.first(), sign_in(editor)
    typed = as_typed(None, title="Fresh", section=section.pk, editor=editor.pk, body="<p>Text</p>", keywords="a")
    sha256 = send(browser).json()["sha256"]
    assert browser.post(f"/desk/articles/new/?section={section.pk}", typed | new_row(sha256)).status_code == 302
    assert section.articles.get().illustrations.get().sha256 == sha256


def test_the_order_on_the_screen_is_the_order_in_print(sign_in, editor):
    article, browser = make_article(by=editor), sign_in(editor)
    rows = {"illustrations-TOTAL_FORMS": 3}
    for index, (colour, position) in enumerate([("A", 2), ("B", 0), ("C", 1)]):
        sha256 = send(browser, drawn(size=(60 + index, 40))).json()["sha256"]
        rows |= new_row(sha256, index, caption=colour, position=position)
    browser.post(edit(article), as_typed(article) | rows)
    assert [each.caption for each in article.illustrations.all()] == ["B", "C", "A"]


def test_where_it_would_stand_makes_no_illustration(sign_in, editor):
    article = make_article(by=editor)
    sign_in(editor).post(edit(article), as_typed(article) | new_row("", place=1, position=3))
    assert not article.illustrations.exists()


def test_places_are_named_by_the_words_before(sign_in, editor):
    article = make_article(by=editor, body="<p>The port of Santos has closed again.</p><ul><li>one</li></ul><hr>")
    article.illustrations.create(caption="A crane", place=9)
    form = sign_in(editor).get(edit(article)).context["pictures"].forms[0]
    assert [(number, str(words)) for number, words in form.fields["place"].widget.choices] == [
        (0, "before the text"),
        (1, "after paragraph 1: “The port of Santos has…”"),
        (2, "after paragraph 2: “one”"),
        (3, "after paragraph 3"),
        (9, "after paragraph 9, which is not there"),
    ]


class TestMemory:
    def use(self, browser, article, sha256, **fields):
        assert browser.post(edit(article), as_typed(article) | new_row(sha256, **fields)).status_code == 302

    def test_credit_and_description_come_back_the_caption_does_not(self, sign_in, editor):
        issue, browser = make_issue(number=47), sign_in(editor)
        article = make_article(issue.sections.first(), by=editor, title="The port")
        sha256 = send(browser).json()["sha256"]
        self.use(browser, article, sha256, caption="Santos on Monday", credit="A. Nobody", alt="A crane")
        assert send(browser, name="again.jpg").json()["known"] == {
            "credit": "A. Nobody",
            "alt": "A crane",
            "used": ["Used in 47.2026, “The port”."],
        }

    def test_it_is_known_as_it_came_and_as_it_is_kept(self, editor):
        came = upload(drawn())
        first = picture_memory.take_in(came, by=editor)
        assert picture_memory.take_in(upload(came.open().read()), by=editor) == first
        with default_storage.open(first.file.name) as kept:
            assert picture_memory.take_in(upload(kept.read()), by=editor) == first
        assert picture_memory.take_in(upload(drawn(quality=20)), by=editor) != first

    def test_the_latest_use_is_remembered_an_empty_one_forgets_nothing(self, sign_in, editor):
        browser = sign_in(editor)
        sha256 = send(browser).json()["sha256"]
        for fields in ({"credit": "Old", "alt": "A crane"}, {"credit": "New"}, {}):
            self.use(browser, make_article(by=editor), sha256, **fields)
        assert Picture.objects.values_list("credit", "alt").get() == ("New", "A crane")

    def test_a_plain_form_is_remembered_too(self, sign_in, editor):
        article = make_article(by=editor)
        typed = as_typed(article, **{"illustrations-0-file": upload(drawn()), "illustrations-0-credit": "A. Nobody"})
        sign_in(editor).post(edit(article), typed)
        assert Picture.objects.values_list("credit", "sha256").get() == (
            "A. Nobody",
            article.illustrations.get().sha256,
        )

    def test_one_from_before_there_was_a_memory(self, editor):
        article, picture = make_article(by=editor), picture_memory.take_in(upload(drawn()), by=editor)
        article.illustrations.create(sha256=picture.sha256, file=picture.file, credit="A. Nobody", alt="A crane")
        picture.delete()
        again = picture_memory.take_in(upload(drawn()), by=editor)
        assert (again.credit, again.alt) == ("A. Nobody", "A crane")

    def test_a_file_that_is_gone_is_taken_in_again(self, editor):
        first = picture_memory.take_in(upload(drawn()), by=editor)
        default_storage.delete(first.file.name)
        assert picture_memory.take_in(upload(drawn()), by=editor) == first
        assert default_storage.exists(first.file.name)


def test_pictures_that_collide_are_shown_side_by_side(sign_in, editor):
    article, other = make_article(by=editor), make_user("editor")
    quay, crane = (send(sign_in(editor), drawn(size=size)).json()["sha256"] for size in ((90, 60), (60, 90)))
    begun = as_typed(article)
    first = new_row(quay, caption="The quay", credit="A. Nobody", alt="Ships", place=1)
    sign_in(other).post(edit(article), begun | first)
    answer = sign_in(editor).post(edit(article), begun | new_row(crane, caption="The crane", credit="B. Other"))
    (found,) = answer.context["meeting"].collisions
    assert [(each.caption, each.credit, each.alt, each.place) for each in found.theirs] == [
        ("The quay", "A. Nobody", "Ships", 1)
    ]
    assert [(each.caption, each.credit, each.width, each.height) for each in found.mine] == [
        ("The crane", "B. Other", 60, 90)
    ]
    shown = answer.content.decode().partition('data-collision="illustrations"')[2].partition("</fieldset>")[0]
    addresses = re.findall(r'<img src="([^"]+)"', shown)
    assert addresses == [
        f"/desk/articles/{article.pk}/earlier-picture/?sha256={quay}",
        f"/desk/pictures/{crane}/",
    ]
    browser = sign_in(editor)
    assert all(browser.get(address).getvalue() for address in addresses)


@pytest.mark.django_db(transaction=True)
def test_the_same_picture_twice_at_once(sign_in, editor):
    answers = []
    browsers = [sign_in(editor), sign_in(editor)]

    def go(browser):
        from django.db import connection

        try:
            answers.append(send(browser).json()["sha256"])
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [Picture.objects.get().sha256] * 2

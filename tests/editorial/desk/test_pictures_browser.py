"""In a real browser: pictures that are dropped arrive, refused ones say why, pasted text is clean."""

import base64

import pytest
from PIL import Image

from editorial.intake.cleaning import clean_body
from editorial.models import Picture
from tests.editorial.pastes import NAMES, kept, pasted
from tests.factories import make_article
from tests.services import wait_until

from .test_browser import walk
from .test_pictures import drawn

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

HANDOVER = """([selector, kind, files, texts]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  for (const [type, text] of Object.entries(texts)) data.setData(type, text);
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...options, clipboardData: data })
    : new DragEvent(kind, { ...options, dataTransfer: data });
  document.querySelector(selector).dispatchEvent(event);
}"""


def hand_over(page, selector, kind, *files, **texts):
    """Drop or paste as a hand would: files as (name, bytes), texts by type (html, plain)."""
    packed = [(name, "image/jpeg", base64.b64encode(data).decode()) for name, data in files]
    page.evaluate(HANDOVER, [selector, kind, packed, {f"text/{type}": text for type, text in texts.items()}])


@pytest.fixture
def open_editor(page, live_server):
    def opened(article):
        page.goto(f"{live_server.url}/desk/articles/{article.pk}/edit/")
        page.wait_for_selector("#id_body_editor")
        page.click("#id_body_editor")

    return opened


def save(page, article):
    """Saving stays at the form; with new pictures the form is opened again."""
    before = article.revisions.count()
    page.click(".savebar .button--primary")
    wait_until(lambda: article.revisions.count() > before, what="the next version")
    article.refresh_from_db()
    return article


def from_a_telephone():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 0.0), 3: "E", 4: (37.0, 37.0, 0.0)})
    return drawn(size=(4000, 3000), exif=exif)


def test_several_at_once_some_refused(page, writer, open_editor):
    article = make_article(by=writer, body="<p>The port of Santos has closed.</p><p>Again.</p>")
    open_editor(article)
    bomb = drawn("PNG", size=(13_000, 13_000), mode="L")
    hand_over(
        page, "#id_body_editor > p", "drop",
        ("bomb.png", bomb), ("tool.jpg", b"MZ\x90\x00 not a picture"), ("photo.jpg", from_a_telephone()),
        ("half.jpg", drawn(size=(600, 400))[:900]), ("small.png", drawn("PNG", size=(300, 200))),
    )  # fmt: skip
    rows = page.locator("[data-illustration]:not([data-blank])")
    rows.nth(1).wait_for()
    page.locator(".uploads progress").first.wait_for(state="detached")
    assert page.locator(".uploads__refused span").all_text_contents() == [
        "bomb.png: The picture has more than 40 megapixels.",
        "tool.jpg: This is not a JPEG, PNG, WebP or GIF picture.",
        "half.jpg: The picture is damaged and cannot be opened.",
    ]
    placed = [row.locator("[data-placed]").text_content() for row in rows.all()]
    assert placed == ["3000 × 4000, 677 dpi on the page", "300 × 200, 96 dpi on the page"]
    assert [row.locator("[data-coarse]").is_visible() for row in rows.all()] == [False, True]
    chosen = rows.first.locator("select").evaluate("choice => choice.selectedOptions[0].text")
    assert chosen == "after paragraph 1: “The port of Santos has…”"
    rows.nth(0).locator("[name$=caption]").fill("A photo")
    rows.nth(1).locator("[name$=caption]").fill("A small one")
    rows.nth(1).get_by_text("Up").click()
    save(page, article)
    found = [(each.caption, each.place, each.width, each.height) for each in article.illustrations.all()]
    assert found == [("A small one", 1, 300, 200), ("A photo", 1, 3000, 4000)]
    with article.illustrations.get(width=3000).file.open() as file:
        assert not Image.open(file).getexif()
    refusals = [text for text in page.complaints if "422" not in text]  # the browser reports each refused upload
    assert refusals == []


def test_a_pasted_picture_is_recognised(page, writer, open_editor):
    other = make_article(by=writer, title="The port", body="<p>Old.</p>")
    open_editor(other)
    page.set_input_files("#id_pictures", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": drawn()})
    page.locator("[name=illustrations-1-caption]").fill("In May")
    page.locator("[name=illustrations-1-credit]").fill("A. Nobody")
    page.locator("[name=illustrations-1-alt]").fill("A crane")
    save(page, other)
    article = make_article(by=writer, body="<p>One.</p>")
    open_editor(article)
    hand_over(page, "#id_body_editor", "paste", ("image.png", drawn()))
    page.wait_for_selector("[data-known]:not([hidden])")
    assert page.locator("[data-known]:visible").text_content() == "Used in “The port”, which is not placed yet."
    values = [page.locator(f"[name=illustrations-1-{name}]").input_value() for name in ("caption", "credit", "alt")]
    assert values == ["", "A. Nobody", "A crane"]
    page.fill("#id_title", "")  # refused: the picture stays
    page.eval_on_selector("#article-form", "form => (form.noValidate = true)")
    page.click(".savebar .button--primary")
    page.wait_for_selector(".notice--error")
    page.fill("#id_title", "Another")
    save(page, article)
    assert article.illustrations.get().sha256 == other.illustrations.get().sha256
    assert Picture.objects.count() == 1
    assert [text for text in page.complaints if "422" not in text] == []


def test_a_working_copy_keeps_its_pictures(page, writer, open_editor):
    article = make_article(by=writer, body="<p>One.</p>")
    open_editor(article)
    hand_over(page, "#id_body_editor", "paste", ("image.png", drawn()))
    page.locator("[name=illustrations-1-caption]").fill("A shaft")
    page.wait_for_selector("[data-state][data-kind=kept]")
    page.goto(page.url)
    shown = page.locator("[data-illustration]:not([data-blank])")
    assert shown.locator("[name$=caption]").input_value() == "A shaft"
    assert shown.locator("[data-picture]").get_attribute("src") == f"/desk/pictures/{Picture.objects.get().sha256}/"
    save(page, article)
    assert article.illustrations.get().caption == "A shaft"


@pytest.mark.parametrize("name", [*NAMES, "web"])
def test_what_is_pasted_is_clean(page, writer, open_editor, name):
    article = make_article(by=writer, body="")
    open_editor(article)
    hand_over(page, "#id_body_editor", "paste", html=pasted(name), plain="any")
    save(page, article)
    assert article.body == kept(name)
    assert page.complaints == []


def test_a_paste_goes_where_the_caret_is_and_can_be_undone(page, writer, open_editor):
    article = make_article(by=writer, body="<p>Begin.</p><p>End.</p>")
    open_editor(article)
    walk(page, "Control+Home")
    walk(page, "End")
    picture = "data:image/png;base64," + base64.b64encode(drawn("PNG")).decode()
    hand_over(page, "#id_body_editor", "paste", html=f"<p> Middle.<img src='{picture}'></p>")
    page.keyboard.type(" More.")
    page.wait_for_selector("[name=illustrations-1-picture][value]", state="attached")
    page.wait_for_timeout(600)  # what follows within half a second is undone together
    hand_over(page, "#id_body_editor", "paste", plain="lost")
    page.keyboard.press("Control+KeyZ")
    save(page, article)
    assert (article.body, article.illustrations.count()) == ("<p>Begin.Middle. More.</p><p>End.</p>", 1)
    assert page.complaints == []


def test_plain_text_is_divided_by_its_blank_lines(page, writer, open_editor):
    article = make_article(by=writer, body="")
    open_editor(article)
    wrapped = "A line that was only wrapped because a letter is no wider than this\nand goes on."
    hand_over(page, "#id_body_editor", "paste", plain=f"First & <b>\r\nsecond\r\n\r\n{wrapped}\n \n\nLast")
    save(page, article)
    assert article.body == (
        "<p>First &amp; &lt;b&gt;<br>second</p><p>A line that was only wrapped because a letter is no wider than this"
        " and goes on.</p><p>Last</p>"
    )


def test_the_head_of_a_table_stays_its_head(page, writer, open_editor):
    head = '<thead><tr><th scope="col">Port</th><th>Ships</th></tr></thead>'
    table = f"<table>{head}<tbody><tr><td>A</td></tr></tbody></table>"
    article = make_article(by=writer, body=f"<p>One.</p>{table}")
    open_editor(article)
    walk(page, "Control+Home")
    page.keyboard.type("Typed. ")
    save(page, article)
    assert article.body == f"<p>Typed. One.</p>{table}"


KEYS = {
    "Control+Alt+Digit2": "<h2>Who: a port</h2>", "Control+Alt+Digit3": "<h3>Who: a port</h3>",
    "Control+Shift+Digit8": "<ul><li>Who: a port</li></ul>", "Control+Shift+Digit7": "<ol><li>Who: a port</li></ol>",
    "Control+Shift+Digit9": "<blockquote><p>Who: a port</p></blockquote>",
    "Control+Shift+Digit6": "<p><strong>Who:</strong> a port</p>",
}  # fmt: skip


def test_every_tool_has_its_key_and_the_words_are_counted(page, writer, open_editor):
    article = make_article(by=writer, body="<p>Who: a port</p>")
    open_editor(article)
    told = page.locator("[data-word-count]")
    assert told.text_content() == "3 words, 1 minute"
    body = page.locator("#id_body")
    for key, html in KEYS.items():
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        assert (key, clean_body(body.input_value())) == (key, html)
        page.keyboard.press("Control+KeyZ")
        page.wait_for_timeout(100)
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("delta.example/a")
    page.keyboard.press("Enter")
    assert 'href="https://delta.example/a"' in body.input_value()
    page.evaluate(
        "html => document.querySelector('#id_body').dispatchEvent(new CustomEvent('replace', { detail: html }))",
        f"<p>{'word ' * 1139}</p>",
    )
    assert told.text_content() == "1,139 words, 6 minutes"
    assert page.complaints == []

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from editorial import pictures
from editorial.pictures import PictureError, read_picture
from tests.factories import make_article

from .typing import as_typed


def upload(data, name="picture.jpg"):
    return SimpleUploadedFile(name, data)


def drawn(kind="JPEG", size=(60, 40), mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, 120).save(out, kind, **options)
    return out.getvalue()


def png_that_claims(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "mode", "ending"),
    [
        ("JPEG", "RGB", "jpg"), ("JPEG", "L", "jpg"), ("JPEG", "CMYK", "jpg"), ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"), ("PNG", "1", "png"), ("PNG", "I;16", "png"), ("WEBP", "RGB", "webp"), ("GIF", "P", "png"),
    ],
)  # fmt: skip
def test_four_formats_are_read_by_content(kind, mode, ending):
    picture = read_picture(upload(drawn(kind, mode=mode), "anything.txt"))
    assert (picture.ending, picture.width, picture.height) == (ending, 60, 40)
    assert Image.open(BytesIO(picture.data)).size == (60, 40)


def test_upright_and_without_its_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 45.0, 0.0)})
    data = drawn(exif=exif, comment=b"taken at home")
    assert b"A camera" in data
    picture = read_picture(upload(data))
    assert (picture.width, picture.height) == (40, 60)
    kept = Image.open(BytesIO(picture.data))
    assert not kept.getexif()
    assert "comment" not in kept.info
    assert b"Exif" not in picture.data


@pytest.mark.parametrize("size", [(7000, 6000), (10_000, 10_000), (60_000, 60_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size):
    with pytest.raises(PictureError, match="40 megapixels"):
        read_picture(upload(png_that_claims(*size)))


@pytest.mark.parametrize(("kind", "size"), [("PNG", 13_000), ("GIF", 13_000), ("WEBP", 9_000)])
def test_a_bomb_is_small_and_refused(kind, size):
    """As a painter would make it: one colour, so that a few thousand bytes unpack to hundreds of megabytes."""
    data = drawn(kind, size=(size, size), mode="L" if kind == "PNG" else "P" if kind == "GIF" else "RGB")
    assert len(data) < 200_000
    with pytest.raises(PictureError, match="40 megapixels"):
        read_picture(upload(data))


def test_a_telephones_double_picture_is_one_jpeg():
    data = drawn("MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    picture = read_picture(upload(data))
    assert (picture.ending, picture.width, picture.height) == ("jpg", 60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_hangs_on_behind_a_picture_is_cut_off(kind):
    tail = b"<script>alert(1)</script>PK\x03\x04"
    picture = read_picture(upload(drawn(kind) + tail))
    assert b"script" not in picture.data
    assert b"PK\x03\x04" not in picture.data


def test_too_large_a_file(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 100)
    with pytest.raises(PictureError, match="20 MB"):
        read_picture(upload(drawn()))


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + bytes(200),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        drawn("BMP"),
        drawn("TIFF"),
    ],
)
def test_what_is_no_picture_of_ours(data):
    with pytest.raises(PictureError, match="not a JPEG, PNG, WebP or GIF"):
        read_picture(upload(data, "renamed.jpg"))


@pytest.mark.parametrize("forgiving", [False, True], ids=["by itself", "after WeasyPrint"])
def test_a_damaged_picture(monkeypatch, forgiving):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", forgiving)
    half = drawn(size=(600, 400))[: len(drawn(size=(600, 400))) // 2]
    with pytest.raises(PictureError, match="damaged"):
        read_picture(upload(half))
    with pytest.raises(PictureError, match="damaged"):
        read_picture(upload(png_that_claims(10, 10)))


@pytest.mark.django_db
class TestUpload:
    def post(self, browser, article, data, name="p.jpg"):
        typed = as_typed(article, **{"illustrations-0-caption": "A shaft", "illustrations-0-file": upload(data, name)})
        return browser.post(reverse("desk:edit-article", args=[article.pk]), typed)

    def test_kept_by_content(self, sign_in, editor):
        article, browser = make_article(by=editor), sign_in(editor)
        assert self.post(browser, article, drawn(), "my holiday.JPG").status_code == 302
        picture = article.illustrations.get()
        assert picture.file.name == f"pictures/{picture.sha256[:2]}/{picture.sha256}.jpg"
        assert (picture.width, picture.height, picture.caption) == (60, 40, "A shaft")
        assert article.revisions.first().content["illustrations"][0]["sha256"] == picture.sha256
        response = browser.get(reverse("desk:picture", args=[picture.pk]))
        assert response["Content-Type"] == "image/jpeg"
        with default_storage.open(picture.file.name) as kept:
            assert b"".join(response.streaming_content) == kept.read()

    def test_nobody_is_shown_an_old_picture_for_a_new_one(self, sign_in, editor):
        """A browser that kept what an illustration showed asks anew when it shows another."""
        article, browser = make_article(by=editor), sign_in(editor)
        self.post(browser, article, drawn())
        picture = article.illustrations.get()
        page = browser.get(reverse("desk:article", args=[article.pk])).content.decode()
        named = f"{reverse('desk:picture', args=[picture.pk])}?v={picture.sha256}"
        assert named in page
        addresses = [named, named.partition("?")[0], f"{named[:-1]}x"]
        answers = [browser.get(address) for address in addresses]
        assert len({b"".join(answer.streaming_content) for answer in answers}) == 1
        kept = "private, max-age=31536000, immutable"
        assert [answer["Cache-Control"] for answer in answers] == [kept, "private, no-cache", "private, no-cache"]

    def test_the_same_picture_is_stored_once(self, sign_in, editor):
        browser = sign_in(editor)
        articles = [make_article(by=editor), make_article(by=editor)]
        for article in articles:
            self.post(browser, article, drawn())
        assert len({article.illustrations.get().file.name for article in articles}) == 1

    def test_a_refused_file_loses_nothing_typed(self, sign_in, editor):
        article = make_article(by=editor)
        response = self.post(sign_in(editor), article, b"MZ not a picture")
        text = response.content.decode()
        assert (response.status_code, "This is not a JPEG" in text, "A shaft" in text) == (422, True, True)
        assert not article.illustrations.exists()

    def test_a_caption_waits_and_gets_its_picture(self, sign_in, editor):
        article, browser = make_article(by=editor), sign_in(editor)
        article.illustrations.create(caption="A shaft")
        assert (
            "This caption waits for its picture."
            in browser.get(reverse("desk:article", args=[article.pk])).content.decode()
        )
        self.post(browser, article, drawn("PNG"))
        assert article.illustrations.get().file.name.endswith(".png")

    def test_a_refused_file_is_not_shown_as_if_it_were_there(self, sign_in, editor):
        article, browser = make_article(by=editor), sign_in(editor)
        caption = article.illustrations.create(caption="A shaft")
        text = self.post(browser, article, b"MZ not a picture").content.decode()
        assert reverse("desk:picture", args=[caption.pk]) not in text

    def test_removed_from_the_article_kept_for_old_editions(self, sign_in, editor):
        article, browser = make_article(by=editor), sign_in(editor)
        self.post(browser, article, drawn())
        name = article.illustrations.get().file.name
        article.refresh_from_db()
        typed = as_typed(article) | {"illustrations-0-DELETE": "on"}
        assert browser.post(reverse("desk:edit-article", args=[article.pk]), typed).status_code == 302
        assert not article.illustrations.exists()
        assert default_storage.exists(name)


def test_sixteen_bits_of_grey_stay_grey():
    image = Image.new("I;16", (60, 40), 0x4000)
    out = BytesIO()
    image.save(out, "PNG")
    kept = Image.open(BytesIO(read_picture(upload(out.getvalue())).data))
    assert (kept.mode, kept.getpixel((5, 5))) == ("L", 0x40)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "The file is empty"), (b"\0\0\0\x18ftypheic" + bytes(64), "HEIC"), (b"\0\0\0\x1cftypavif", "HEIC or AVIF")],
)
def test_what_it_is_instead_is_said(data, reason):
    with pytest.raises(PictureError, match=reason):
        read_picture(upload(data))

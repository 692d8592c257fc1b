import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from editorial import revisions
from editorial.models import Illustration
from exports.models import Rendition
from tests.factories import make_approved, make_article, make_issue, make_user

from .makers import CONTENT, address, file_name, make_published, make_published_issue, make_withdrawn, read, status

pytestmark = pytest.mark.django_db
PDF = CONTENT["pdf"]


@pytest.fixture
def issue():
    return make_published_issue()


@pytest.fixture
def pdf(issue):
    return address("download", issue, file_name(issue))


def test_file_comes_with_its_name_and_stays_in_caches(client, issue, pdf):
    response = client.get(pdf)
    made = Rendition.objects.get(edition__issue=issue, format="pdf")
    assert read(response) == PDF
    names = [
        "Content-Type",
        "Content-Length",
        "Content-Disposition",
        "X-Content-Type-Options",
        "Cache-Control",
        "ETag",
        "Accept-Ranges",
        "Content-Language",
    ]
    assert {name: response[name] for name in names} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": f'inline; filename="{file_name(issue)}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=31536000, immutable",
        "ETag": f'"{made.public_id}"',
        "Accept-Ranges": "bytes",
        "Content-Language": "en",
    }
    assert "Last-Modified" in response


def test_download_on_request_is_an_attachment(client, issue, pdf):
    response = client.get(f"{pdf}?download=1")
    assert read(response) == PDF
    assert response["Content-Disposition"] == f'attachment; filename="{file_name(issue)}"'


def test_html_file_can_do_nothing_here(client, issue):
    response = client.get(address("download", issue, file_name(issue, "html")))
    assert read(response) == CONTENT["html"]
    assert response["Content-Type"] == "text/html; charset=utf-8"
    policy = response["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


def test_head_has_everything_but_the_file(client, pdf):
    get, head = client.get(pdf), client.head(pdf)
    read(get)
    assert head.status_code == 200
    assert read(head) == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=10-", 10, len(PDF) - 1),
        ("bytes=-10", len(PDF) - 10, len(PDF) - 1),
        ("bytes=-999999", 0, len(PDF) - 1),
        ("bytes=5-999999", 5, len(PDF) - 1),
        ("Bytes = 3 - 4", 3, 4),
    ],
)
def test_one_range_is_sent(client, pdf, wanted, first, last):
    response = client.get(pdf, headers={"Range": wanted})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(PDF)}"
    assert response["Content-Length"] == str(last - first + 1)
    assert read(response) == PDF[first : last + 1]


@pytest.mark.parametrize("wanted", [f"bytes={len(PDF)}-", "bytes=999999-", "bytes=-0"])
def test_range_beyond_the_end_is_refused(client, pdf, wanted):
    response = client.get(pdf, headers={"Range": wanted})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(PDF)}"


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,4-5", "bytes=5-2", "bytes=-", "bytes=x-y", "lines=0-1", "junk", "bytes=" + "9" * 6000 + "-"]
)
def test_other_ranges_get_the_whole_file(client, pdf, wanted):
    response = client.get(pdf, headers={"Range": wanted})
    assert response.status_code == 200
    assert read(response) == PDF


def test_if_range_counts_only_while_the_file_is_the_same(client, pdf):
    whole = client.get(pdf)
    read(whole)
    other_day = "Mon, 01 Jan 2001 00:00:00 GMT"
    conditions = [
        whole["ETag"],
        whole["Last-Modified"],
        '"another"',
        "W/" + whole["ETag"],
        "junk",
        other_day,
    ]
    responses = [client.get(pdf, headers={"Range": "bytes=0-1", "If-Range": each}) for each in conditions]
    assert [response.status_code for response in responses] == [206, 206, 200, 200, 200, 200]
    assert all(read(response) for response in responses)


def test_head_takes_no_range(client, pdf):
    assert client.head(pdf, headers={"Range": "bytes=0-1"}).status_code == 200


def test_unchanged_file_is_not_sent_again(client, pdf):
    first = client.get(pdf)
    read(first)
    same = client.get(pdf, headers={"If-None-Match": first["ETag"], "Range": "bytes=0-1"})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert client.get(pdf, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(pdf, headers={"If-Match": '"another"'}).status_code == 412


def test_right_is_asked_before_the_condition(client, issue, pdf):
    etag = client.head(pdf)["ETag"]
    make_withdrawn(issue)
    assert client.get(pdf, headers={"If-None-Match": etag}).status_code == 410


def test_web_server_sends_the_file_where_it_can(client, issue, pdf, settings):
    settings.SENDFILE_PREFIX = "/internal/"
    response = client.get(pdf)
    stored = Rendition.objects.get(edition__issue=issue, format="pdf").file.name
    assert (response.content, response["X-Accel-Redirect"]) == (b"", f"/internal/{stored}")


def test_file_missing_from_the_storage_is_not_found(client, issue, pdf, caplog):
    default_storage.delete(Rendition.objects.get(edition__issue=issue, format="pdf").file.name)
    assert client.get(pdf).status_code == 404
    assert "missing from the storage" in caplog.text


@pytest.fixture
def pictured():
    """A published issue with a picture, and a picture that only a draft has."""
    issue, by = make_issue(), make_user("editor")
    article = make_article(issue.sections.first(), by=by)
    _hang(article, "a" * 64, "harbour.jpg", caption="Cranes at dusk", credit="A. Writer")
    draft = make_article(bulletin=issue.bulletin)
    _hang(draft, "b" * 64, "secret.jpg")
    revisions.keep(article, by=by)
    make_approved(article)
    return make_published(issue)


def _hang(article, digest, name, **fields):
    stored = default_storage.save(f"pictures/{name}", ContentFile(digest.encode()))
    return Illustration.objects.create(article=article, sha256=digest, file=stored, width=4, height=3, **fields)


def test_picture_of_a_published_article_is_shown(client, pictured):
    path = address("picture", pictured, "a" * 16 + ".jpg")
    article = pictured.sections.first().articles.first()
    page = client.get(address("article", pictured, article.anchor)).content.decode()
    assert f'<img src="{path}"' in page
    assert "Cranes at dusk" in page
    response = client.get(path)
    assert (read(response), response["Content-Type"]) == (b"a" * 64, "image/jpeg")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_picture_of_a_draft_is_not_found(client, pictured):
    names = ["b" * 16 + ".jpg", "a" * 16 + ".png", "a" * 16 + ".svg", "a" * 15 + ".jpg"]
    assert [client.get(address("picture", pictured, name)).status_code for name in names] == [404] * 4


def test_picture_goes_with_its_issue(client, pictured):
    path = address("picture", pictured, "a" * 16 + ".jpg")
    assert status(client, path) == 200
    make_withdrawn(pictured)
    assert status(client, path) == 410

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from PIL import Image

from exports import rendering
from exports.rendering.container import xhtml
from tests.checkers import epub_messages

from .nasty import snapshots
from .snapshots import EVERYTHING, illustration, make_article, make_picture, make_snapshot

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
XHTML = {"x": "http://www.w3.org/1999/xhtml"}
CORRECTED = {"edition": 2, "notice": "A name was wrong."}


def book_of(snapshot, **options):
    return zipfile.ZipFile(io.BytesIO(rendering.render("epub", snapshot, **options).content))


def package(book):
    return ElementTree.fromstring(book.read("EPUB/package.opf"))


def texts(root, path):
    return [each.text for each in root.findall(path, OPF)]


@pytest.fixture
def book():
    picture = {**make_picture(), "place": 1, "caption": "Night on the quay", "alt": "A quay"}
    articles = make_article(1, body=EVERYTHING, illustrations=[picture]), make_article(2)
    return book_of(make_snapshot(*articles, issue=CORRECTED))


def test_epubcheck_says_nothing_against_it(tmp_path):
    """One book of all the articles: the start of the checker is what takes time."""
    sections = [section for snapshot in snapshots().values() for section in snapshot["sections"]]
    articles = [article for section in sections for article in section["articles"]]
    articles = [{**article, "anchor": f"a-{number}"} for number, article in enumerate(articles)]
    book = rendering.render("epub", make_snapshot(*articles, issue=CORRECTED), draft=True)
    (tmp_path / "issue.epub").write_bytes(book.content)
    assert epub_messages(tmp_path / "issue.epub") == []


def test_nor_against_the_barest_one(tmp_path):
    (tmp_path / "issue.epub").write_bytes(rendering.render("epub", snapshots()["bare"]).content)
    assert epub_messages(tmp_path / "issue.epub") == []


def test_epubcheck_would_say_something(tmp_path, book):
    with zipfile.ZipFile(tmp_path / "broken.epub", "w") as broken:
        for name in book.namelist():
            broken.writestr(name, book.read(name).replace(b"</section>", b""))
    assert epub_messages(tmp_path / "broken.epub") != []


def test_whatever_is_in_it_is_well_formed():
    for snapshot in snapshots().values():
        book = book_of(snapshot)
        pages = [ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith("html")]
        assert pages


def test_files_come_in_reading_order_and_leave_nothing_out(book):
    articles = [f"a-{article['uid'][:8]}" for article in (make_article(1), make_article(2))]
    root = package(book)
    names = [item.get("idref") for item in root.findall("opf:spine/opf:itemref", OPF)]
    assert names == ["c-cover", "nav", "c-notice", "c-s-1", *(f"c-{name}" for name in articles), "c-index", "c-imprint"]
    listed = {f"EPUB/{item.get('href')}" for item in root.findall("opf:manifest/opf:item", OPF)}
    assert listed | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == set(book.namelist())
    assert (book.namelist()[0], book.infolist()[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_it_says_who_it_is(book):
    root = package(book)
    said = {
        name: texts(root, f"opf:metadata/dc:{name}") for name in ("title", "language", "date", "publisher", "subject")
    }
    assert said == {
        "title": ["Weekly Bulletin, Issue 53.2026"],
        "language": ["en"],
        "date": ["2027-01-04"],
        "publisher": ["Weekly Bulletin"],
        "subject": ["brics+", "wages"],
    }
    assert texts(root, "opf:metadata/opf:meta[@property='schema:accessMode']") == ["textual", "visual"]
    assert texts(root, "opf:metadata/opf:meta[@property='group-position']") == ["2026.53"]


def test_another_text_is_another_book(book):
    def identifier(snapshot):
        return texts(package(book_of(snapshot)), "opf:metadata/dc:identifier")

    assert identifier(make_snapshot()) == identifier(make_snapshot())
    assert identifier(make_snapshot()) != identifier(make_snapshot(issue=CORRECTED))


def test_the_contents_lead_to_every_article(book):
    nav = ElementTree.fromstring(book.read("EPUB/nav.xhtml"))
    links = [(link.text, link.get("href")) for link in nav.find(".//x:nav", XHTML).iterfind(".//x:a", XHTML)]
    one, two = (f"a-{article['uid'][:8]}.xhtml" for article in (make_article(1), make_article(2)))
    assert links == [
        ("Notice of correction", "notice.xhtml"),
        ("World of Work", "s-1.xhtml"),
        ("Title 1", one),
        ("Title 2", two),
        ("Index", "index.xhtml"),
        ("Imprint", "imprint.xhtml"),
    ]
    index = book.read("EPUB/index.xhtml").decode()
    assert re.findall('href="([^"]+html)"', index) == [one, two] * 3


def test_an_article_is_a_chapter_in_its_languages(book):
    page = ElementTree.fromstring(book.read(f"EPUB/{make_article(1)['anchor']}.xhtml"))
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (page.get("lang"), page.get(language)) == ("en", "en")
    marked = [each.text for each in page.iter() if each.get(language) == each.get("lang") == "ru"]
    assert marked == ["Заголовок 1"]
    assert [each.tag[-2:] for each in page.iter() if re.fullmatch(r".*\}h\d", each.tag)] == ["h1", "h2", "h3"]
    (picture,) = page.iterfind(".//x:img", XHTML)
    assert picture.get("alt") == "A quay"
    assert book.read(f"EPUB/{picture.get('src')}").startswith(b"\x89PNG")


def test_a_picture_printed_twice_is_kept_once():
    pictures = [make_picture(), {**make_picture("pictures/again.png"), "place": 1}]
    names = book_of(make_snapshot(make_article(illustrations=pictures))).namelist()
    assert len([name for name in names if name.startswith("EPUB/pictures/")]) == 1


def test_a_missing_picture_fails_by_name():
    article = make_article(illustrations=[illustration(file="pictures/lost.png")])
    with pytest.raises(rendering.RenderingFailed, match=r"pictures/lost\.png"):
        rendering.render("epub", make_snapshot(article))


def test_a_proof_says_so():
    assert "Proof, not published" in book_of(make_snapshot(), draft=True).read("EPUB/cover.xhtml").decode()


def test_the_same_snapshot_gives_the_same_bytes(monkeypatch):
    first = rendering.render("epub", make_snapshot()).content
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert rendering.render("epub", make_snapshot()).content == first


@pytest.mark.parametrize("title", ["Weekly Bulletin", "", "Ж" * 200, "Слово " * 60])
def test_the_jacket_is_a_picture_whatever_the_title(title):
    book = book_of(make_snapshot(bulletin={"title": title or "W", "label": title, "accent": "#fafafa"}))
    with Image.open(io.BytesIO(book.read("EPUB/jacket.png"))) as jacket:
        assert (jacket.size, jacket.format) == ((1200, 1600), "PNG")
        edge = jacket.convert("RGB").crop((1150, 0, 1200, 1600)).getcolors()
    assert edge == [(50 * 1600, (250, 250, 250))]


def test_text_that_looks_like_a_tag_is_left_alone():
    text = '<p lang="ru">&lt;br&gt; href="#a" lang="en"<br><a href="#a">x</a></p><h3>y</h3>'
    assert xhtml(text, files={"a": "a.xhtml"}, rise=1) == (
        '<p lang="ru" xml:lang="ru">&lt;br&gt; href="#a" lang="en"<br/><a href="a.xhtml">x</a></p><h2>y</h2>'
    )

import io
import json

import pytest
from pypdf import PdfReader

from exports import rendering

from .snapshots import make_article, make_snapshot


@pytest.fixture(scope="module")
def snapshot():
    return make_snapshot(make_article(1), bulletin={"is_archival": True})


@pytest.fixture(scope="module")
def root(snapshot):
    return PdfReader(io.BytesIO(rendering.render("pdf", snapshot).content)).trailer["/Root"]


def test_the_metadata_claims_both_standards_in_the_open(root):
    stream = root["/Metadata"].get_object()
    xmp = stream.get_data()
    assert "/Filter" not in stream
    for mark in (b"<pdfaid:part>3</pdfaid:part>", b"<pdfaid:conformance>U<", b"pdfuaid:part", b"pdfaExtension:schemas"):
        assert xmp.count(mark) >= 1
    assert xmp.count(b"</rdf:RDF>") == 1


def test_it_carries_the_snapshot_it_was_made_from(root, snapshot):
    entry = root["/AF"][0].get_object()
    assert entry["/AFRelationship"] == "/Source"
    assert json.loads(entry["/EF"]["/F"].get_object().get_data()) == snapshot
    assert root["/Names"]["/EmbeddedFiles"]["/Names"][0] == entry["/UF"] == "edition.json"


def test_its_colours_are_defined(root):
    intent = root["/OutputIntents"][0]
    assert (intent["/S"], intent["/DestOutputProfile"].get_object()["/N"]) == ("/GTS_PDFA1", 3)


def test_it_is_the_same_twice_and_none_without_the_setting(snapshot):
    assert rendering.render("pdf", snapshot).content == rendering.render("pdf", snapshot).content
    plain = PdfReader(io.BytesIO(rendering.render("pdf", make_snapshot(make_article(1))).content)).trailer["/Root"]
    assert {"/AF", "/OutputIntents"} & set(plain) == set()

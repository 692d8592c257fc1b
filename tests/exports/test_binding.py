import io

import pydyf
from pypdf import PdfReader

from exports.rendering import binding


def make_pdf(count=3):
    """A file of one page with `count` strings in an array of references."""
    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": [0, 0, 9, 9]}))
    strings = []
    for number in range(count):
        pdf.add_object(pydyf.Dictionary({"Number": number}))
        strings.append(pdf.objects[-1].reference)
    pdf.catalog["Strings"] = pydyf.Array(strings)
    stream = pydyf.Stream([b"0 0 m"], compress=True)
    pdf.add_object(stream)
    pdf.catalog["Stream"] = stream.reference
    return pdf


def read(content):
    return PdfReader(io.BytesIO(content), strict=True)


def test_every_object_is_found_also_in_a_second_stream():
    count = binding.MOST + 10
    root = read(binding.bind(make_pdf(count), b"i" * 32)).root_object
    assert [each.get_object()["/Number"] for each in root["/Strings"]] == list(range(count))
    assert root["/Stream"].get_data() == b"0 0 m"


def test_first_half_of_the_identifier_is_given_and_the_second_tells_files_apart():
    (one, first), (two, second) = (read(binding.bind(make_pdf(count), b"i" * 32)).trailer["/ID"] for count in (3, 4))
    assert one == two == "i" * 32
    assert first != second


def test_the_same_objects_give_the_same_bytes():
    assert binding.bind(make_pdf(), b"i" * 32) == binding.bind(make_pdf(), b"i" * 32)

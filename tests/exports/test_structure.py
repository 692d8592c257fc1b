import io
import re

import pytest
from django.test import override_settings
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, NumberObject, TextStringObject

from exports import rendering

from .nasty import snapshots
from .snapshots import EVERYTHING, INTERVIEW, illustration, make_article, make_picture, make_snapshot
from .structure import faults
from .structure.content import Content, tokens
from .structure.tree import Tree

LONG = "<p>" + "Dockers met on Monday and again on Tuesday. " * 60 + "</p>"
TABLE = '<table><tr><th scope="row">h</th><td>b</td></tr><tr><td colspan="2">a</td></tr></table><h3>Under it</h3>'


@pytest.fixture(scope="module")
def issue(tmp_path_factory):
    """A PDF of several pages with everything the layout prints."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        pictures = [
            {**make_picture(), "place": 1, "caption": "Night on the quay", "credit": "Meridian", "alt": "A quay"},
            illustration(place=2, caption="A picture still to come", credit="Nobody"),
        ]
        articles = [
            make_article(1, body=EVERYTHING, illustrations=pictures),
            make_article(2, body=LONG + INTERVIEW + LONG * 3),
            make_article(3, body=TABLE),
            make_article(4, body=TABLE),
        ]
        snapshot = make_snapshot(*articles, issue={"edition": 2, "notice": "A name was wrong."})
        return rendering.render("pdf", snapshot).content


def test_an_issue_keeps_the_rules(issue):
    assert faults(issue) == []


def test_so_does_any_other():
    found = {name: faults(rendering.render("pdf", snapshot).content) for name, snapshot in snapshots().items()}
    found["characters"] = [fault for fault in found["characters"] if "lacks glyphs" not in fault]  # it has no script
    assert found == {name: [] for name in found}


class Broken:
    """A file to do harm to: its tags by kind, its pages, its catalogue."""

    def __init__(self, pdf):
        self.writer = PdfWriter(clone_from=io.BytesIO(pdf))
        self.tree = Tree(self.writer)
        self.root = self.writer.root_object

    def tag(self, kind, at=0):
        return [element.tag for element in self.tree.elements if element.kind == kind][at]

    def repaint(self, old, new, page=2):
        stream = DecodedStreamObject()
        painted = self.writer.pages[page].get_contents().get_data()
        assert re.search(old, painted)
        stream.set_data(re.sub(old, new, painted, count=1))
        self.writer.pages[page][NameObject("/Contents")] = self.writer._add_object(stream)

    def note(self, kind):
        notes = (note.get_object() for page in self.writer.pages for note in page.get("/Annots", []))
        return next(
            note for note in notes if kind in (note.get("/A", {}).get("/S"), "/Dest" if "/Dest" in note else "")
        )

    def faults(self):
        out = io.BytesIO()
        self.writer.write(out)
        return faults(out.getvalue())

    def fonts(self):
        return self.writer.pages[2]["/Resources"]["/Font"].values()


def put(holder, name, value):
    holder[NameObject(name)] = value


def move_in_parent_tree(file):
    owners = file.root["/StructTreeRoot"]["/ParentTree"]["/Nums"][5].get_object()
    owners[0], owners[-1] = owners[-1], owners[0]


def hang_twice(file):
    file.tag("Document")["/K"].append(file.tag("P").indirect_reference)


def lose_outlines_page(file):
    put(file.root["/Outlines"]["/First"], "/Dest", ArrayObject([file.root["/Outlines"].indirect_reference]))


def lose_name(file):
    file.root["/Names"]["/Dests"]["/Names"][1] = ArrayObject([NumberObject(1)])


def drop_font(file):
    font = next(iter(file.fonts())).get_object()["/DescendantFonts"][0].get_object()
    for name in ("/FontFile2", "/FontFile3"):
        font["/FontDescriptor"].pop(name, None)


def forget_glyphs(file):
    for font in file.fonts():
        cmap = DecodedStreamObject()
        cmap.set_data(b"1 beginbfchar\n<0000> <0000>\nendbfchar")
        put(font.get_object(), "/ToUnicode", file.writer._add_object(cmap))


HARM = {
    "not marked": (lambda file: file.root.pop("/MarkInfo"), "does not say that it is marked"),
    "no language": (lambda file: file.root.pop("/Lang"), "The file's language is None"),
    "file name shown": (lambda file: file.root.pop("/ViewerPreferences"), "in place of the file's name"),
    "no metadata": (lambda file: file.root.pop("/Metadata"), "no XMP"),
    "no outlines": (lambda file: file.root.pop("/Outlines"), "no outlines"),
    "page not in the tree": (lambda file: file.writer.pages[1].pop("/StructParents"), "Page 2 has no StructParents"),
    "tabs": (lambda file: file.writer.pages[1].pop("/Tabs"), "Page 2 is not tabbed"),
    "no alternative text": (lambda file: file.tag("Figure").pop("/Alt"), r"Figure \d+ has no alternative text"),
    "no box": (lambda file: file.tag("Figure").pop("/A"), "no bounding box"),
    "no scope": (lambda file: file.tag("TH")["/A"].pop("/Scope"), "without scope"),
    "ragged": (lambda file: put(file.tag("TD")["/A"], "/ColSpan", NumberObject(3)), "different width"),
    "cell in a list": (lambda file: put(file.tag("LI"), "/S", NameObject("/TD")), r"L \d+ holds a TD"),
    "own type": (lambda file: put(file.tag("P"), "/S", NameObject("/Paragraph")), "no standard type"),
    "rank skipped": (lambda file: put(file.tag("H3"), "/S", NameObject("/H5")), "rank 5 follows one of rank 2"),
    "two titles": (lambda file: put(file.tag("H2"), "/S", NameObject("/H1")), "2 headings of the first rank"),
    "language": (lambda file: put(file.tag("P"), "/Lang", TextStringObject("Russian!")), "has the language"),
    "empty": (lambda file: put(file.tag("P"), "/K", ArrayObject()), "holds nothing"),
    "orphan": (lambda file: put(file.tag("P"), "/P", file.tag("H1").indirect_reference), "names another parent"),
    "twice": (hang_twice, "is in the tag tree twice"),
    "parent tree": (move_in_parent_tree, "Mark 0 on page 3 has another tag in the parent tree"),
    "unmarked": (
        lambda file: file.repaint(rb"/Span\s*<</MCID 0>>\s*BDC", b"/Span BMC"),
        "neither tagged nor an artifact",
    ),
    "mark not there": (
        lambda file: file.repaint(rb"/Span\s*<</MCID 0>>\s*BDC", b"/Artifact BMC"),
        "mark 0 that is not on",
    ),
    "unknown mark": (lambda file: file.repaint(rb"MCID 0>>", b"MCID 900>>"), "Mark 900 on page 3 has 0 tags"),
    "tag in artifact": (
        lambda file: file.repaint(rb"(/Span\s*<</MCID 1>>)", rb"/Artifact BMC \1"),
        "stands in another",
    ),
    "never closed": (lambda file: file.repaint(rb"EMC", b""), "never closed"),
    "closed twice": (lambda file: file.repaint(rb"EMC", b"EMC EMC"), "EMC closes nothing"),
    "link not tagged": (lambda file: put(file.tag("Link"), "/K", ArrayObject([NumberObject(0)])), "has no annotation"),
    "link without text": (lambda file: file.note("/URI").pop("/Contents"), "A Link on page . has no text"),
    "link out of the tree": (lambda file: file.note("/URI").pop("/StructParent"), "A Link on page . has another tag"),
    "link to nowhere": (lambda file: put(file.note("/Dest"), "/Dest", TextStringObject("x")), "leads to 'x', which is"),
    "outline to nowhere": (lose_outlines_page, "leads to no page"),
    "name of nowhere": (lose_name, "is on no page"),
    "font not inside": (drop_font, "is not embedded"),
    "text not said": (lambda file: next(iter(file.fonts())).get_object().pop("/ToUnicode"), "does not say its text"),
    "glyphs not said": (forget_glyphs, "does not say the text of glyphs"),
}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_found(issue, name):
    do, said = HARM[name]
    file = Broken(issue)
    do(file)
    assert [fault for fault in file.faults() if re.search(said, fault)] != []


def test_a_file_only_copied_has_no_fault(issue):
    assert Broken(issue).faults() == []


@pytest.mark.parametrize(
    ("painted", "found"),
    [
        (b"/Artifact BMC 0 0 m 5 5 l S EMC", []),
        (b"0 0 m 5 5 l S", ["S on it paints what is neither tagged nor an artifact"]),
        (b"0 0 m 5 5 l W n", []),
        (b"/P <</MCID 0>> BDC /Span <</Lang (ru)>> BDC BT (a\\) BDC (nested) S) Tj ET EMC EMC", []),
        (b"/P <</MCID 0>> BDC EMC /P <</MCID 0>> BDC EMC", ["Mark 0 is used twice on it"]),
        (b"/Artifact BMC BI /W 1 /H 1 ID \x01S BDC\x00 EI EMC", []),
        (b"BI /W 1 /H 1 ID \x01 EI", ["EI on it paints what is neither tagged nor an artifact"]),
        (b"q BT Q ET", ["Q closes nothing on it", "ET closes nothing on it"]),
    ],
)
def test_streams_are_read_as_they_are_painted(painted, found):
    content = Content("it", 1, 0, {})
    content.walk(painted)
    assert content.faults == found


def test_a_stream_is_cut_into_its_words():
    assert list(tokens(b"/a1.0 gs[<00 1f>-3(x\\)(y))]TJ %all\nEMC")) == [
        *(b"/a1.0", b"gs", b"[", b"<00 1f>", b"-3", b"(x\\)(y))", b"]", b"TJ", b"EMC")
    ]

"""Pages that are looked at while they are written: the ones that would be printed, and no more work than it takes."""

import re
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.layout import block as block_layout
from weasyprint.layout import inline

from exports.rendering import RenderingFailed, pages, setting
from exports.rendering.pages import Keeping, pages_of
from exports.rendering.parts import Parts
from exports.rendering.raster import Easel

from .nasty import snapshots
from .snapshots import EVERYTHING, INTERVIEW, illustration, make_article, make_picture, make_snapshot

TAGS = re.compile(rb"^/\w+\n(?:<<[^\n]*>>\nBDC|BMC)\n|^EMC\n", re.MULTILINE)
WORDS = "The council recommended on Friday that the wage be raised from March, and the unions had asked for more. "
PARAGRAPH = f"<p>{WORDS * 4}</p>"
TABLE = "<table><tbody>" + "".join(f"<tr><td>Port {at}</td><td>{at}</td></tr>" for at in range(50)) + "</tbody></table>"
LIST = "<ol>" + "".join(f"<li>{WORDS}</li>" for _at in range(12)) + "</ol>"
NESTED = f"<ul><li>{WORDS}<ul><li>{WORDS}</li></ul>Then {WORDS}</li></ul><blockquote><p>{WORDS}</p></blockquote>"
BODY = PARAGRAPH * 5 + EVERYTHING + PARAGRAPH * 3 + INTERVIEW + TABLE + PARAGRAPH * 3 + LIST + PARAGRAPH


class Desk:
    """Pages as somebody sees them who goes on writing; `drawn` counts those that were made anew."""

    def __init__(self):
        self.keeping, self.easels, self.drawn = Keeping(), {}, 0

    def look(self, snapshot, number=0):
        parts = Parts(snapshot)
        return parts.article(0, number, None).render(), parts.style

    def shown(self, snapshot, number=0):
        self.drawn = 0
        html, style = self.look(snapshot, number)
        easel = self.easels.setdefault(style, Easel(style))

        def draw(page):
            self.drawn += 1
            return easel.draw(page)

        return list(pages_of(html, style, self.keeping, draw))

    def printed(self, snapshot, number=0):
        return setting.set_part(*self.look(snapshot, number))


@pytest.fixture
def desk():
    return Desk()


def marks(drawing):
    """What a drawing puts on the paper, step by step: without its tags, every sign with its font."""
    font, steps = b"", []
    for line in TAGS.sub(b"", drawing).splitlines():
        if line.endswith(b" Tf"):
            font = line
        elif line not in (b"BT", b"ET"):
            steps.append((font, line) if line.endswith(b"TJ") else line)
    return steps


def same(shown, part):
    """Whether these are the pages of the part, sign by sign and point by point, with its faults."""
    assert [marks(page.drawing.content) for page in shown] == [
        marks(zlib.decompress(page.drawing)) for page in part.pages
    ]
    faults = [fault._replace(page=at) for at, page in enumerate(shown, start=1) for fault in page.faults]
    of_pages = [fault for fault in part.faults if fault.kind != "missing character"]
    assert sorted(fault for fault in faults if fault.kind != "missing character") == sorted(of_pages)


def long_article(body=BODY, **values):
    return make_snapshot(make_article(body=body, **values))


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_pages_are_the_printed_ones(desk, paper):
    pictures = [
        {**make_picture(size=(800, 500)), "place": 1, "caption": WORDS, "credit": "Meridian", "alt": "A quay"},
        {**make_picture(size=(400, 900)), "place": 9, "caption": "A crane", "alt": "A crane"},
        illustration(place=12, caption="Still to come"),
    ]
    snapshot = make_snapshot(make_article(body=BODY, illustrations=pictures), bulletin={"paper": paper})
    shown = desk.shown(snapshot)
    assert len(shown) > 3
    same(shown, desk.printed(snapshot))


@pytest.mark.parametrize("name", ["everything", "ragged-table", "long-word", "lists", "characters", "bare"])
def test_pages_of_difficult_texts_are_the_printed_ones(desk, name):
    snapshot = snapshots()[name]
    same(desk.shown(snapshot), desk.printed(snapshot))


def test_nothing_is_laid_out_twice(desk):
    first = desk.shown(long_article())
    assert (desk.drawn, len(desk.shown(long_article()))) == (len(first), len(first))
    assert desk.drawn == 0


def test_a_word_in_the_middle_changes_its_page_alone(desk):
    pages = len(desk.shown(long_article()))
    changed = long_article(BODY.replace("Because.", "Because!"))
    shown = desk.shown(changed)
    assert desk.drawn < pages / 2
    same(shown, desk.printed(changed))


def test_only_what_stands_on_the_changed_page_is_made_into_boxes(desk, monkeypatch):
    letters = []
    plain = pages.build_formatting_structure
    monkeypatch.setattr(
        pages,
        "build_formatting_structure",
        lambda tree, *more: letters.append(len("".join(tree.itertext()))) or plain(tree, *more),
    )
    desk.shown(long_article())
    desk.shown(long_article(BODY.replace("Because.", "Because!")))
    whole, part = letters
    assert part < whole / 2
    desk.shown(long_article())
    assert len(desk.shown(long_article(BODY.replace("Because.", PARAGRAPH)))) > 3


def test_another_title_leaves_the_later_pages(desk):
    pages = len(desk.shown(long_article()))
    shown = desk.shown(long_article(title="Another title"))
    assert (desk.drawn, len(shown)) == (1, pages)


def test_what_is_undone_is_still_there(desk):
    desk.shown(long_article())
    desk.shown(long_article(PARAGRAPH + BODY))
    desk.shown(long_article())
    assert desk.drawn == 0


BLOCKS = st.sampled_from(
    [
        PARAGRAPH,
        f"<p>{WORDS}</p>",
        "<h2>A heading</h2>",
        "<h3>A lower one</h3>",
        INTERVIEW,
        TABLE,
        LIST,
        EVERYTHING,
        NESTED,
    ]
)
EDITS = st.lists(st.tuples(st.sampled_from(["insert", "delete", "replace"]), st.integers(0, 40), BLOCKS), max_size=3)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCKS, min_size=5, max_size=9), EDITS)
def test_after_any_edits_the_pages_are_those_of_a_fresh_layout(blocks, edits):
    desk = Desk()
    for kind, place, block in [("none", 0, ""), *edits]:
        at = place % (len(blocks) + 1)
        blocks = [*blocks[:at], *([block] if kind in ("insert", "replace") else []), *blocks[at + (kind != "insert") :]]
        snapshot = long_article("".join(blocks))
        shown = desk.shown(snapshot)
    same(shown, desk.printed(snapshot))


def test_lines_that_only_move_are_not_set_again(desk, monkeypatch):
    searched = []
    plain = inline.split_first_line
    monkeypatch.setattr(inline, "split_first_line", lambda *a, **b: searched.append(1) or plain(*a, **b))
    desk.shown(long_article())
    first = len(searched)
    searched.clear()
    changed = long_article(PARAGRAPH + BODY)
    shown = desk.shown(changed)
    assert desk.drawn > 1
    assert len(searched) < first / 5
    same(shown, desk.printed(changed))


def test_blocks_that_only_move_stand_as_they_are(desk, monkeypatch):
    laid = []
    plain = block_layout.block_container_layout
    monkeypatch.setattr(
        block_layout, "block_container_layout", lambda *a, **b: laid.append(a[1].element_tag) or plain(*a, **b)
    )
    desk.shown(long_article(PARAGRAPH * 40))
    first = laid.count("p")
    laid.clear()
    changed = long_article("<h2>New</h2>" + PARAGRAPH * 40)
    same(desk.shown(changed), desk.printed(changed))
    assert laid.count("p") - first < first / 2  # the printed one is laid out whole


def test_lines_are_set_anew_on_other_paper_and_after_another_block(desk):
    for paper, body in [("A4", "<p>A</p>" + BODY), ("A5", "<p>A</p>" + BODY), ("A4", "<h2>A</h2>" + BODY)]:
        snapshot = make_snapshot(make_article(body=body), bulletin={"paper": paper})
        same(desk.shown(snapshot), desk.printed(snapshot))


def test_a_line_is_drawn_again_with_the_fonts_of_another_easel(desk):
    desk.shown(long_article())
    desk.easels.clear()
    changed = long_article(PARAGRAPH + BODY)
    same(desk.shown(changed), desk.printed(changed))


def test_it_is_known_how_far_down_each_paragraph_stands(desk):
    picture = {**make_picture(size=(800, 500)), "place": 1, "caption": WORDS}
    shown = desk.shown(long_article(PARAGRAPH * 20, illustrations=[picture]))
    for page in shown:
        assert page.tops == sorted(page.tops) == sorted(page.tops, key=lambda each: each[1])
    assert {number for page in shown for number, _top in page.tops} == set(range(1, 21))
    assert all(0 < top < 1 for page in shown for _number, top in page.tops)


def test_a_picture_that_goes_missing_on_a_later_page_is_an_error(desk):
    desk.shown(long_article())
    gone = [illustration(file="pictures/gone.png", width=10, height=10, place=40)]
    for _time in range(2):
        with pytest.raises(RenderingFailed, match="missing or broken"):
            desk.shown(long_article("<p>New</p>" + BODY, illustrations=gone))


def test_a_missing_picture_is_an_error_each_time(desk):
    snapshot = make_snapshot(make_article(illustrations=[illustration(file="pictures/gone.png", width=10, height=10)]))
    for _time in range(2):
        with pytest.raises(RenderingFailed, match="missing or broken"):
            desk.shown(snapshot)
    make_picture("pictures/gone.png", size=(10, 10))
    assert len(desk.shown(snapshot)) == 1

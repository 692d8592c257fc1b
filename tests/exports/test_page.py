"""What the page looks like, measured in what WeasyPrint laid out: the grid, and what keeps together."""

import pytest
from django.test import override_settings
from weasyprint.formatting_structure import boxes

from exports.rendering import setting
from exports.rendering.faults import faults_of
from exports.rendering.parts import Parts
from exports.rendering.rhythm import keep_rhythm

from .snapshots import EVERYTHING, INTERVIEW, illustration, make_article, make_picture, make_snapshot

SCALE = 0.75
STEP = 14
PAPERS = ("A4", "Letter", "A5")
WORDS = "The council recommended on Friday that the wage be raised from March, and the unions had asked for more. "
PARAGRAPH = f"<p>{WORDS * 4}</p>"
ROWS = "".join(f'<tr><th scope="row">Port {row}</th><td>{WORDS[: 40 * (row % 5)]}</td></tr>' for row in range(60))
TABLE = (
    f'<table><thead><tr><th scope="col">Port</th><th scope="col">Remark</th></tr></thead><tbody>{ROWS}</tbody></table>'
)


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def long_article(media):
    with override_settings(MEDIA_ROOT=media):
        pictures = [
            {**make_picture(size=(800, 500)), "place": 1, "caption": WORDS * 2, "credit": "Meridian", "alt": "A quay"},
            {**make_picture(size=(400, 900)), "place": 5, "caption": "A crane", "alt": "A crane"},
            {**make_picture(size=(60, 45)), "place": 9, "caption": "A stamp", "alt": "A stamp"},
            illustration(place=12, caption="Still to come"),
        ]
    body = PARAGRAPH * 4 + EVERYTHING + PARAGRAPH + INTERVIEW + TABLE + PARAGRAPH * 9
    return make_article(title="A Title That Takes More Than One Line of the Text", body=body, illustrations=pictures)


@pytest.fixture
def lay_out(media):
    """Lay out the last of these articles as the mill does; `start` is the height at which it begins."""
    keep_rhythm()

    def lay_out(*articles, paper="A4", start=None):
        parts = Parts(make_snapshot(*articles, bulletin={"paper": paper}))
        with override_settings(MEDIA_ROOT=media):
            part = parts.article(0, len(articles) - 1, start)
            return setting._laid_out(part.render(), parts.style).pages

    return lay_out


def walk(box):
    box = getattr(box, "_box", box)
    yield box
    if not isinstance(box, boxes.ReplacedBox):
        for child in box.children:
            yield from walk(child)


def found(page, name):
    """Boxes of a tag or a class on a page."""
    for box in walk(page._page_box.children[0]):
        if box.element is not None and name in (box.element_tag, *box.element.get("class", "").split()):
            yield box


def text_of(box):
    return "".join(each.text for each in walk(box) if isinstance(each, boxes.TextBox))


def lines_of(page):
    """Height of every line of the text's paragraphs, headings and lists below the top of the page, in points."""
    top = page._page_box.content_box_y()
    for text in found(page, "text"):
        for box in walk(text):
            if box.element_tag in ("p", "li", "h4", "h5") and isinstance(box, boxes.BlockContainerBox):
                yield from ((line.position_y - top) * SCALE for line in box.children if isinstance(line, boxes.LineBox))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("start", [None, 20 * STEP])
def test_all_lines_stand_on_one_grid(lay_out, long_article, paper, start):
    pages = lay_out(make_article(2), long_article, paper=paper, start=start)
    assert len(pages) > 3
    heights = [height for page in pages for height in lines_of(page)]
    assert len(heights) > 90
    assert [height for height in heights if abs((height + 1) % STEP - 1) > 0.1] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_is_a_whole_number_of_lines_high(lay_out, paper):
    height = lay_out(make_article(), paper=paper)[0]._page_box.height * SCALE
    assert 0 <= height % STEP < 0.1


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_stranded_parted_or_over_its_edge(lay_out, long_article, paper):
    kinds = {fault.kind for fault in faults_of(lay_out(long_article, paper=paper))}
    assert kinds <= {"short line"}


def test_an_article_ends_on_the_grid_so_that_the_next_begins_on_it(lay_out, long_article):
    from exports.rendering.setting import filled

    assert (filled(lay_out(long_article)[-1]) + 1) % STEP - 1 < 0.1


def test_only_an_article_that_runs_on_is_set_off_by_a_hairline(lay_out):
    opens, runs_on = lay_out(make_article(1), make_article(2)), lay_out(make_article(1), make_article(2), start=140)
    widths = [next(found(pages[0], "article")).border_top_width for pages in (opens, runs_on)]
    assert widths[0] == 0 < widths[1]


def test_a_long_table_breaks_between_rows_and_repeats_its_head(lay_out):
    pages = lay_out(make_article(body=f"{PARAGRAPH}{TABLE}"))
    rows = [[text_of(row) for row in found(page, "tr")] for page in pages if any(found(page, "table"))]
    assert len(rows) > 1
    assert {page[0] for page in rows} == {"PortRemark"}
    assert sum(len(page) - 1 for page in rows) == 60


def test_a_picture_stays_with_its_caption_and_credit(lay_out, long_article):
    for page in lay_out(long_article, paper="A5"):
        for figure in found(page, "figure"):
            if any(isinstance(box, boxes.ReplacedBox) for box in figure.children):
                assert any(found(page, "figcaption"))


@pytest.mark.parametrize(("paper", "is_beside"), [("A4", True), ("Letter", True), ("A5", False)])
def test_the_margin_column_stands_beside_the_title_where_there_is_room(lay_out, paper, is_beside):
    page = lay_out(make_article(), paper=paper)[0]
    meta, title = next(found(page, "meta")), next(found(page, "article-title"))
    assert (meta.border_box_x() < title.border_box_x()) is is_beside
    assert (meta.border_box_y() < title.border_box_y() + title.height) is is_beside


def test_a_very_long_margin_column_goes_under_the_title(lay_out):
    page = lay_out(make_article(keywords=[f"keyword_number_{number}" for number in range(20)]))[0]
    meta, title = next(found(page, "meta")), next(found(page, "article-title"))
    assert meta.border_box_y() >= title.border_box_y() + title.height


def test_a_parallel_title_is_upright_and_hyphenated_in_its_own_language(lay_out):
    page = lay_out(make_article(parallel_title="Заголовок"))[0]
    style = next(found(page, "parallel")).style
    assert (style["font_style"], style["lang"], style["hyphens"]) == ("normal", "ru", "auto")


def test_an_address_breaks_without_a_hyphen(lay_out):
    address = "https://example.org/" + "somewhere/in/a/very/long/address/" * 5
    page = lay_out(make_article(body=f'<p>See <a href="https://example.org/">{address}</a>.</p>'))[0]
    (text,) = found(page, "text")
    assert text_of(text) == f"See {address}."

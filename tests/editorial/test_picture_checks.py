"""What preflight says of pictures, and how large the standard layout sets them."""

import pytest

from editorial import preflight
from editorial.placement import placed
from editorial.preflight import NOTE, WARNING
from tests.factories import make_article, make_issue


@pytest.mark.parametrize(
    ("size", "paper", "dpi"),
    [
        ((1200, 800), "A4", 242),  # across the measure
        ((1200, 800), "A5", 263),
        ((800, 1200), "A4", 203),  # as high as a tall one may be
        ((1000, 1000), "A4", 212),  # as high as a wide one may be
        ((300, 200), "A4", 96),  # never larger than it is
        ((1200, 800), "Letter", 242),
    ],
)
def test_how_many_dots_an_inch_has(size, paper, dpi):
    assert placed(*size, paper).dpi == dpi


def test_a_size_nobody_knows():
    assert placed(0, 0) is None


@pytest.mark.django_db
def test_preflight_looks_at_every_picture():
    article = make_article(make_issue().sections.first(), title="The port")
    row = {"file": "pictures/a.jpg", "sha256": "a", "height": 800}
    article.illustrations.create(**row, width=1200, caption="Fine", credit="A. Nobody", alt="A crane")
    article.illustrations.create(**row, width=100, caption="A crane at dawn", credit="A. Nobody", alt="A crane")
    article.illustrations.create(**row, width=1200)
    article.illustrations.create(caption="Waits for its picture")
    found = [each for each in preflight.findings(article.issue) if each.field == "illustrations"]
    assert [(each.level, each.message) for each in found] == [
        (WARNING, "A caption of “The port” waits for its picture."),
        (WARNING, "“A crane at dawn” in “The port” will look coarse: it has too few pixels for its place."),
        (WARNING, "A picture in “The port” has no alternative text."),
        (NOTE, "A picture in “The port” has no credit."),
    ]

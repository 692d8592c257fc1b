import pytest
from django.utils import translation

from exports import colour, wording


@pytest.mark.parametrize(
    ("language", "dates", "printed"),
    [
        ("en", ("2020-12-28", "2021-01-03"), "28 December 2020 — 3 January 2021"),
        ("ru", ("2020-12-28", "2021-01-03"), "28 декабря 2020 — 3 января 2021"),
        ("en", ("2026-09-28", "2026-10-04"), "28 September — 4 October 2026"),
        ("ru", ("2026-11-09", "2026-11-15"), "9 — 15 ноября 2026"),
        ("en", ("2026-11-09", "2026-11-09"), "9 November 2026"),
    ],
)
def test_a_period_says_once_what_both_dates_share(language, dates, printed):
    with translation.override(language):
        assert wording.period(*dates) == printed


@pytest.mark.parametrize(
    ("language", "given", "printed"),
    [
        ("en", (12, 2020), "December 2020"),
        ("ru", (7, 2023), "июль 2023"),
        ("ru", (None, 2023), "2023"),
        ("en", (5, None), "May"),
        ("en", (None, None), ""),
    ],
)
def test_a_month_stands_by_itself(language, given, printed):
    with translation.override(language):
        assert wording.month(*given) == printed


@pytest.mark.parametrize(
    ("countries", "printed"),
    [
        (
            ["Russia", "China", "United Kingdom", "Greece"],
            "4 articles from China, Greece, Russia and the United Kingdom",
        ),
        (["China"], "1 article from China"),
        (["China", "China"], "2 articles from China"),
        (["USA", ""], "2 articles from the USA"),
        ([""], "1 article"),
        ([f"Land {number}" for number in range(12)], "12 articles from 12 countries"),
    ],
)
def test_one_line_says_what_is_inside(countries, printed):
    with translation.override("en"):
        assert wording.inside([{"country": country} for country in countries]) == printed


def test_russian_order_puts_yo_beside_ye():
    assert sorted(["жук", "ёлка", "Елец", "еда"], key=wording.in_order) == ["еда", "Елец", "ёлка", "жук"]


def test_a_long_address_is_cut_to_its_site():
    assert wording.address("https://www.arab.news/") == "arab.news"
    assert wording.address("https://www.arab.news/" + "x" * 80) == "arab.news/…"


@pytest.mark.parametrize("accent", ["#9c1f2e", "#ffee00", "#ffffff", "#000000", "#7f7f7f"])
def test_every_accent_colour_can_be_read(accent):
    assert colour.contrast(colour.ink_on(accent), accent) >= 4
    assert colour.contrast(colour.readable(accent), colour.PAPER) >= 4.5
    assert colour.contrast(colour.readable(accent, colour.DARK_PAPER), colour.DARK_PAPER) >= 4.5


def test_a_readable_accent_is_left_alone():
    assert colour.readable("#9c1f2e") == "#9c1f2e"

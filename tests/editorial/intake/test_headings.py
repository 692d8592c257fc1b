import pytest

from editorial.intake.headings import heading_of
from editorial.intake.titles import have_parallels, split


@pytest.mark.parametrize(
    ("text", "country", "month", "year"),
    [
        ("Ships / Russia, October, 2023", "Russia", 10, 2023),
        ("Ships / Russia, June 2025", "Russia", 6, 2025),
        ("Корабли / Россия, июль 2024", "Россия", 7, 2024),
        ("Корабли / Россия, ИЮЛЯ 2024 г.", "Россия", 7, 2024),
        ("Корабли / ЮАР, Октябрь, 2023 года", "ЮАР", 10, 2023),
        ("Ships/Saudi Arabia , Sept. 2024", "Saudi Arabia", 9, 2024),
        ("Ships / United Kingdom,December,2020", "United Kingdom", 12, 2020),
        ("Ships / USA May 2020.", "USA", 5, 2020),
        ("Ships / Hong Kong, China, June, 2023", "Hong Kong, China", 6, 2023),
        ("Sherpas/Sous-Sherpas / Elbonia, Dec, 2023", "Elbonia", 12, 2023),
        ("Ships / Brazil, Octobre, 2023", "Brazil", 10, 2023),
    ],
)
def test_place_and_month(text, country, month, year):
    heading = heading_of(text)
    assert (heading.country, heading.month, heading.year) == (country, month, year)


@pytest.mark.parametrize(
    "text",
    [
        "They met in Russia, October, 2023",
        "See a/b, October 2023 was cold",
        "A quay at night. Photo by N. / Reuters, June, 2020",
        "Ships / Russia, 2023",
        "Ships / Russia, Spring, 2023",
        "Ships / 5, May, 2023",
        "Ships " * 1000 + "/ Russia, May, 2023",
    ],
)
def test_not_a_heading(text):
    heading = heading_of(text)
    assert heading is None


@pytest.mark.parametrize(
    ("head", "title", "parallel"),
    [
        ("Ships (Корабли)", "Ships", "Корабли"),
        ("Ships (Корабли.)", "Ships", "Корабли."),
        ("Ships(«Корабли» и суда: 2030+)", "Ships", "«Корабли» и суда: 2030+"),
        ("Envoy (A & B) & Aide (Визит посла (A & B) в порт)", "Envoy (A & B) & Aide", "Визит посла (A & B) в порт"),
        ("Ships (Суда (CPV))", "Ships", "Суда (CPV)"),
        ("G5+ Port Summit (G5+ Port Summit в Орске)", "G5+ Port Summit", "G5+ Port Summit в Орске"),
        ("Sherpas/Sous-Sherpas meet (Шерпы/су-шерпы)", "Sherpas/Sous-Sherpas meet", "Шерпы/су-шерпы"),
        ("Ships (a remark)", "Ships (a remark)", ""),
        ("Ships (2024)", "Ships (2024)", ""),
        ("Ships (Суда) again", "Ships (Суда) again", ""),
        ("Ships (Суда (порт)", "Ships", "Суда (порт)"),
        ("Ships (Суда", "Ships", "Суда"),
        ("Ships (Суда))", "Ships", "Суда)"),
        ("Ships (Суда) (порт)", "Ships", "Суда (порт)"),
        ("Ships (船)", "Ships", "船"),
        ("(Суда)", "(Суда)", ""),
    ],
)  # fmt: skip
def test_titles(head, title, parallel):
    assert split(head)[:2] == (title, parallel)


def test_a_russian_edition_has_remarks_and_no_parallel_titles():
    assert split("Суда пришли (снова)", "ru")[:2] == ("Суда пришли (снова)", "")
    assert not have_parallels(["Банк (NDB)", "Суда (снова)"], "ru")
    assert not have_parallels(["Банк (New Development Bank)"], "ru")
    assert have_parallels(["Банк растёт (The bank grows)", "Суда пришли (Ships came)"], "ru")

import pytest

from editorial.countries import Countries
from editorial.intake.countries import ALIASES, folded
from editorial.models import Country

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "en", "ru"),
    [
        ("US", "USA", "США"),
        ("GB", "United Kingdom", "Великобритания"),
        ("AE", "UAE", "ОАЭ"),
        ("RU", "Russia", "Россия"),
        ("CN", "China", "Китай"),
        ("ZA", "South Africa", "ЮАР"),
        ("KP", "North Korea", "КНДР"),
        ("KY", "Cayman Islands", "острова Кайман"),
    ],
)
def test_the_list_has_the_names_that_are_printed(code, en, ru):
    country = Country.objects.get(code=code)
    assert (country.en, country.ru) == (en, ru)


def test_the_frequent_ones_are_marked():
    frequent = Country.objects.filter(is_frequent=True).values_list("code", flat=True)
    assert set(frequent) == {"BR", "RU", "IN", "CN", "ZA", "EG", "ET", "IR", "AE", "ID", "SA"}


def test_every_alias_leads_to_a_listed_country():
    countries = Countries("en")
    for code, names in ALIASES.items():
        for name in names.split(","):
            assert countries.listed(name) == Country.objects.get(code=code).en, name


def test_names_are_unlike_each_other():
    names = [folded(name) for row in Country.objects.all() for name in {row.en, row.ru}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Rusia", ["Russia"]), ("Perú", ["Peru"]), ("Бразиля", ["Brazil"]), ("Atlantis", [])],
)
def test_which_one_may_be_meant(typed, near):
    assert Countries("en").near(typed) == near


def test_a_country_the_office_took_out_is_not_listed():
    Country.objects.filter(code="CN").delete()
    assert Countries("en").listed("Китай") is None
    assert Countries("en").listed("Atlantis") is None

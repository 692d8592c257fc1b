"""The list of countries with the names that bulletins print; an office that has begun its own list keeps it."""

from babel import Locale
from django.db import migrations

# Of the two-letter regions of CLDR these are no country or nobody's source.
NOT_LISTED = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UM", "UN", "XA", "XB", "ZZ"}
FREQUENT = {"BR", "RU", "IN", "CN", "ZA", "EG", "ET", "IR", "AE", "ID", "SA"}
PRINTED = {
    "US": ("USA", "США"),
    "AE": ("UAE", "ОАЭ"),
    "ZA": ("South Africa", "ЮАР"),
    "KR": ("South Korea", "Южная Корея"),
    "TR": ("Turkey", "Турция"),
    "HK": ("Hong Kong", "Гонконг"),
    "MO": ("Macao", "Макао"),
    "MM": ("Myanmar", "Мьянма"),
    "PS": ("Palestine", "Палестина"),
    "CD": ("DR Congo", "ДР Конго"),
    "CG": ("Congo", "Конго"),
    "CF": ("Central African Republic", "Центральноафриканская Республика"),
    "FM": ("Micronesia", "Микронезия"),
    "EU": ("European Union", "Европейский союз"),
}


def names_of(code, english, russian):
    if code in PRINTED:
        return PRINTED[code]
    russian = russian.replace("о-ва", "острова").replace("о-в", "остров")
    return english.replace(" & ", " and "), russian


def fill(apps, schema_editor):
    country = apps.get_model("editorial", "Country")
    if country.objects.exists():
        return
    english, russian = Locale("en").territories, Locale("ru").territories
    codes = sorted(code for code in english if len(code) == 2 and code.isalpha() and code not in NOT_LISTED)
    rows = [(code, *names_of(code, english[code], russian[code])) for code in codes]
    country.objects.bulk_create(
        country(code=code, en=en, ru=ru, is_frequent=code in FREQUENT) for code, en, ru in rows
    )


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_presence_since")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

"""Names of countries in English and Russian: which country is meant, and whether a lone line is nothing else."""

import re
from functools import cache

from babel import Locale
from django.utils.translation import get_language

LANGUAGES = ("en", "ru")
NOT_COUNTRIES = {"XA", "XB", "ZZ", "QO", "EZ"}
# English says "the" before these; the list is of sources, so it is short.
WITH_ARTICLE = re.compile(
    r"^(?:United |UK$|USA?$|UAE$|EU$|European Union|Netherlands|Philippines|Czech Republic|Dominican Republic|Maldives)"
)
# Names that are printed or typed and are not in CLDR, by code.
ALIASES = {
    "US": "USA, U.S.A., US, U.S., United States of America, America, США, Соединенные Штаты Америки, Америка",
    "GB": "UK, U.K., Great Britain, Britain, Соединенное Королевство, Англия, Британия",
    "AE": "UAE, U.A.E., Emirates, Объединенные Арабские Эмираты, Эмираты",
    "CN": "PRC, People's Republic of China, Mainland China, КНР, Китайская Народная Республика",
    "RU": "Russian Federation, РФ, Российская Федерация",
    "ZA": "RSA, ЮАР, Republic of South Africa, Южная Африка",
    "IN": "Republic of India, Республика Индия",
    "IR": "Islamic Republic of Iran, Исламская Республика Иран",
    "SA": "KSA, Kingdom of Saudi Arabia, КСА, Королевство Саудовская Аравия",
    "BR": "Brasil",
    "KR": "Korea, Южная Корея, Republic of Korea, Корея",
    "KP": "DPRK, Северная Корея",
    "VN": "Viet Nam",
    "LA": "Lao PDR",
    "SY": "Syrian Arab Republic",
    "BY": "Republic of Belarus, Республика Беларусь, Белоруссия",
    "TR": "Turkey",
    "CZ": "Czech Republic, Чешская Республика",
    "NL": "Holland, The Netherlands, Голландия",
    "CD": "DR Congo, DRC, ДР Конго, Democratic Republic of the Congo, Демократическая Республика Конго",
    "CG": "Congo, Конго, Republic of the Congo, Республика Конго",
    "CF": "ЦАР",
    "KG": "Киргизстан, Кыргызская Республика",
    "MD": "Молдавия",
    "TM": "Туркмения",
    "MM": "Myanmar, Burma, Мьянма, Бирма",
    "SZ": "Swaziland, Свазиленд",
    "MK": "Macedonia, Македония",
    "MO": "Macao, Macau, Макао",
    "CI": "Ivory Coast, Cote d'Ivoire",
    "HK": "Hong Kong, Гонконг",
    "PS": "Palestine, Палестина",
    "EU": "EU, ЕС, Евросоюз",
}
PARTS = {"england", "scotland"}  # named as the source, though none of the list


def is_country(text: str) -> bool:
    """Whether the text is the name of a country, in English or Russian, and nothing else."""
    name = folded(text)
    return len(text) <= 60 and (name in codes() or name in PARTS)


@cache
def codes() -> dict[str, str]:
    """The codes of countries by their folded names in English and Russian."""
    found = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
                found[folded(name)] = code
    for code, names in ALIASES.items():
        found |= dict.fromkeys(map(folded, names.split(",")), code)
    return found


def same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def in_sentence(name: str) -> str:
    """The name after a word as "from", in the language that is active: the United Kingdom."""
    return f"the {name}" if get_language() == "en" and WITH_ARTICLE.match(name) else name


def folded(text: str) -> str:
    """The same for all ways of writing one name."""
    text = " ".join(text.split()).strip(" .,;").casefold()
    return text.replace("ё", "е").replace("’", "'").replace("-", " ").replace("–", " ").replace("&", "and")

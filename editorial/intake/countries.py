"""Names of countries, to tell a lone `United Kingdom` from a paragraph."""

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
# Names that bulletins print and CLDR does not.
ALIASES = """
USA, U.S.A., US, U.S., United States of America, UK, U.K., Great Britain, Britain, England, Scotland, UAE, U.A.E.,
Hong Kong, Macau, Macao, Turkey, Türkiye, Czech Republic, Myanmar, Burma, Ivory Coast, Cote d'Ivoire, Cape Verde,
Swaziland, Macedonia, Holland, The Netherlands, Palestine, Congo, DR Congo, DRC, Democratic Republic of the Congo,
Republic of the Congo, PRC, People's Republic of China, Mainland China, RSA, Republic of South Africa,
Russian Federation, Korea, Republic of Korea, DPRK, Viet Nam, Lao PDR, Syrian Arab Republic, Republic of India,
Islamic Republic of Iran, KSA, Kingdom of Saudi Arabia, Brasil, EU, Republic of Belarus,
США, Соединенные Штаты Америки, Великобритания, Соединенное Королевство, Англия, ОАЭ, ЮАР, КНР, РФ, КНДР,
Российская Федерация, Китайская Народная Республика, Южно-Африканская Республика, Республика Беларусь, Белоруссия,
Республика Корея, Южная Корея, Северная Корея, Гонконг, Макао, Тайвань, Чехия, Нидерланды, Голландия, Палестина,
Конго, ДР Конго, Киргизия, Молдавия, Туркмения, ЦАР, ЕС, Евросоюз, Мьянма, Бирма, Саудовская Аравия, КСА,
Кот-д'Ивуар, Королевство Саудовская Аравия, Исламская Республика Иран, Республика Индия, Казахстан, Узбекистан
"""


def is_country(text: str) -> bool:
    """Whether the text is the name of a country, in English or Russian, and nothing else."""
    return len(text) <= 60 and folded(text) in names()


@cache
def names() -> frozenset[str]:
    known = {folded(name) for name in ALIASES.replace("\n", " ").split(",")}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
                known.add(folded(name))
    return frozenset(known)


def same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def in_sentence(name: str) -> str:
    """The name after a word as "from", in the language that is active: the United Kingdom."""
    return f"the {name}" if get_language() == "en" and WITH_ARTICLE.match(name) else name


def folded(text: str) -> str:
    """The same for all ways of writing one name."""
    text = " ".join(text.split()).strip(" .,;").casefold()
    return text.replace("ё", "е").replace("’", "'").replace("-", " ").replace("–", " ").replace("&", "and")

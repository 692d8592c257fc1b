"""Hypothesis strategies for bulletins: plausible ones part by part, and soups of lines that look like anything."""

import datetime

from hypothesis import strategies as st

from editorial.intake.formats import Block, ParsedArticle, ParsedIssue, ParsedSection

WORDS = ["port", "crane", "harbour", "wages", "of", "the", "night", "shift", "Delta", "Orsk", "2030", "G5+", "«Dawn»"]
RUSSIAN = ["порт", "кран", "смена", "о", "зарплата", "Дельта", "«Заря»", "2030", "G5+", "С.В.Орлов"]
SECTIONS = [("Harbour Life", "Work on the quays"), ("World of Work", ""), ("Wages and prices", ""), ("НОВОСТИ", "")]


def words(pool, least=2, most=8):
    return st.lists(st.sampled_from(pool), min_size=least, max_size=most).map(" ".join)


def sentences(pool=WORDS):
    return words(pool, 3, 12).map(lambda text: f"So {text} end.")


titles = words(WORDS).map(lambda text: f"News {text}")
remarks = st.sampled_from(["", " (CPV & OIA)", " / Sherpas", ": more"])
parallels = st.one_of(st.just(""), st.builds("О {}{}{}".format, words(RUSSIAN), remarks, st.sampled_from(["", "."])))
blocks = st.one_of(
    st.builds(Block, st.just("paragraph"), sentences()),
    st.builds(Block, st.just("paragraph"), sentences(), lead=st.sampled_from(["Question:", "Answer:"])),
    st.builds(Block, st.just("heading"), words(["WAGES", "PORTS", "NIGHT"])),
    st.builds(Block, st.just("item"), sentences(), number=st.one_of(st.none(), st.integers(0, 999))),
    st.builds(Block, st.just("caption"), sentences(), credit=st.sampled_from(["Delta", "A Name/AP", "", "x (y)"])),
)


@st.composite
def articles(draw, year=2024, month=5):
    return ParsedArticle(
        title=draw(titles) + draw(remarks),
        parallel_title=draw(parallels),
        country=draw(st.sampled_from(["Russia", "United Kingdom", "Elbonia", "Hong Kong, China", "ЮАР"])),
        month=month,
        year=year,
        keywords=draw(st.lists(st.sampled_from(["wages", "brics+", "covid-19", "Вьетнам", "two words"]), max_size=4)),
        sources=draw(st.sampled_from([[], ["tass.com"], ["https://arab.news/1"], ["Delta Post", "http://a.b/c"]])),
        published_on=draw(st.none() | st.dates(datetime.date(year, month, 1), datetime.date(year, month, 28))),
        author=draw(st.sampled_from([None, "A Name", "Б. Имя"])),
        blocks=draw(st.lists(blocks, max_size=6)),
    )


@st.composite
def issues(draw):
    week = draw(st.integers(19, 22))
    day = datetime.date.fromisocalendar(2024, week, 1)
    chosen = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, unique=True))
    return ParsedIssue(
        bulletin_title=draw(st.sampled_from(["Harbour Bulletin", "Weekly of the Five Ports"])),
        tagline=draw(st.sampled_from(["", "What happens on the quays"])),
        label=draw(st.sampled_from(["Issue", "Выпуск", "No"])),
        language="en",
        number=week,
        year=2024,
        date_from=day,
        date_to=day + datetime.timedelta(days=6),
        sections=[ParsedSection(*titles, draw(st.lists(articles(), min_size=1, max_size=3))) for titles in chosen],
    )


HEADINGS = [
    "Ports agree (Порты договорились) / Russia, May, 2024",
    "Порты договорились (снова) / Россия, мая 2024 г.",
    "Cranes (CPV) stop (Краны (CPV) стоят.) / United Kingdom, June 2024",
    "Cranes (Краны (стоят) / USA, Sept. 2024",
    "and a rest) / China, Decembr, 2024",
    "/ China, May, 2024",
    "Nothing / Elbonia, May 2024",
    "Title without place /",
    "Russia, June, 2024",
]
LINES = [
    *HEADINGS, "", "", "",
    "Keywords: a, b", "Ключевые слова : в; г", "Keyword:", "2024-05-12", "2024-05-99", "12.05.2024",
    "Russia", "China", "United Kingdom", "Source: a.com", "Source: https://a.com", "Source: B",
    "Источник:", "Author: N",
    "Автор: Н", "World of Work", "World News", "Frequent exchanges", "FREQUENT EXCHANGES", "Ivan Petrov", "Xinhua",
    "Work on the quays", "внешняя политика", "1. One", "2) Two", "• Dot", "- Dash", "– Dash", "— Сказал он",
    "Question: Why?", "Petrov:Because", "Petrov: Because", "Deadline: now", "https://a.com/b", "A ship.Photo:Delta",
    "[Photo/Delta] A ship", "Photo: Delta", "A ship /Photo by A Name", "A [Фото: ТАСС] B", "See the [Photo]",
    "A long sentence that ends as sentences do.", "Made on", "Tilda", "\u00a0", "x\u00a0y", "a\tb  c", "( (", ") )",
    "Issue 3.2024", "2024.05.06 — 2024.05.12", "(Скобка", "Title / ", "Ends like one / Nowhere near 2024",
]  # fmt: skip
soups = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=40)

"""Invented articles by the thousand for a large archive: every sentence is put together from parts written here."""

import random

COUNTRIES = {
    "Brazil": "Бразилии",
    "Russia": "России",
    "India": "Индии",
    "China": "Китае",
    "South Africa": "ЮАР",
}
# Each pair is the same title in both languages, with the country at its end.
TITLES = [
    ("Port workers agree on a new shift plan in {en}", "Портовики согласовали новый график смен в {ru}"),
    ("Minimum wage commission meets in {en}", "Комиссия по минимальной заработной плате собралась в {ru}"),
    (
        "Railway unions open talks on safety in {en}",
        "Железнодорожные профсоюзы начали переговоры о безопасности в {ru}",
    ),
    ("More women finish apprenticeships in {en}", "Всё больше женщин завершают производственное обучение в {ru}"),
    ("Couriers found their first union in {en}", "Курьеры создали свой первый профсоюз в {ru}"),
    ("Pension reform goes to the second reading in {en}", "Пенсионная реформа прошла ко второму чтению в {ru}"),
    ("Textile mills sign a collective agreement in {en}", "Текстильные фабрики подписали коллективный договор в {ru}"),
    (
        "Inspectors count fewer accidents at work in {en}",
        "Инспекторы насчитали меньше несчастных случаев на производстве в {ru}",
    ),
    ("Miners and owners settle a long dispute in {en}", "Шахтёры и владельцы уладили долгий спор в {ru}"),
    ("Teachers ask for smaller classes in {en}", "Учителя просят уменьшить классы в {ru}"),
    ("Seafarers win shore leave in {en}", "Моряки добились увольнения на берег в {ru}"),
    ("A training fund opens its doors in {en}", "Учебный фонд открыл двери в {ru}"),
]
KEYWORDS = [
    "collective_agreement",
    "minimum_wage",
    "occupational_safety",
    "social_dialogue",
    "gig_work",
    "pensions",
    "vocational_training",
    "port_workers",
    "railways",
    "women_at_work",
    "migration",
    "seafarers",
    "mining",
    "textile_industry",
    "teachers",
    "labour_inspection",
]
WHO = [
    "The regional federation",
    "The employers' council",
    "The joint commission",
    "The works council of the largest plant",
    "The ministry's labour department",
    "The committee of young workers",
    "The association of small workshops",
    "The inspectorate",
]
DID = [
    "published its half-yearly account of",
    "asked for a second look at",
    "voted for a new timetable of",
    "agreed to share the cost of",
    "put forward a proposal on",
    "set up a working group on",
    "reported steady progress with",
    "warned against haste in matters of",
]
WHAT = [
    "shift work in the cold months",
    "protective clothing and its upkeep",
    "the training of apprentices",
    "wages in the lowest grades",
    "rest rooms for drivers on long routes",
    "contracts for seasonal labour",
    "child care near the workplace",
    "paid leave after night duty",
]
WHEN = [
    "after three days of talks",
    "at the end of the quarter",
    "in a letter to all branches",
    "at its meeting in the old town hall",
    "before the yearly assembly",
    "with a majority of two votes",
]
THEN = [
    "Members expect the first results by spring.",
    "The figures will be checked by an independent auditor.",
    "Both sides called the tone of the meeting sober and fair.",
    "A telephone line for questions opens on Monday.",
    "Smaller enterprises have been given a year longer.",
    "The minutes are open to everybody who works there.",
    "Nobody expects the matter to be settled in one round.",
    "The cost is put at {share} per cent of the wage bill.",
]


def title(chance: random.Random) -> tuple[str, str, str]:
    """An English title, the same in Russian, and the country."""
    country = chance.choice(list(COUNTRIES))
    english, russian = chance.choice(TITLES)
    return english.format(en=country), russian.format(ru=COUNTRIES[country]), country


def paragraph(chance: random.Random) -> str:
    """Three to six sentences, about 60 words."""
    sentences = []
    for _index in range(chance.randint(2, 4)):
        sentences.append(f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)}.")
        if chance.random() < 0.5:
            sentences.append(chance.choice(THEN).format(share=chance.randint(1, 9)))
    return " ".join(sentences)


def body(chance: random.Random, paragraphs: int) -> str:
    return "\n".join(f"<p>{paragraph(chance)}</p>" for _index in range(paragraphs))

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.spelling import distance
from editorial.twins import REASONS, Twins, fold, parts, why

ALPHABET = "abcdeилорксу0129 -_+’ёyhzU"
NAMES = st.text(ALPHABET, min_size=1, max_size=14)
WORDS = st.text("abcdefgилорксу", min_size=6, max_size=20)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("trade union", "trade_union", "divided"),
        ("Trade-Union", "tradeunion", "divided"),
        ("covid19", "COVID-19", "divided"),
        ("ёлка", "Елка", "divided"),
        ("u.s.a.", "USA", "divided"),
        ("уoung_workers", "young workers", "lookalike"),
        ("ВRICS", "brics", "lookalike"),
        ("anna_orlova", "orlova_anna", "order"),
        ("бюджет", "byudzhet", "transliterated"),
        ("бюджет", "bjudzhet", "transliterated"),
        ("бюджет", "bûdžet", "transliterated"),
        ("Щукин", "shchukin", "transliterated"),
        ("Алексей", "alexey", "transliterated"),
        ("ельцово", "yeltsovo", "transliterated"),
        ("статья", "stat'ya", "transliterated"),
        ("сергей_орлов", "orlov-sergei", "transliterated"),
        ("sergeyr_orlov", "sergey_orlov", "spelled"),
        ("labour", "labor", "spelled"),
        ("wage", "wages", "spelled"),
        ("профсоюз", "профсоюзы", "spelled"),
        ("minsitry_of_labour", "ministry_of_labour", "spelled"),
        ("industrialisation", "industrializaton", "spelled"),
        ("sergei_orlof", "sergey_orlov", "spelled"),
    ],
)
def test_what_is_suspect_and_why(one, other, reason):
    assert why(one, other) == why(other, one) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("covid-19", "covid-20"),
        ("session_20251", "session_20252"),
        ("1-2", "12"),
        ("brics", "brics+"),
        ("c", "c#"),
        ("cat", "chat"),
        ("word", "work"),
        ("iran_war", "iraq_war"),
        ("export_duties", "import_duties"),
        ("employment", "unemployment"),
        ("north_korea", "south_korea"),
        ("social_protection", "social_production"),
        ("да", "yes"),
        ("दिल", "दल"),
        ("+", "-"),
        ("", "-"),
    ],
)
def test_what_is_not(one, other):
    assert why(one, other) == why(other, one) == ""


def test_the_strongest_reason_comes_first():
    index = Twins(["sergey orlov", "sergei_orlov", "сергей орлов", "wages"])
    assert [(twin.other, twin.why) for twin in index.of("sergey_orlov")] == [
        ("sergey orlov", "divided"),
        ("сергей орлов", "transliterated"),
        ("sergei_orlov", "spelled"),
    ]
    assert index.of("wages") == []


def test_each_suspicion_says_why():
    assert all(str(text) for text in REASONS.values())
    [twin] = Twins(["wage", "wages"]).pairs()
    assert (twin.one, twin.other, str(twin.reason)) == ("wage", "wages", "spelt almost alike")


@given(NAMES)
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@given(st.lists(NAMES, max_size=12, unique=True))
def test_the_index_finds_what_comparing_all_finds(names):
    expected = {frozenset(pair): why(*pair) for pair in combinations(names, 2) if why(*pair)}
    assert {frozenset((twin.one, twin.other)): twin.why for twin in Twins(names).pairs()} == expected


@given(st.lists(WORDS, min_size=2, max_size=6, unique=True), st.data())
def test_the_index_finds_every_slip(words, data):
    word = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(1, len(word) - 1))
    slip = word[:at] + "x" + word[data.draw(st.sampled_from([at, at + 1])) :]
    found = {twin.other for twin in Twins(words).of(slip)}
    assert found == {other for other in words if why(slip, other)}
    assert word in found


@given(NAMES, NAMES)
def test_numbers_that_differ_make_no_twins(one, other):
    def numbers(name):
        return sorted(part for part in parts(name) if part.isdecimal())

    if numbers(one) != numbers(other):
        # 1-2 and 12 differ; so do 1a2 and 12.
        assert why(one, other) == ""


@given(WORDS, WORDS)
def test_a_distance_has_no_direction(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)

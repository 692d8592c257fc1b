import pytest

from editorial.keywords import KeywordsField, split


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("wages, mining", ["wages", "mining"]),
        ("бюджет, безработица; б", ["бюджет", "безработица", "б"]),
        ("one\ntwo\r\nthree\tfour", ["one", "two", "three", "four"]),
        ("social  dialogue ,, ; ", ["social dialogue"]),
        ("brics+, covid-19, industry_4.0", ["brics+", "covid-19", "industry_4.0"]),
        ("Wages, wages, WAGES", ["Wages"]),
        ("工资，矿业；和平", ["工资", "矿业", "和平"]),
        ("", []),
    ],
)
def test_words_are_divided_by_characters(text, names):
    assert split(text) == names


def test_too_long_a_word_is_named():
    with pytest.raises(Exception, match="too long for a keyword"):
        KeywordsField().clean("x" * 101)

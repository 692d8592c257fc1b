import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import mentions
from editorial.mentions import pieces
from editorial.models import User
from tests.factories import make_user

ANNA, ANNABEL, DOTTED = User(pk=1, name="Anna"), User(pk=2, name="Anna Bell"), User(pk=3, name="J. (Joe) *")
KNOWN = [ANNA, ANNABEL, DOTTED]


def named(text):
    return [(piece, [person.pk for person in persons]) for piece, persons in pieces(text, KNOWN) if persons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Anna Bell, look", [("@Anna Bell", [2])]),
        ("@anna bell and @Anna.", [("@anna bell", [2]), ("@Anna", [1])]),
        ("(@Anna)", [("@Anna", [1])]),
        ("@Annabel and mail@Anna", []),
        ("@J. (Joe) * said", [("@J. (Joe) *", [3])]),
        ("nobody", []),
        ("", []),
    ],
)
def test_the_longest_name_that_is_known(text, expected):
    assert named(text) == expected


def test_two_of_one_name_are_both_named():
    twin = User(pk=9, name="Anna")
    assert pieces("@Anna", [ANNA, twin]) == [("@Anna", [ANNA, twin])]


@given(st.text() | st.text(st.sampled_from("@Ana Bel\n<>&")), st.lists(st.text(max_size=12), max_size=4))
def test_no_letter_is_lost(text, names):
    known = [*KNOWN, *(User(pk=pk, name=name, email="x@example.org") for pk, name in enumerate(names, start=10))]
    assert "".join(piece for piece, _persons in pieces(text, known)) == text


@pytest.mark.django_db
class TestPeople:
    def test_those_who_work_here(self, editor, reviewer, administrator):
        make_user(name="Stranger")
        make_user("editor", name="Gone", is_active=False)
        assert list(mentions.people()) == [administrator, editor, reviewer]

    def test_names_complete_by_any_of_their_words(self, editor, reviewer):
        assert mentions.complete("ed") == ["Edith Editor"]
        assert mentions.complete("REV") == ["Rolf Reviewer"]
        assert mentions.complete("") == ["Edith Editor", "Rolf Reviewer"]
        assert mentions.complete("(") == []

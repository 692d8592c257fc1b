import pytest

from editorial.models import Bulletin
from editorial.preflight.titles import doubts, numbers


@pytest.mark.parametrize(
    ("title", "parallel", "found"),
    [
        ("Pits close", "Шахты закрываются", {}),
        ("Pits close", "", {}),
        ("Pits close", "pits close", {"parallel_title": "the parallel title is the title again"}),
        ("Pits close", "Other pits", {"parallel_title": "the parallel title is not in the letters of its language"}),
        ("Шахты", "Шахты закрыты", {"title": "the title is not in the letters of its language"}),
        ("BRICS+", "БРИКС+", {}),
        ("Wages up 2.5% in 2026", "Зарплаты выросли на 2,5% в 2026", {}),
        ("1,200 pits close", "Закрываются 1 200 шахт", {}),
        ("November 30, 2026", "30 ноября 2026 г.", {}),
        ("5 pits close", "Закрываются 6 шахт", {"parallel_title": "the numbers in the two titles differ"}),
    ],
)
def test_what_is_odd_about_two_titles(title, parallel, found):
    bulletin = Bulletin(language="en", parallel_language="ru")
    assert {field: str(doubt) for field, doubt in doubts(title, parallel, bulletin)} == found


def test_numbers_are_read_however_they_are_divided():
    assert numbers("1,200 and 1 200 and 2.5 on 30, 2026") == ["1200", "1200", "2026", "25", "30"]

import re

import pytest

from editorial.diagram import MARK, diagram, print_into
from editorial.models import Article, Issue
from editorial.workflow import MOVES


@pytest.mark.parametrize("model", MOVES, ids=lambda model: model.__name__)
def test_every_move_is_drawn_from_each_of_its_sources(model):
    arrows = set(re.findall(r"(\w+) --> \w+ : \(?(\w+)\)?", diagram(model)))
    assert arrows == {(source, verb) for verb, each in MOVES[model].items() for source in each.sources}


def test_a_failure_leads_back_to_where_the_issue_came_from():
    lines = [line.strip() for line in diagram(Issue).splitlines() if "(fail)" in line]
    assert lines == ["publishing --> correcting : (fail)", "publishing --> planned : (fail)"]


def test_only_the_marked_parts_of_a_text_are_replaced():
    old = "\n".join(
        f"Before\n{MARK.format(name=name)}\n```mermaid\nstale\n```\nafter {name}\n" for name in ("article", "issue")
    )
    fresh = print_into(old)
    assert fresh == print_into(fresh)
    assert "stale" not in fresh
    assert diagram(Article) in fresh
    assert fresh.endswith("```\nafter issue\n")


def test_a_text_without_marks_is_refused():
    with pytest.raises(ValueError, match="moves of the article"):
        print_into("nothing to see")

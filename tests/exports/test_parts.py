import copy

import pytest

from exports.rendering.parts import Parts

from .snapshots import make_article, make_snapshot


@pytest.fixture
def snapshot():
    return make_snapshot(make_article(1), make_article(2))


def changed(snapshot, change):
    other = copy.deepcopy(snapshot)
    change(other)
    return other


def key(snapshot, number=0, start=None, **options):
    return Parts(snapshot, **options).article(0, number, start).key


def first(snapshot):
    return snapshot["sections"][0]["articles"][0]


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: first(issue).update(body="<p>Other.</p>"),
        lambda issue: first(issue).update(title="Other"),
        lambda issue: first(issue).update(keywords=["other"]),
        lambda issue: issue["sections"][0].update(title="Other"),
        lambda issue: issue["bulletin"].update(accent="#003366"),
        lambda issue: issue["bulletin"].update(language="ru"),
    ],
)
def test_what_has_a_say_in_an_article_sets_it_again(snapshot, change):
    assert key(changed(snapshot, change)) != key(snapshot)


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: first(issue).update(body="<p>Other.</p>"),
        lambda issue: issue["sections"][0].update(title="Other"),
        lambda issue: issue["issue"].update(edition=2, notice="Corrected"),
    ],
)
def test_what_has_no_say_in_an_article_leaves_it_as_it_is(snapshot, change):
    assert key(changed(snapshot, change), 1) == key(snapshot, 1)


def test_the_height_it_begins_at_and_the_style_sheet_have_a_say(snapshot, monkeypatch):
    assert key(snapshot, 1, 120.5) != key(snapshot, 1) != key(snapshot, 1, 134.5)
    before = key(snapshot)
    monkeypatch.setattr("exports.rendering.parts.print_style", lambda paper: "p { color: red }")
    assert key(snapshot) != before


def test_what_stands_at_the_foot_of_every_page_names_the_edition(snapshot):
    corrected = changed(snapshot, lambda issue: issue["issue"].update(edition=2))
    assert Parts(corrected).sheets().key != Parts(snapshot).sheets().key
    assert Parts(snapshot, draft=True).sheets().key != Parts(snapshot).sheets().key


def test_contents_and_indexes_depend_on_page_numbers(snapshot):
    parts, anchor = Parts(snapshot), first(snapshot)["anchor"]
    for part in (parts.contents, parts.back):
        assert part({anchor: 3}).key != part({anchor: 4}).key
        assert part({anchor: 3}).key == part({anchor: 3}).key

from editorial.comparison import compare

from .reading import bare

SHIP = {"place": 1, "caption": "A ship", "credit": "Delta", "alt": "", "sha256": "a" * 64, "file": "pictures/a.jpg"}
CRANE = {"place": 2, "caption": "A crane", "credit": "", "alt": "", "sha256": "b" * 64, "file": "pictures/b.jpg"}


def pictures(before, after):
    difference = compare({"illustrations": before}, {"illustrations": after})["illustrations"]
    return [(each.shown.says("caption"), each.kinds) for each in difference.parts]


class TestFields:
    def test_in_the_order_they_are_printed(self):
        comparison = compare({"body": "", "title": "A"}, {"body": "<p>x</p>", "title": "B", "year": 2026})
        assert [field.name for field in comparison.changed] == ["title", "year", "body"]

    def test_nothing_changed(self):
        content = {"title": "A", "keywords": ["a"], "illustrations": [SHIP], "month": None}
        comparison = compare(content, dict(content))
        assert (bool(comparison), comparison.said, comparison.changed) == (False, "", [])

    def test_a_content_of_before_a_field_was_there(self):
        assert not compare({}, {"byline": "", "keywords": [], "month": None})

    def test_values_as_they_are_printed(self):
        month = compare({"month": 11}, {"month": None})["month"]
        assert [(bare(row.left), bare(row.right)) for row in month.rows] == [("<del>November</del>", "")]
        date = compare({"published_on": "2026-11-10"}, {"published_on": "2026-11-10"})["published_on"]
        assert date.plain == "10 November 2026"

    def test_everything_in_words(self):
        before = {"title": "A ship", "keywords": ["a"], "month": 11, "body": "<p>x y</p>"}
        after = {"title": "A crane", "keywords": ["b"], "month": 12, "body": "<p>x z</p>", "illustrations": [SHIP]}
        assert compare(before, after).said == "title, month, 1 word, 2 keywords, 1 illustration"


class TestKeywords:
    def test_added_and_removed(self):
        keywords = compare({"keywords": ["a", "b"]}, {"keywords": ["b", "c"]})["keywords"]
        assert (keywords.removed, keywords.added, keywords.reordered) == (["a"], ["c"], False)
        assert keywords.parts == [("a", "removed"), ("b", "same"), ("c", "added")]

    def test_another_order_is_a_change_and_no_addition(self):
        keywords = compare({"keywords": ["a", "b"]}, {"keywords": ["b", "a"]})["keywords"]
        assert (keywords.reordered, keywords.parts) == (True, [("b", "same"), ("a", "same")])
        assert keywords.count.phrases() == ["1 keyword"]


class TestIllustrations:
    def test_added_and_removed_where_they_stand(self):
        assert pictures([SHIP], [CRANE]) == [("A ship", ["removed"]), ("A crane", ["added"])]

    def test_known_by_the_picture_whatever_the_caption_says(self):
        assert pictures([SHIP, CRANE], [{**SHIP, "caption": "A boat"}, CRANE]) == [
            ("A boat", ["reworded"]),
            ("A crane", []),
        ]

    def test_known_by_the_caption_where_the_picture_was_replaced(self):
        assert pictures([SHIP], [{**SHIP, "sha256": "c" * 64}]) == [("A ship", ["replaced"])]

    def test_a_picture_that_came_for_its_caption(self):
        assert pictures([{**SHIP, "sha256": "", "file": ""}], [SHIP]) == [("A ship", ["replaced"])]

    def test_moved_to_another_paragraph(self):
        assert pictures([SHIP], [{**SHIP, "place": 4}]) == [("A ship", ["moved"])]

    def test_moved_before_another_at_the_same_place(self):
        crane = {**CRANE, "place": 1}
        found = pictures([SHIP, crane], [crane, SHIP])
        assert sorted(kinds for _caption, kinds in found) == [[], ["moved"]]

    def test_one_that_others_were_carried_past_has_not_moved(self):
        assert pictures([SHIP, CRANE], [CRANE, {**SHIP, "place": 4}]) == [("A crane", []), ("A ship", ["moved"])]

    def test_the_same_picture_twice(self):
        assert pictures([SHIP, SHIP], [SHIP]) == [("A ship", []), ("A ship", ["removed"])]

    def test_words_of_the_caption(self):
        change = compare({"illustrations": [SHIP]}, {"illustrations": [{**SHIP, "caption": "A big ship"}]})
        pieces = change["illustrations"].parts[0].words["caption"]
        assert [(piece.kind, piece.text) for piece in pieces] == [("same", "A "), ("added", "big "), ("same", "ship")]

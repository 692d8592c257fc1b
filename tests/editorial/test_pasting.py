import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial import pasting, planning, spreadsheet, workflow
from editorial.models import Article
from tests.factories import make_approved, make_article, make_issue, make_published_at, make_user

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.text(max_size=12), min_size=width, max_size=width), min_size=1, max_size=5)
)
PLAIN = st.text(st.characters(exclude_characters='\t\r\n"'), max_size=12)


class TestParser:
    @given(TABLES)
    def test_no_cell_is_lost_whatever_it_holds(self, table):
        out = io.StringIO(newline="")
        csv.writer(out, dialect="excel-tab").writerows(table)
        assert spreadsheet.parse(out.getvalue()) == table

    @given(st.lists(st.lists(PLAIN, min_size=2, max_size=4), min_size=1, max_size=5))
    def test_what_needs_no_quotes_stands_as_it_is(self, table):
        for end in ("\n", "\r\n"):
            assert spreadsheet.parse("".join("\t".join(row) + end for row in table)) == table

    @given(st.text(max_size=60))
    def test_any_text_is_some_table(self, text):
        assert all(row for row in spreadsheet.parse(text))

    @pytest.mark.parametrize(
        ("text", "table"),
        [
            ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
            ('"two\nlines"\tb', [["two\nlines", "b"]]),
            ('"say ""no""\r\ntwice"\tb\n', [['say "no"\r\ntwice', "b"]]),
            # A title in quotation marks is copied bare.
            ('"Green" jobs\tBrazil\n"Red"\tChina\n', [['"Green" jobs', "Brazil"], ['"Red"', "China"]]),
            ('"Never closed\tBrazil\nNext\tChina', [['"Never closed', "Brazil"], ["Next", "China"]]),
            ("«Труд»\tБразилия\r\n\r\nа", [["«Труд»", "Бразилия"], [""], ["а"]]),
            ("", []),
        ],
    )
    def test_as_spreadsheets_put_it(self, text, table):
        assert spreadsheet.parse(text) == table


@pytest.fixture
def issue(db):
    return make_issue()


def lay(issue, text, article, column, by):
    return pasting.lay(issue, text, article.pk, column, by=by)


def told(paste):
    return [
        (row.article.title, cell.column, cell.was, cell.becomes, cell.refused)
        for row in paste.rows
        for cell in row.cells
    ]


@pytest.mark.django_db
class TestPreview:
    def test_every_cell_that_changes(self, issue, editor):
        one, two = (make_article(issue.sections.get(), by=editor, title=title) for title in ("One", "Two"))
        text = "Brazil\tмарта\t2026\tстрана, wages\nIndia\t12\t1999\twages"
        assert told(lay(issue, text, one, "country", editor)) == [
            ("One", "month", "November", "March", ""),
            ("One", "keywords", "wages", "страна, wages", ""),
            ("Two", "country", "Brazil", "India", ""),
            ("Two", "month", "November", "December", ""),
            ("Two", "year", "2026", "1999", ""),
        ]
        assert (one.title, two.title) == ("One", "Two")

    def test_refusals_have_reasons(self, issue, editor):
        article = make_article(issue.sections.get(), by=editor, title="One")
        text = f"\t{'x' * 501}\t\tSmarch\t1800\t{'k' * 101}"
        reasons = {
            column: refused for _title, column, _was, _new, refused in told(lay(issue, text, article, "title", editor))
        }
        assert reasons == {
            "title": "This field is required.",
            "parallel_title": "Ensure this value has at most 500 characters (it has 501).",
            "country": "",
            "month": "“Smarch” is no month.",
            "year": "Ensure this value is greater than or equal to 1900.",
            "keywords": f"“{'k' * 40}…” is too long for a keyword.",
        }

    def test_keywords_by_their_present_names(self, issue, editor):
        article = make_article(issue.sections.get(), by=editor, keywords=("Peace", "sergey_lavrov"))
        cell = lay(issue, "peace", article, "keywords", editor).rows[0].cells[0]
        assert (cell.becomes, cell.questions) == ("Peace", [])

    def test_what_may_be_a_slip_is_asked_once_and_changes_nothing(self, issue, editor):
        articles = [make_article(issue.sections.get(), by=editor, country="") for _number in range(4)]
        make_article(keywords=("sergey_lavrov",))
        text = "Brasil\nRusia\nRusia\nIndia\t\t\tsergeyr_lavrov"
        paste = lay(issue, text, articles[0], "country", editor)
        asked = [(str(question.text), [each.name for each in question.suggestions]) for question in paste.questions]
        assert asked == [
            ("“Rusia” is not in the list of countries.", ["Russia"]),
            ("“sergeyr_lavrov” is new. Which one do you mean?", ["sergey_lavrov"]),
        ]
        assert [row.changes for row in paste.rows] == [
            {"country": "Brazil"}, {}, {}, {"country": "India", "month": "", "year": ""},
        ]  # fmt: skip
        assert (paste.asked, paste.refusals) == (3, 0)

    def test_an_answer_holds_for_every_such_cell(self, issue, editor):
        articles = [make_article(issue.sections.get(), by=editor, country="") for _number in range(2)]
        answers = {"listed-Rusia": "Russia", "listed-Utopia": "Utopia"}
        place = ("Rusia\nRusia\nUtopia", articles[0].pk, "country")
        make_article(issue.sections.get(), by=editor, country="")
        paste = pasting.lay(issue, *place, by=editor, answers=answers)
        assert [row.changes["country"] for row in paste.rows] == ["Russia", "Russia", "Utopia"]
        assert [answer for _question, answer in paste.with_answers] == ["Russia", "Utopia"]

    def test_a_row_of_headings_names_the_columns(self, issue, editor):
        article = make_article(issue.sections.get(), by=editor, title="One", country="")
        text = '№\tСтрана\tParallel title \tYEAR\r\n1\tПеру\t"Два\nряда"\t2 025,0\r\n'
        paste = lay(issue, text, article, "title", editor)
        assert paste.rows[0].changes == {"country": "Peru", "parallel_title": "Два ряда", "year": "2025"}
        assert (paste.headings, paste.outside, paste.beyond) == (["Country", "Parallel title", "Year"], 1, 0)

    @pytest.mark.parametrize("text", ["Country\tPeru\nNext\tChile", "Country", "Year\tYear\n1\t2"])
    def test_what_only_looks_like_headings_is_a_row(self, issue, editor, text):
        article = make_article(issue.sections.get(), by=editor, title="One")
        assert lay(issue, text, article, "title", editor).headings == []

    def test_rows_and_columns_beyond_the_edge(self, issue, editor):
        article = make_article(issue.sections.get(), by=editor)
        paste = lay(issue, "A\tB\nC\tD\nE", article, "source_name", editor)
        assert (paste.changes, paste.beyond, paste.outside) == (1, 2, 1)

    def test_the_pool_follows_the_issue(self, issue, editor):
        loose = make_article(bulletin=issue.bulletin, by=editor, title="Loose")
        placed = make_article(issue.sections.get(), by=editor, title="Placed")
        make_article(by=editor)
        paste = lay(issue, "Peru\nChile\nCuba", placed, "country", editor)
        assert ([row.article for row in paste.rows], paste.beyond) == ([placed, loose], 1)

    def test_frozen_rows_are_refused(self, issue, editor):
        article = make_article(issue.sections.get(), by=editor)
        make_published_at(issue)
        paste = lay(issue, "New", article, "title", editor)
        assert (paste.changes, paste.refusals) == (0, 1)
        assert "is published" in paste.rows[0].cells[0].refused

    def test_no_such_cell(self, issue, editor):
        for article, column in ((make_article(), "title"), (make_article(issue.sections.get()), "body")):
            with pytest.raises(workflow.NotPossible):
                lay(issue, "New", article, column, editor)


@pytest.mark.django_db
class TestApply:
    @pytest.fixture
    def pair(self, issue, editor):
        return [make_article(issue.sections.get(), by=editor, title=title) for title in ("One", "Two")]

    def apply(self, issue, text, article, by, seen=None):
        seen = seen or lay(issue, text, article, "country", by).seen
        return pasting.apply(issue, text, article.pk, "country", by=by, seen=seen)

    def test_what_was_answered_is_written(self, issue, pair, editor):
        place = ("Rusia\nRusia", pair[0].pk, "country")
        seen = pasting.lay(issue, *place, by=editor).seen
        pasting.apply(issue, *place, by=editor, seen=seen, answers={"listed-Rusia": "Rusia"})
        assert [*Article.objects.values_list("country", flat=True)] == ["Rusia", "Rusia"]

    def test_new_keywords_that_look_like_each_other_are_written(self, issue, pair, editor):
        place = ("gig_work\ngigwork", pair[0].pk, "keywords")
        pasting.apply(issue, *place, by=editor, seen=pasting.lay(issue, *place, by=editor).seen)
        assert [each.keyword_names() for each in Article.objects.order_by("pk")] == [["gig_work"], ["gigwork"]]

    def test_what_is_not_refused_is_written_by_the_rules(self, issue, pair, editor):
        make_approved(pair[0])
        self.apply(issue, "Peru\tmay\nChile\tsmarch", pair[0], editor)
        rows = Article.objects.order_by("pk").values_list("country", "month", "status")
        assert list(rows) == [("Peru", 5, "in_review"), ("Chile", 11, "draft")]
        assert pair[0].revisions.first().by == editor

    @pytest.mark.parametrize("meanwhile", [{"country": "Cuba"}, {"title": "Other"}, {"status": "in_review"}])
    def test_all_or_nothing_when_something_changed_since(self, issue, pair, editor, meanwhile):
        seen = lay(issue, "Peru\nChile", pair[0], "country", editor).seen
        Article.objects.filter(pk=pair[1].pk).update(**meanwhile)
        with pytest.raises(workflow.NotPossible, match="Something changed"):
            self.apply(issue, "Peru\nChile", pair[0], editor, seen)
        pair[0].refresh_from_db()
        assert pair[0].country == "Brazil"

    def test_another_order_is_a_change(self, issue, pair, editor):
        seen = lay(issue, "Peru\nChile", pair[0], "country", editor).seen
        planning.place(pair[1], issue.sections.get(), by=make_user("editor"), position=1)
        with pytest.raises(workflow.NotPossible, match="Something changed"):
            self.apply(issue, "Peru\nChile", pair[0], editor, seen)

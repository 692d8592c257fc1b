"""The rules of the bulletin's text, one by one."""

import datetime

import pytest

from editorial.intake.formats import FormatError, as_dict, read_file, read_issue, write_issue
from editorial.intake.parsed import Block

HEAD = "Harbour Bulletin\nIssue 42.2023\n2023.10.16 — 2023.10.22\n"
SECTION = "Harbour Life\nWork on the quays\n"
SHIPS = "Ships (Корабли) / Russia, October, 2023\n"
CRANES = "Cranes (Краны) / India, October 2023\n"


def read(body, head=HEAD + SECTION, **options):
    return read_issue(head + body, **options)


def article(body):
    return read(SHIPS + body).articles[0]


def texts(one):
    return [block.text for block in one.blocks]


def messages(issue):
    return [(warned["line"], warned["message"]) for warned in as_dict(issue)["warnings"]]


def layout(issue):
    return [(section.title, section.subtitle, len(section.articles)) for section in issue.sections]


class TestHeader:
    @pytest.mark.parametrize("dash", ["—", " — ", "— ", "-", " - ", "–", " − "])
    def test_period(self, dash):
        issue = read(SHIPS, f"Harbour Bulletin\nIssue 53.2020\n2020.12.28{dash}2021.01.03\n{SECTION}")
        assert (issue.date_from, issue.date_to) == (datetime.date(2020, 12, 28), datetime.date(2021, 1, 3))

    @pytest.mark.parametrize(
        ("line", "label"),
        [("Issue 42.2023", "Issue"), ("Выпуск 42.2023", "Выпуск"), ("ISSUE № 42. 2023", "ISSUE"), ("42/2023", "Issue")],
    )
    def test_label(self, line, label):
        issue = read(SHIPS, f"Harbour Bulletin\n\n{line}\n2023.10.16 — 2023.10.22\n{SECTION}")
        assert (issue.label, issue.number, issue.year) == (label, 42, 2023)

    def test_label_and_period_in_one_line(self):
        issue = read(SHIPS, f"Harbour Bulletin\nIssue 42.2023 (2023.10.16 — 2023.10.22)\n{SECTION}")
        assert (issue.number, issue.date_to, messages(issue)[0][0]) == (42, datetime.date(2023, 10, 22), 5)

    @pytest.mark.parametrize(
        "head",
        [
            "Harbour Bulletin\n\nAll of the quays\nIssue 42.2023\n2023.10.16 — 2023.10.22\n",
            "Harbour Bulletin\nIssue 42.2023\nAll of the quays\n2023.10.16 — 2023.10.22\n\n",
            "Harbour Bulletin\nHarbour Bulletin\nIssue 42.2023\n2023.10.16 — 2023.10.22\nAll of the quays\n",
        ],
    )
    def test_tagline(self, head):
        issue = read(SHIPS, head + SECTION)
        assert (issue.bulletin_title, issue.tagline) == ("Harbour Bulletin", "All of the quays")
        assert layout(issue) == [("Harbour Life", "Work on the quays", 1)]

    def test_week_fills_in_what_is_missing(self):
        assert read(SHIPS, f"Harbour Bulletin\nIssue 1.2022\n{SECTION}").date_from == datetime.date(2022, 1, 3)
        assert read(SHIPS, f"Harbour Bulletin\n2020.12.28 — 2021.01.03\n{SECTION}").number == 53

    def test_number_that_is_not_the_week_is_named(self):
        issue = read(SHIPS, HEAD.replace("42.", "41.") + SECTION)
        assert issue.number == 41
        assert "not the week that 41.2023 stands for" in messages(issue)[0][1]

    def test_russian_edition(self):
        head = "Вестник гавани\nВыпуск 28.2023\n2023.07.10 — 2023.07.16\nНОВОСТИ\nпорты и люди\n"
        issue = read(
            "Суда (снова) / Россия, июль 2023\nИсточник: ВГ\nАвтор: Б. Имя\nКлючевые слова: а; б\n\nТекст.", head
        )
        (one,) = issue.articles
        assert (issue.language, one.title, one.keywords, one.source, one.author) == (
            "ru", "Суда (снова)", ["а", "б"], "ВГ", "Б. Имя",
        )  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "There is no text"),
            (b" \n\t\n", "There is no text"),
            ("Бюллетень".encode("cp1251"), "not in UTF-8 (line 1)"),
            (b"\x89PNG\x00\x00", "not text"),
            (b"x" * (10 * 1024 * 1024 + 1), "too large"),
            (HEAD.encode(), "No article heading found"),
            (f"Harbour Bulletin\nHarbour Life\n{SHIPS}".encode(), "No issue number found"),
            (f"Harbour Bulletin\nIssue 53.2021\n{SHIPS}".encode(), "no week 53"),
        ],
    )
    def test_message(self, data, words):
        with pytest.raises(FormatError, match=words.replace("(", r"\(").replace(")", r"\)")):
            read_file(data)

    def test_byte_order_mark_is_none_of_the_text(self):
        assert read_file(("\ufeff" + HEAD + SECTION + SHIPS).encode()).bulletin_title == "Harbour Bulletin"


class TestDetails:
    DETAILS = ("2023-10-19", "Russia", "Source: port.example", "Author: A Name", "Keywords: a, b+,c_d")

    @pytest.mark.parametrize("order", [DETAILS, DETAILS[::-1], DETAILS[2:] + DETAILS[:2]])
    @pytest.mark.parametrize("between", ["\n", "\n\n"])
    def test_any_order(self, order, between):
        one = article(between.join(order) + "\n\nText.\n")
        assert (one.keywords, one.source, one.published_on, one.author, texts(one)) == (
            ["a", "b+", "c_d"], "port.example", datetime.date(2023, 10, 19), "A Name", ["Text."],
        )  # fmt: skip

    @pytest.mark.parametrize("label", ["Keywords:", "KEYWORDS :", "Keyword: ", "Key words:", "Ключевые слова:"])
    def test_keywords_label(self, label):
        assert article(f"{label}a; Vietnam, brics+\n").keywords == ["a", "Vietnam", "brics+"]

    def test_missing_keywords_are_named(self):
        assert messages(read(SHIPS + "Text.")) == [(6, "“Ships” has no keywords line.")]

    def test_another_country_is_named_and_is_no_text(self):
        issue = read(SHIPS + "Keywords: a\nUnited Kingdom\n\nText.")
        assert (issue.articles[0].country, texts(issue.articles[0])) == ("Russia", ["Text."])
        assert messages(issue)[0][0] == 8

    def test_name_and_address_of_a_source(self):
        one = article("Source: https://port.example/1\nSource: Port\nSource: Third\nText.")
        assert (one.source, one.source_name, one.source_url) == (
            "https://port.example/1", "Port", "https://port.example/1",
        )  # fmt: skip
        assert texts(one) == ["Source: Third", "Text."]

    def test_deep_in_the_text_they_are_text(self):
        one = article("Keywords: a\n\nText.\n\nRussia\n\n2023-10-19\n\nSource: none\n\nMore.")
        assert texts(one) == ["Text.", "Russia", "2023-10-19", "Source: none", "More."]

    def test_a_day_that_does_not_exist_stays(self):
        assert texts(article("2023-13-45\nText.")) == ["2023-13-45", "Text."]


class TestBody:
    @pytest.mark.parametrize(
        ("line", "block"),
        [
            ("A ship.Photo:Delta", Block("caption", "A ship.", credit="Delta")),
            ("A ship. Photo: Delta/A Name", Block("caption", "A ship.", credit="Delta/A Name")),
            ("A ship at night. [Photo/Delta]", Block("caption", "A ship at night.", credit="Delta")),
            ("[Photo/Delta] A ship at night", Block("caption", "A ship at night", credit="Delta")),
            ("A ship. [Photo provided to Delta]", Block("caption", "A ship.", credit="provided to Delta")),
            ("A ship /Photo by A Name/", Block("caption", "A ship", credit="A Name")),
            ("Корабль. Фото: ВГ", Block("caption", "Корабль.", credit="ВГ")),
            ("1. One", Block("item", "One", number=1)),
            ("12) Twelve", Block("item", "Twelve", number=12)),
            ("• Dot", Block("item", "Dot")),
            ("- Alone it is speech", Block("paragraph", "- Alone it is speech")),
            ("— Слово", Block("paragraph", "— Слово")),
            ("WHAT NOW?", Block("heading", "WHAT NOW?")),
            ("ЧТО ДАЛЬШЕ", Block("heading", "ЧТО ДАЛЬШЕ")),
            ("Question: why?", Block("paragraph", "why?", lead="Question:")),
            ("Вопрос:почему?", Block("paragraph", "почему?", lead="Вопрос:")),
            ("Deadline: today", Block("paragraph", "Deadline: today")),
            ("He said: no", Block("paragraph", "He said: no")),
            ("2023. A year", Block("paragraph", "2023. A year")),
            ("The photo shows a ship", Block("paragraph", "The photo shows a ship")),
        ],
    )  # fmt: skip
    def test_line(self, line, block):
        one = article(f"Keywords: a\n\n{line}\n\nThe last line is text.")
        assert one.blocks[0] == block
        assert f"\n{line}\n" in write_issue(read(SHIPS + f"\n{line}\n\nThe last line is text."))

    def test_neighbouring_lines_are_two_paragraphs(self):
        assert texts(article("Keywords: a\nOne.\nTwo.")) == ["One.", "Two."]

    def test_dashes_in_a_row_are_a_list(self):
        assert [block.kind for block in article("– one\n– two\nText.").blocks] == ["item", "item", "paragraph"]

    def test_a_name_that_leads_twice_speaks(self):
        one = article(
            "Intro.\n\nOrlov:Yes.\n\nWhy is that?\n\nOrlov: No.\n\nNote: a\n\nNote: b\n\nIndia: 5\n\nIndia: 6"
        )
        assert [block.lead for block in one.blocks] == ["", "Orlov:", "", "Orlov:", "", "", "", ""]

    def test_a_name_that_answers_a_question_speaks(self):
        one = article("Question: Why?\n\nAnna Orlova: Because.\n\nAdvice from Peru: none.")
        assert [block.lead for block in one.blocks] == ["Question:", "Anna Orlova:", ""]

    def test_footer_of_a_page_builder_is_left_out_and_named(self):
        issue = read(SHIPS + "Keywords: a\n\nMade on\n\nText.\n\nMade on\nTilda\n")
        assert texts(issue.articles[0]) == ["Made on", "Text."]
        assert [line for line, _message in messages(issue)] == [13, 14]

    def test_what_looks_like_a_heading_and_is_none_stays_and_is_named(self):
        issue = read(SHIPS + "Keywords: a\n\nText.\n\nCranes (Краны), October 2023\nKeywords: b\n")
        assert texts(issue.articles[0]) == ["Text.", "Cranes (Краны), October 2023", "Keywords: b"]
        assert messages(issue)[0][0] == 11


class TestWrappedHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "A long title (Длинный\nзаголовок) / Russia, May, 2023",
            "A long\ntitle (Длинный заголовок)\n/ Russia, May, 2023",
            "A long title (Длинный заголовок) /\nRussia, May, 2023",
        ],
    )
    def test_joined_and_named(self, heading):
        issue = read(SHIPS + f"Keywords: a\n\nText.\n\n{heading}\nKeywords: b\n\nText.")
        assert issue.articles[-1].parallel_title == "Длинный заголовок"
        assert any("several lines" in message for _line, message in messages(issue))


class TestSections:
    def cut(self, between, **options):
        return layout(read(f"{SHIPS}Keywords: a\n\nOne.\n\nTwo.{between}{CRANES}Keywords: b\n\nText.", **options))

    @pytest.mark.parametrize(
        ("between", "title", "subtitle"),
        [
            ("\nWorld of Work\n", "World of Work", ""),
            ("\n\nWorld of Work\n\n", "World of Work", ""),
            ("\nPOLITICAL EVENTS\nin public life\n", "POLITICAL EVENTS", "in public life"),
            ("\nFish and nets\n", "Fish and nets", ""),
            ("\n\nFish and nets\n", "Fish and nets", ""),
            ("\n\nFish and nets\nWhat the sea gives\n", "Fish and nets", "What the sea gives"),
            ("\nFish and nets\nWhat the sea gives\n", "Fish and nets", "What the sea gives"),
        ],
    )
    def test_begins_directly_before_a_heading(self, between, title, subtitle):
        found = self.cut(between)
        assert found[1:] == [(title, subtitle, 1)]

    @pytest.mark.parametrize(
        "between",
        [
            "\n\nFrequent exchanges\n\n",
            "\n\nFREQUENT EXCHANGES\n",
            "\n\nIvan Petrov\n",
            "\n\nXinhua\n",
            "\nIt ends here.\n",
            "\n\n1. one\n",
            "\n\nWrite to: us\n",
            "\n\nA ship. Photo: Delta\n",
            "\n\n",
        ],
    )
    def test_a_short_last_paragraph_stays(self, between):
        assert self.cut(between) == [("Harbour Life", "Work on the quays", 2)]

    def test_a_standing_section_is_known(self):
        assert self.cut("\n\nIvan Petrov\n\n", known_sections=["IVAN PETROV"])[1:] == [("Ivan Petrov", "", 1)]

    def test_doubt_is_named(self):
        issue = read(f"{SHIPS}Keywords: a\n\nOne.\n\nFrequent exchanges\n\n{CRANES}Keywords: b\n\nText.")
        assert [line for line, _message in messages(issue)] == [11]


def test_paragraphs_are_counted_with_headings_items_and_captions():
    issue = read(SHIPS + "Keywords: a\n\nOne.\nTWO THINGS\n1. Three\n\n\nFour.Photo:Five\n" + CRANES)
    assert as_dict(issue)["paragraphs"] == [4, 0]


def test_a_large_text_is_read_in_a_moment():
    body = (SHIPS + "Keywords: a\n\n" + ("So it goes on and on, (nearly) without: end. " * 40 + "\n\n") * 100) * 11
    assert len(read(body + "x" * 100_000 + " (" * 100_000).articles) == 11

import pytest

from editorial.intake.formats import as_dict, read_issue
from exports import rendering

from .snapshots import INTERVIEW, illustration, make_article, make_snapshot


def written(snapshot):
    return rendering.render("text", snapshot).content.decode()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_was_written_reads_back(language):
    parallel = {} if language == "en" else {"parallel_title": "", "country": "Россия", "title": "Заголовок"}
    snapshot = make_snapshot(
        make_article(
            1, body=INTERVIEW, illustrations=[illustration(place=1, caption="A quay", credit="Meridian")], **parallel
        ),
        make_article(2, body="<p>One.</p><ol><li>First</li><li>Second</li></ol>", **parallel),
        language=language,
        bulletin={"label": "Issue" if language == "en" else "Выпуск"},
    )
    text = written(snapshot)
    issue = as_dict(read_issue(text))
    assert (issue["number"], issue["year"], issue["date_to"]) == (53, 2026, "2027-01-03")
    articles = [article for section in issue["sections"] for article in section["articles"]]
    for found, given in zip(articles, snapshot["sections"][0]["articles"], strict=True):
        assert {name: found[name] for name in ("title", "parallel_title", "country", "month", "year", "keywords")} == {
            name: given[name] for name in ("title", "parallel_title", "country", "month", "year", "keywords")
        }
    assert issue["paragraphs"] == [5, 3]
    assert rendering.render("text", snapshot).content == text.encode()


def test_a_draft_is_not_marked_so_that_it_can_be_imported():
    snapshot = make_snapshot()
    assert rendering.render("text", snapshot, draft=True) == rendering.render("text", snapshot)

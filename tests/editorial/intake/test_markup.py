from editorial.intake.formats import Block, read_issue, write_issue
from editorial.intake.markup import blocks_of, body_of, parsed_of


def item(text, number=None):
    return Block("item", text, number=number)


def test_bodies():
    blocks = [
        Block("paragraph", "One & two"),
        Block("paragraph", "Why?", lead="Question:"),
        Block("heading", "NEXT"),
        item("a", 1), item("b", 2), item("e", 5), item("dot"), item("dot"),
    ]  # fmt: skip
    html = (
        "<p>One &amp; two</p><p><strong>Question:</strong> Why?</p><h2>NEXT</h2><ol><li>a</li><li>b</li></ol>"
        '<ol start="5"><li>e</li></ol><ul><li>dot</li><li>dot</li></ul>'
    )
    assert body_of(blocks) == (html, [])
    assert blocks_of(html) == blocks


def test_a_caption_counts_the_elements_before_it():
    caption = Block("caption", "A ship.", credit="Delta")
    blocks = [caption, Block("paragraph", "One"), item("a", 1), caption, item("b", 2)]
    html, captions = body_of(blocks)
    assert html == '<p>One</p><ol><li>a</li></ol><ol start="2"><li>b</li></ol>'
    assert captions == [
        {"place": 0, "caption": "A ship.", "credit": "Delta"},
        {"place": 2, "caption": "A ship.", "credit": "Delta"},
    ]
    assert blocks_of(html, captions) == blocks


def test_pictures_beyond_the_end_stand_at_the_end():
    assert [block.text for block in blocks_of("<p>a</p>", [{"place": 9, "caption": "c", "credit": ""}])] == ["a", "c"]


def test_what_the_format_has_no_mark_for_becomes_lines():
    table = "<table><tbody><tr><th>b</th><td>c</td></tr></tbody></table>"
    html = f"<blockquote><p>a</p></blockquote>{table}<p>d<br>e</p><h3>f</h3>"
    assert [(block.kind, block.text) for block in blocks_of(html)] == [
        ("paragraph", "a"), ("paragraph", "b | c"), ("paragraph", "d"), ("paragraph", "e"), ("heading", "f"),
    ]  # fmt: skip


def snapshot():
    return {
        "schema": 1,
        "bulletin": {"slug": "hb", "title": "Harbour Bulletin", "tagline": "", "language": "en", "label": "Issue",
                     "parallel_language": "ru", "accent": "#9c1f2e", "imprint": ""},
        "issue": {"number": 42, "year": 2023, "date_from": "2023-10-16", "date_to": "2023-10-22", "edition": 1,
                  "notice": "", "published_on": None},
        "sections": [{"title": "Harbour Life", "subtitle": "", "articles": [{
            "uid": "0" * 32, "anchor": "a-00000000", "title": "Ships", "parallel_title": "Корабли", "country": "Russia",
            "month": 10, "year": 2023, "published_on": "2023-10-19", "keywords": ["b", "a"], "byline": "A Name",
            "source_name": "Port", "source_url": "https://port.example/1", "body": "<p>One.</p><ol><li>Two</li></ol>",
            "illustrations": [{"place": 1, "caption": "A ship.", "credit": "Delta", "alt": "", "file": "", "sha256": "",
                               "width": 0, "height": 0}],
        }]}],
    }  # fmt: skip


def test_a_snapshot_is_written_in_the_bulletins_own_format():
    text = write_issue(parsed_of(snapshot()))
    assert text == (
        "Harbour Bulletin\nIssue 42.2023\n2023.10.16 — 2023.10.22\n\n\nHarbour Life\n"
        "Ships (Корабли) / Russia, October, 2023\nKeywords: b, a\n2023-10-19\nSource: Port\n"
        "Source: https://port.example/1\nAuthor: A Name\n\nOne.\n\nA ship. Photo: Delta\n\n1. Two\n"
    )
    assert read_issue(text) == parsed_of(snapshot())

"""Snapshots without a database, with every thing the layout has to print."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

INTERVIEW = (
    "<p>An introduction.</p><p><strong>Question:</strong> Why now?</p><p><strong>Lima:</strong> Because.</p>"
    "<p>And a second paragraph of the answer.</p>"
)
EVERYTHING = (
    "<p>First <strong>bold</strong>, <em>slanted</em>, H<sub>2</sub>O, x<sup>2</sup> &amp; a "
    '<a href="https://example.org/a/very/long/address/that/has/to/break/somewhere/in/the/line?with=parameters">link</a>'
    ".<br>A second line.</p><h2>A sub-heading</h2><p>Second paragraph.</p><h3>A lower one</h3>"
    '<ol start="3"><li>Third thing</li><li>Fourth thing<ul><li>A part of it</li></ul></li></ol>'
    "<blockquote><p>What was said.</p></blockquote><hr>"
    '<table><thead><tr><th scope="col">Port</th><th scope="col">Hours</th></tr></thead>'
    "<tbody><tr><td>Alvorada</td><td>11</td></tr></tbody></table><p>The end.</p>"
)


def make_picture(name="pictures/quay.png", size=(80, 50)):
    """A real picture in the storage, and its illustration."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "#456").save(buffer, "PNG")
    name = default_storage.save(name, ContentFile(buffer.getvalue()))
    return illustration(file=name, width=size[0], height=size[1])


def illustration(**values):
    empty = {"place": 0, "caption": "", "credit": "", "alt": "", "file": "", "sha256": "", "width": 0, "height": 0}
    return {**empty, **values}


def make_article(number=1, **values):
    uid = f"{number:032x}"[::-1]
    return {
        "uid": uid,
        "anchor": f"a-{uid[:8]}",
        "title": f"Title {number}",
        "parallel_title": f"Заголовок {number}",
        "country": "Brazil",
        "month": 12,
        "year": 2026,
        "published_on": "2026-12-29",
        "keywords": ["wages", "brics+"],
        "byline": "A. Writer",
        "source_name": "Delta Post",
        "source_url": "https://delta.example/1",
        "body": f"<p>Text of article {number}.</p>",
        "illustrations": [],
        **values,
    }


def make_snapshot(*articles, language="en", bulletin=None, issue=None, subtitle="What happened"):
    articles = articles or (make_article(1), make_article(2, country="United Kingdom"))
    return {
        "schema": 1,
        "bulletin": {
            "slug": "weekly",
            "title": "Weekly Bulletin",
            "tagline": "Of work and wages",
            "language": language,
            "parallel_language": "ru" if language == "en" else "",
            "label": "Issue",
            "accent": "#9c1f2e",
            "imprint": "Compiled by the office.",
            **(bulletin or {}),
        },
        "issue": {
            "number": 53,
            "year": 2026,
            "date_from": "2026-12-28",
            "date_to": "2027-01-03",
            "edition": 1,
            "notice": "",
            "published_on": "2027-01-04",
            **(issue or {}),
        },
        "sections": [{"title": "World of Work", "subtitle": subtitle, "articles": list(articles)}],
    }

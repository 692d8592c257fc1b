import base64
import re

import pytest
from django.core.files.storage import default_storage

from exports import rendering

from .snapshots import EVERYTHING, illustration, make_article, make_picture, make_snapshot


def html_of(snapshot):
    return rendering.render("html", snapshot).content.decode()


def test_it_stands_alone():
    picture = make_picture()
    html = html_of(make_snapshot(make_article(body=EVERYTHING, illustrations=[picture])))
    assert "<script" not in html
    assert "<link" not in html
    assert "@import" not in html
    assert "url(" not in html
    assert re.findall(r' style="| on\w+="', html) == []
    (source,) = re.findall(r'<img src="([^"]*)"', html)
    kind, content = source.split(";base64,")
    with default_storage.open(picture["file"]) as file:
        assert (kind, base64.b64decode(content)) == ("data:image/png", file.read())


def test_every_link_inside_leads_somewhere():
    html = html_of(make_snapshot())
    targets = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets
    assert len(re.findall(r'id="([^"]+)"', html)) == len(targets)


def test_the_same_snapshot_gives_the_same_bytes():
    assert html_of(make_snapshot()) == html_of(make_snapshot())


def test_a_missing_picture_fails_by_name():
    article = make_article(illustrations=[illustration(file="pictures/lost.png")])
    with pytest.raises(rendering.RenderingFailed, match=r"pictures/lost\.png"):
        html_of(make_snapshot(article))


def test_a_body_cannot_leave_its_place():
    body = '<p>Text</p></div></article><img src="http://evil.example/x.png"><style>*{display:none}</style>'
    html = html_of(make_snapshot(make_article(body=body)))
    assert "evil.example" not in html
    assert "display:none}" not in html
    assert html.count("</article>") == 1

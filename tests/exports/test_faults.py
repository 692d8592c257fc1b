"""Each fault provoked in a small document of its own; the layout itself is asked for in test_page.py."""

import pytest
from weasyprint import HTML

from exports.rendering.faults import Fault, faults_of, is_near_empty

STYLE = """
@page { size: 300pt 200pt; margin: 20pt }
html { font: 10pt/14pt sans-serif }
h3, p, figure { margin: 0 }
img { display: block; width: 100px; height: 80px }
"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="
LINES = "<br>".join(["A line of text"] * 4)


def found(body, style="", first_page=1):
    html = f'<style>{STYLE}{style}</style><article class="article" id="a-1">{body}</article>'
    return faults_of(HTML(string=html).render().pages, first_page)


def kinds(*arguments):
    return [(fault.kind, fault.text) for fault in found(*arguments)]


def test_a_sound_page_has_none():
    assert found(f'<h3>Title</h3><p>{LINES}</p><figure><img src="{PIXEL}"><figcaption>Quay</figcaption></figure>') == []


def test_a_heading_at_the_foot_of_a_page():
    faults = found(f"<p>{LINES}</p><h3>Alone</h3><p style='break-before: page'>{LINES}</p>", first_page=7)
    assert faults == [Fault("stranded heading", 7, "a-1", "Alone")]


def test_a_question_at_the_foot_of_a_page():
    body = f'<p>{LINES}</p><p class="question">And why?</p><p style="break-before: page">{LINES}</p>'
    assert kinds(body) == [("stranded heading", "And why?")]


def test_a_caption_parted_from_its_picture():
    body = f'<figure><img src="{PIXEL}"><figcaption style="break-before: page">The quay</figcaption></figure>'
    assert kinds(body) == [("parted caption", "The quay")]


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [("Two lines<br>end", True), ("Two lines<br>ending", False), ("Two lines<br>so it", False), ("end", False)],
)
def test_one_short_word_on_a_last_line(text, is_fault):
    assert kinds(f"<p>{text}</p>") == ([("short line", "end")] if is_fault else [])


def test_a_paragraph_that_goes_on_overleaf_has_no_last_line_yet():
    text = "<br>".join(["A line of text"] * 10 + ["so", "And a longer line"])
    assert kinds(f"<p>{text}</p>", "p { orphans: 1; widows: 1 }") == []


def test_a_word_wider_than_the_page():
    assert kinds(f"<p>{'w' * 90}</p>") == [("overflow", "w" * 79 + "…")]


def test_a_table_wider_than_the_page():
    table = f"<table><tr><td>One</td><td>{'w' * 70}</td></tr></table>"
    assert ("overflow", "One" + "w" * 70) in kinds(table)


def test_a_picture_taller_than_the_page():
    assert kinds(f'<figure><img alt="A quay" src="{PIXEL}" style="height: 400pt"></figure>') == [("overflow", "A quay")]


def test_a_page_with_hardly_anything_on_it():
    assert kinds(f"<p>Little</p><p style='break-before: page'>{LINES}</p>") == [("empty page", "Little")]
    assert kinds("<p>Little</p>") == []  # another part may run on below


def test_near_empty():
    assert is_near_empty(28, 700)
    assert not is_near_empty(140, 700)
    assert not is_near_empty(0, 700)

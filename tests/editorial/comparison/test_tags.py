import pytest
from django.template import Context, Template

from .reading import bare


@pytest.mark.parametrize(
    ("before", "after", "html"),
    [("a <b>", "a <i>", "a &lt;<del>b</del><ins>i</ins>&gt;"), (None, "x", "<ins>x</ins>"), ("", "", "")],
)
def test_two_texts_in_a_template(before, after, html):
    template = Template("{% load comparison %}{{ before|word_difference:after }}")
    assert bare(template.render(Context({"before": before, "after": after}))) == html

"""Comparisons read back: what stands in them, without the attributes that only readers are told by."""

import re

from editorial.comparison import compare
from editorial.comparison.fields import difference

UNSEEN = re.compile(r' (?:data-said|data-note|class)="[^"]*"')


def bare(html):
    return UNSEEN.sub("", html)


def line(before, after):
    """Two titles, compared word by word."""
    return difference("title", "title", before, after)


def body(before, after):
    return bare(compare({"body": before}, {"body": after})["body"].inline)


def without(html, tag):
    """The HTML with what stands in such tags dropped, and the other marks of change taken off."""
    return re.sub("</?(?:ins|del)>", "", re.sub(f"<{tag}>.*?</{tag}>", "", bare(html)))

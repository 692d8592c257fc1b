"""Comparisons read back: what stands in them, without the attributes that only readers are told by."""

import re

from editorial.comparison import compare

UNSEEN = re.compile(r' (?:data-said|data-note|class)="[^"]*"')


def bare(html):
    return UNSEEN.sub("", html)


def body(before, after):
    return bare(compare({"body": before}, {"body": after})["body"].inline)


def without(html, tag):
    """The HTML with what stands in such tags dropped, and the other marks of change taken off."""
    return re.sub("</?(?:ins|del)>", "", re.sub(f"<{tag}>.*?</{tag}>", "", bare(html)))

"""Bodies made safe: nothing but the vocabulary of an article's text, nothing nested deeper than a renderer bears."""

import re

import nh3

from . import foreign
from .building import BREAKS, MARKS, parse
from .document import CONTAINERS, HEADINGS, plain, text_blocks, write

TAGS = set(BREAKS) | CONTAINERS | set(MARKS) | set(HEADINGS) | {"br", "hr", "span"}
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    **{tag: {"style", "class"} for tag in foreign.STYLED},
}
SCHEMES = {"http", "https", "mailto"}
UNSOUND = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_body(html: str) -> str:
    """The body as it is kept: sanitised, flat, one spelling for each thing; cleaning it again changes nothing.

    Text is never lost, whatever held it, except in scripts and styles and where it was struck out by a tracked change;
    empty blocks are dropped, text outside blocks becomes paragraphs, unknown block tags part paragraphs, and so do
    two line breaks in a row.
    """
    return write(parse(_safe(html)))


def plain_text(html: str) -> str:
    """The text of a body, one line a block."""
    return "\n".join(plain(block) for block in text_blocks(parse(_safe(html))))


def _safe(html):
    """HTML whose tags match, from any input; the tree built of it decides what is written."""
    return nh3.clean(
        UNSOUND.sub("", html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "del"},
        attribute_filter=foreign.told,
    )

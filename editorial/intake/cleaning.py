"""Bodies made safe: nothing but the vocabulary of an article's text, nothing nested deeper than a renderer bears."""

import re
import threading
from collections import OrderedDict

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
MOST_KNOWN, LONGEST_KNOWN = 32, 200_000
UNSOUND = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
WIDTHLESS = re.compile("[\u00ad\u200b\ufeff]")  # soft hyphens and joints: of a column that is not ours

_clean, _lock = OrderedDict(), threading.Lock()


def clean_body(html: str) -> str:
    """The body as it is kept: sanitised, flat, one spelling for each thing; cleaning it again changes nothing.

    Text is never lost, whatever held it, except in scripts and styles and where it was struck out by a tracked change;
    empty blocks are dropped, text outside blocks becomes paragraphs, unknown block tags part paragraphs, and so do
    two line breaks in a row.
    """
    clean = write(parse(_safe(html)))
    _know_clean(clean)
    return clean


def cleaned(html: str) -> str:
    """The same, without the work if this is what came out lately: for those who do not trust what was kept."""
    return html if _is_known_clean(html) else clean_body(html)


def _is_known_clean(html):
    with _lock:
        return html in _clean and not _clean.move_to_end(html)


def _know_clean(html):
    if len(html) > LONGEST_KNOWN:
        return
    with _lock:
        _clean[html] = None
        while len(_clean) > MOST_KNOWN:
            _clean.popitem(last=False)


def plain_text(html: str) -> str:
    """The text of a body, one line a block."""
    return "\n".join(plain(block) for block in text_blocks(parse(_safe(html))))


def _safe(html):
    """HTML whose tags match, from any input; the tree built of it decides what is written."""
    clean = nh3.clean(
        UNSOUND.sub("", html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "del"},
        attribute_filter=foreign.told,
    )
    return WIDTHLESS.sub("", clean)

"""The baseline grid: what is not made of lines is filled up to a whole number of them.

CSS has a word for this (block-step) that WeasyPrint 70 does not know, so its layout of blocks is wrapped, once. The
grid is counted from the page's foot, for the page is a whole number of lines high: a box that fits still fits.
"""

from weasyprint.layout import block

STEP = 14 / 0.75  # CSS pixels
LEAST = 5 / 0.75  # below a table, which has no margin there
ALMOST = 0.1
STEPPED = {"article-head", "picture"}

_plain = block.block_level_layout


def _layout(context, box, *more, **options):
    result = _plain(context, box, *more, **options)
    laid, rest = result[:2]
    if laid is not None and rest is None and (kinds := _kinds(laid)):
        slack = _slack(laid, context, LEAST if "table" in kinds else 0)
        laid.height += slack
        if "article-head" in kinds and not _opens_page(*more, **options):
            _lower(laid, slack)
    return result


def _opens_page(_bottom_space, _skip_stack, _containing_block, page_is_empty=True, *more, **options):
    return page_is_empty


def _kinds(box):
    if box.is_table_wrapper:
        return {"table"}
    if box.element is None or box.element_tag != box.element.tag:  # ::before and its like
        return set()
    return STEPPED & set(box.element.get("class", "").split())


def _slack(box, context, least):
    end = box.border_box_y() + box.border_height() + least
    return (context.page_bottom - end + ALMOST) % STEP - ALMOST + least


def _lower(box, slack):
    """An article's title keeps its distance to the text; what is over goes above it, except at the top of a page."""
    for child in box.children:
        child.translate(dy=slack)


def keep_rhythm() -> None:
    """From now on, in this process; calling it again changes nothing."""
    block.block_level_layout = _layout

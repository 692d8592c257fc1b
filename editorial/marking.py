"""The words that remarks speak of, marked in the text: our own tree goes in, safe HTML comes out."""

from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .intake.document import Run, inline


def marked(runs, ranges) -> str:
    """The runs' HTML with every range (start, end, thread, whether it ends here) marked; see threads.Threads.ranges."""
    length = sum(len(run.text) for run in runs)
    edges = {0, length} | {min(edge, length) for start, end, *_rest in ranges for edge in (start, end)}
    return mark_safe("".join(_piece(runs, ranges, start, end) for start, end in pairwise(sorted(edges))))  # escaped


def marked_text(text, ranges) -> str:
    return marked([Run(text)], ranges)


def _piece(runs, ranges, start, end):
    html = inline(_cut(runs, start, end))
    if any(first <= start and end <= last for first, last, *_rest in ranges):
        html = f'<mark class="spoken">{html}</mark>'
    ended = [thread for _first, last, thread, is_last in ranges if is_last and last == end]
    return html + "".join(_link(thread) for thread in ended)


def _cut(runs, start, end):
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            yield Run(text, run.marks)
        at += len(run.text)


def _link(thread):
    label = _("Remark %(number)s") % {"number": thread.number}
    return format_html(
        '<a class="spoken__link" id="passage-{pk}" href="#remark-{pk}" aria-label="{label}">{number}</a>',
        pk=thread.head.pk,
        label=label,
        number=thread.number,
    )

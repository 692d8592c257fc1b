"""What the desk shows of the mill's work."""

from django import template
from django.utils.translation import gettext_lazy as _

from ..models import Strand
from ..rendering import FORMATS
from ..selectors import publishing_of
from ..strands import seconds_left

register = template.Library()

FAULTS = {
    "stranded heading": _("heading at the foot of a page"),
    "parted caption": _("caption away from its picture"),
    "short line": _("a single short word on a last line"),
    "overflow": _("too wide or too low for its place"),
    "empty page": _("nearly empty page"),
    "missing character": _("character that no font has"),
}


@register.inclusion_tag("exports/panel.html")
def mill_panel(issue):
    """How far the publishing of an issue has come, format by format, or why it failed; nothing before the first.

    The page around it loads exports/panel.css, and exports/panel.js that looks after it while there is work.
    """
    return panel_context(issue)


def panel_context(issue):
    edition = publishing_of(issue)
    steps = {each.format: each for each in edition.renditions.all()} if edition else {}
    return {
        "issue": issue,
        "edition": edition,
        "steps": [_step(name, steps[name]) for name in FORMATS if name in steps],
        "is_working": issue.status == "publishing",
        "faults": _faults(edition, [fault for step in steps.values() for fault in step.faults]),
    }


def _faults(edition, faults):
    """With the kind in words and the title of the article, once readers have it."""
    titles = dict(edition.printed_articles.values_list("anchor", "title")) if faults else {}
    return [
        {**fault, "what": FAULTS.get(fault["kind"], fault["kind"]), "article": titles.get(fault["anchor"], "")}
        for fault in faults
    ]


def _step(name, rendition):
    strands = rendition.strands.all()
    done = sum(strand.status == Strand.Status.DONE for strand in strands)
    is_on = rendition.status == "queued" and any(strand.status != Strand.Status.QUEUED for strand in strands)
    return {
        "label": FORMATS[name].label,
        "rendition": rendition,
        "done": done,
        "of": len(strands) if is_on else 0,
        "seconds_left": seconds_left(rendition) if is_on else None,
    }

"""What the desk shows of the mill's work."""

from django import template

from ..rendering import FORMATS
from ..selectors import publishing_of

register = template.Library()


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
        "steps": [(FORMATS[name].label, steps[name]) for name in FORMATS if name in steps],
        "is_working": issue.status == "publishing",
    }

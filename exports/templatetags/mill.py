"""What the desk shows of the mill's work."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.permissions import may_ask_for_proof

from ..budget import budget_of
from ..models import Strand
from ..proof_state import proof_state
from ..rendering import FORMATS
from ..selectors import publishing_of
from ..strands import seconds_left

register = template.Library()

FAULTS = {
    "stranded heading": gettext_lazy("heading at the foot of a page"),
    "parted caption": gettext_lazy("caption away from its picture"),
    "short line": gettext_lazy("a single short word on a last line"),
    "overflow": gettext_lazy("too wide or too low for its place"),
    "empty page": gettext_lazy("nearly empty page"),
    "missing character": gettext_lazy("character that no font has"),
}
NO_PAGE = '<span class="page-none" aria-hidden="true">–</span><span class="unseen">{}</span>'


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


@register.inclusion_tag("exports/proof.html", takes_context=True)
def proof_menu(context, issue, sections):
    """The button that asks for a proof, and once there is one, the way to it. Beside it goes exports/proof.js.

    The first of the tags about a proof on a page: it tells the others of the sections.
    """
    state = proof_state(issue, sections)
    request = context["request"]
    return {"request": request, "may_ask": bool(may_ask_for_proof(request.user, issue)), **_of(state)}


@register.inclusion_tag("exports/page_budget.html")
def page_budget(issue, sections, words):
    """The pages of the issue, by its proof or about, and how old that proof is; `sections` as the plan has them."""
    state = proof_state(issue, sections)
    return {"words": words, "budget": budget_of(issue, sections, state.proof), **_of(state)}


# No template of its own: it stands on every row of a plan.
@register.simple_tag
def page_in_proof(issue, article):
    """The page on which an article of the issue begins in its proof; in words, if another text stood there."""
    state = proof_state(issue)
    page = state.page(article)
    if page and page.is_past:
        return format_html('<span class="page-past">{}</span>', _("was %(number)s") % {"number": page.number})
    if page:
        return format_html('<span class="unseen">{}</span> {}', _("page"), page.number)
    return format_html(NO_PAGE, _("not in the proof")) if state.is_made else ""


@register.inclusion_tag("exports/proof_faults.html")
def proof_faults(issue, sections):
    """What there is to look at on the pages of the proof."""
    titles = {article.anchor: article.title for section in sections for article in section.rows}
    state = proof_state(issue, sections)
    return {"faults": _named(state.proof.faults, titles) if state.is_made else []}


def _of(state):
    return {"issue": state.issue, "state": state, "proof": state.proof}


def _faults(edition, faults):
    """With the kind in words and the title of the article, once readers have it."""
    titles = dict(edition.printed_articles.values_list("anchor", "title")) if faults else {}
    return _named(faults, titles)


def _named(faults, titles):
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

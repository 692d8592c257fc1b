"""What the desk shows of the mill's work."""

from django import template
from django.utils.translation import gettext_lazy as _

from editorial.permissions import may_ask_for_proof

from ..budget import budget_of
from ..models import Strand
from ..proof_state import proof_state
from ..rendering import FORMATS
from ..selectors import publishing_of, signed_editions
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
        "signed": signed_editions(issue) if issue.published_at else [],
        "is_working": issue.status == "publishing",
        "faults": _faults(edition, [fault for step in steps.values() for fault in step.faults]),
    }


@register.inclusion_tag("exports/proof.html", takes_context=True)
def proof_menu(context, issue):
    """The button that asks for a proof, and once there is one, the way to it. Beside it goes exports/proof.js."""
    return proof_context(context["request"], issue)


def proof_context(request, issue):
    return {"request": request, "issue": issue, "may_ask": bool(may_ask_for_proof(request.user, issue)), **_of(issue)}


@register.inclusion_tag("exports/page_budget.html")
def page_budget(issue, sections, words):
    """The pages of the issue, by its proof or about, and how old that proof is; `sections` as the plan has them."""
    return {
        "issue": issue,
        "words": words,
        "budget": budget_of(issue, sections, proof_state(issue).proof),
        **_of(issue),
    }


@register.inclusion_tag("exports/page_number.html")
def page_in_proof(issue, article):
    """The page on which an article of the issue begins in its proof."""
    return {"article": article, "page": proof_state(issue).page(article), **_of(issue)}


@register.inclusion_tag("exports/proof_faults.html")
def proof_faults(issue, sections):
    """What there is to look at on the pages of the proof."""
    titles = {article.anchor: article.title for section in sections for article in section.rows}
    state = proof_state(issue)
    return {"faults": _named(state.proof.faults, titles) if state.is_made else [], **_of(issue)}


def _of(issue):
    state = proof_state(issue)
    return {"state": state, "proof": state.proof}


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

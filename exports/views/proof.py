"""The proof of a whole issue: asked for on its plan, shown to those who work here and to nobody else."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from editorial.permissions import may_ask_for_proof
from editorial.views import answers
from editorial.views.access import get_issue, require
from editorial.workflow import NotPossible
from exports import downloads, proofs, selectors
from exports.proof_state import proof_state


@require_POST
@login_required
def proof(request, pk):
    issue = get_issue(request, pk)
    require(may_ask_for_proof(request.user, issue))
    plan = reverse("desk:issue", args=[pk])
    try:
        proofs.ask(issue, by=request.user)
    except NotPossible as error:
        return answers.refused(request, plan, error)
    return answers.done(request, plan, _("The proof is being made."))


@require_safe
@login_required
@never_cache
def proof_status(request, pk):
    """Whether it is still being made, and if not, the sentence that says how it ended."""
    state = proof_state(get_issue(request, pk))
    said = (
        _("The proof could not be made: %(cause)s") % {"cause": state.failure}
        if state.failure
        else _("The proof is ready.")
    )
    return JsonResponse({"is_working": state.is_working, "said": said})


@require_safe
@login_required
def proof_file(request, pk):
    """The newest proof; whoever kept an older one gets this one."""
    issue = get_issue(request, pk)
    made = selectors.made_proof(issue)
    if made is None:
        raise Http404
    return downloads.send(
        request,
        made.file.name,
        name=f"{issue.bulletin.slug}-{issue.label}-proof.pdf",
        content_type="application/pdf",
        etag=made.file.name,
        modified=made.ready_at,
        keep=downloads.PRIVATE,
    )

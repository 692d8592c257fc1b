"""The proof of a whole issue: asked for on its plan, shown to those who work here and to nobody else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial.permissions import may_ask_for_proof
from editorial.views.access import get_issue, require
from editorial.workflow import NotPossible
from exports import downloads, proofs, selectors


@require_POST
@login_required
def proof(request, pk):
    issue = get_issue(request, pk)
    require(may_ask_for_proof(request.user, issue))
    try:
        proofs.ask(issue, by=request.user)
        messages.success(request, _("The proof is being made; this page will say when it is ready."))
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect("desk:issue", pk)


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

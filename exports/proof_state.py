"""What the desk knows of an issue's proof: is it there, is it of today's text, on which page is each article."""

from typing import NamedTuple

from django.utils.functional import cached_property

from editorial.content import fingerprint, mark_of

from .models import Proof
from .proofs import frozen


class Page(NamedTuple):
    """Where an article begins in the proof; `is_past` once its text is no longer the one that was set."""

    number: int
    is_past: bool


class ProofState:
    """Of one issue, with its newest `proof` or None; a constant number of queries, none before they are needed."""

    def __init__(self, issue):
        self.issue = issue

    @cached_property
    def proof(self) -> Proof | None:
        return Proof.objects.filter(issue=self.issue).first()

    @property
    def is_made(self):
        return bool(self.proof and self.proof.file)

    @property
    def is_working(self):
        return bool(self.proof and self.proof.status in (Proof.Status.QUEUED, Proof.Status.RENDERING))

    @property
    def failure(self):
        return self.proof.error if self.proof and self.proof.status == Proof.Status.FAILED else ""

    @cached_property
    def is_current(self):
        """Whether a proof made now would show the same."""
        return self.is_made and self.proof.fingerprint == fingerprint(frozen(self.issue))

    def page(self, article) -> Page | None:
        number = self.proof.page_of.get(article.anchor) if self.is_made else None
        if number is None:
            return None
        return Page(number, mark_of(article) != self.proof.print_of.get(article.anchor))


def proof_state(issue) -> ProofState:
    """Kept with the issue: the parts of a page ask for it one by one."""
    if not hasattr(issue, "proof_state"):
        issue.proof_state = ProofState(issue)
    return issue.proof_state

"""Ids in, one call out. A task may come late, twice or never; publication.py and proofs.py make that harmless."""

from celery import shared_task

from . import proofs, publication


@shared_task
def render(rendition_id):
    publication.render(rendition_id)


@shared_task
def make_proof(proof_id):
    proofs.make(proof_id)


@shared_task(expires=55)
def sweep():
    publication.sweep()
    proofs.sweep()

"""Ids in, one call out. A task may come late, twice or never; exports/publication.py makes that harmless."""

from celery import shared_task

from . import publication


@shared_task
def render(rendition_id):
    publication.render(rendition_id)


@shared_task(expires=55)
def sweep():
    publication.sweep()

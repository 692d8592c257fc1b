"""Ids in, one call out. A task may come late, twice or never; letters.py makes that harmless."""

from celery import shared_task

from . import enclosing, letters, reminders, unused_pictures


@shared_task
def send_letter(letter_id):
    letters.send(letter_id)


@shared_task(expires=300)
def post():
    letters.ring([letter.pk for letter in enclosing.enclose()])


@shared_task(expires=55)
def sweep():
    reminders.remind()
    enclosing.enclose()
    letters.sweep()


@shared_task
def sweep_pictures():
    unused_pictures.sweep()

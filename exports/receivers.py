"""The mill's end of the door: publishing an issue freezes its edition, in the same transaction or not at all."""

from django.dispatch import receiver

from editorial.signals import issue_publishing

from . import publication


@receiver(issue_publishing, dispatch_uid="freeze the edition")
def freeze_edition(sender, issue, by, note, **kwargs):
    publication.freeze_edition(issue, by=by, note=note)

"""The mill's end of the door: what the newsroom does happens here too, in the same transaction or not at all."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from editorial.signals import issue_publishing, keyword_removing, keywords_merging

from . import catalogue, publication


@receiver(issue_publishing, dispatch_uid="freeze the edition")
def freeze_edition(sender, issue, by, note, **kwargs):
    publication.freeze_edition(issue, by=by, note=note)


@receiver(keywords_merging, dispatch_uid="find printed articles by the keyword that stays")
def merge_in_catalogue(sender, merged, into, **kwargs):
    catalogue.merge(merged, into)


@receiver(keyword_removing, dispatch_uid="keep the keywords of printed articles")
def keep_printed_keyword(sender, keyword, **kwargs):
    if keyword.printed_articles.exists():
        return _("Printed articles are found by this keyword. Merge it into another one.")
    return ""

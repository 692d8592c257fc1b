"""Can every picture be printed, be described and be credited?"""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from editorial.placement import placed

from .finding import NOTE, WARNING, Finding


def check(issue, articles):
    for article in articles:
        for illustration in article.illustrations.all():
            if illustration.file:
                for level, message in _faults(illustration, issue.bulletin.paper):
                    about = {"picture": _name(illustration), "title": article.title}
                    yield Finding(level, message % about, article, "illustrations")


def _faults(illustration, paper):
    size = placed(illustration.width, illustration.height, paper)
    if size and size.is_coarse:
        yield WARNING, _("%(picture)s in “%(title)s” will look coarse: it has too few pixels for its place.")
    if not illustration.alt:
        yield WARNING, _("%(picture)s in “%(title)s” has no alternative text.")
    if not illustration.credit:
        yield NOTE, _("%(picture)s in “%(title)s” has no credit.")


def _name(illustration):
    words = illustration.caption or illustration.alt
    return _("“%(words)s”") % {"words": Truncator(words).words(6)} if words else _("A picture")

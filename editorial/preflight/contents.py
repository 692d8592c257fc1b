"""Is everything there that the standard layout prints?"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editorial.said import Said

from .finding import BLOCKER, WARNING, Finding


def check(issue, articles):
    if not articles:
        yield Finding(BLOCKER, Said(gettext_noop("The issue has no article yet.")))
    filled = {article.section_id for article in articles}
    for section in issue.sections.all():
        if section.pk not in filled:
            yield Finding(WARNING, _("Section “%(title)s” is empty and will be left out.") % {"title": section.title})
    for article in articles:
        yield from of_article(article, issue.bulletin)


def of_article(article, bulletin):
    about = {"title": article.title}
    if not article.body:
        yield Finding(BLOCKER, Said(gettext_noop("“%(title)s” has no text."), **about), article, "body")
    if bulletin.parallel_language and not article.parallel_title:
        yield Finding(WARNING, _("“%(title)s” has no parallel title.") % about, article, "parallel_title")
    if not article.country or not article.month or not article.year:
        yield Finding(WARNING, _("The dateline of “%(title)s” is incomplete.") % about, article, "country")
    if not article.keyword_names():
        yield Finding(WARNING, _("“%(title)s” has no keyword.") % about, article, "keywords")
    if any(not picture.file for picture in article.illustrations.all()):
        yield Finding(WARNING, _("A caption of “%(title)s” waits for its picture.") % about, article, "illustrations")

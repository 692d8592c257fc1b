"""Does the exact date of a source lie in the month that is printed?"""

from django.utils.translation import gettext as _

from editorial.dating import disagreement

from .finding import WARNING, Finding


def check(issue, articles):
    for article in articles:
        if doubt := disagreement(article.month, article.year, article.published_on):
            about = {"title": article.title, "doubt": doubt}
            yield Finding(WARNING, _("“%(title)s”: %(doubt)s") % about, article, "published_on")

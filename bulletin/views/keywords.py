from django.http import Http404
from django.shortcuts import redirect, render

from bulletin import reading

from .doors import about_bulletin, page_or_404

WORDS, ARTICLES = 300, 20


@about_bulletin
def keywords(request, bulletin):
    page = page_or_404(request, reading.keywords_of(bulletin), WORDS)
    return render(request, "bulletin/keywords.html", {"bulletin": bulletin, "page": page})


@about_bulletin
def keyword(request, bulletin, word):
    """The articles of one keyword; the address of a former one leads on. A keyword of drafts alone is not here."""
    found = reading.keyword_of(bulletin, word)
    if found is None:
        return _lead_on(bulletin, word)
    page = page_or_404(request, reading.articles_with(bulletin, found), ARTICLES)
    return render(request, "bulletin/keyword.html", {"bulletin": bulletin, "keyword": found, "page": page})


def _lead_on(bulletin, word):
    if successor := reading.successor_of(bulletin, word):
        return redirect("bulletin:keyword", bulletin.slug, successor.slug, permanent=True)
    raise Http404

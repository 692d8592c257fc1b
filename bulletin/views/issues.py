from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from bulletin import reading
from exports.layout import article_html
from exports.selectors import article_in, files_of

from .doors import about_bulletin, edition_or_404


@about_bulletin
def issue(request, bulletin, year, number):
    edition = edition_or_404(bulletin, year, number)
    before, after = reading.neighbours(edition)
    context = {
        "bulletin": bulletin,
        "edition": edition,
        "content": edition.snapshot,
        "files": files_of(edition),
        "counterparts": reading.counterparts(edition.issue),
        "older": reading.editions_of(edition.issue)[1:] if edition.number > 1 else [],
        "before": before,
        "after": after,
    }
    return render(request, "bulletin/issue.html", context)


@about_bulletin
def article(request, bulletin, year, number, anchor):
    edition = edition_or_404(bulletin, year, number)
    found = article_in(edition.snapshot, anchor)
    if found is None:
        return _removed(request, bulletin, edition, anchor)
    context = {
        "bulletin": bulletin,
        "edition": edition,
        "content": edition.snapshot,
        "found": found,
        "article": found.article,
        "text": _text(edition, found.article),
    }
    return render(request, "bulletin/article.html", context)


def _text(edition, article):
    """The article as printed, with addresses in it: of its pictures here, of its keywords' pages."""
    week = [edition.issue.bulletin.slug, edition.issue.year, edition.issue.number]
    words = reading.keyword_addresses(edition, article["anchor"])

    def picture_url(picture):
        extension = picture["file"].rpartition(".")[2].lower()
        return reverse("bulletin:picture", args=[*week, f"{picture['sha256'][:16]}.{extension}"])

    def keyword_url(word):
        return reverse("bulletin:keyword", args=[week[0], words[word]]) if word in words else ""

    return article_html(edition.snapshot, article, picture_url=picture_url, keyword_url=keyword_url)


def _removed(request, bulletin, edition, anchor):
    """An article that a correction took out was cited somewhere: say so. Of any other there is nothing to say."""
    if not reading.was_printed(edition, anchor):
        raise Http404
    return render(request, "bulletin/removed.html", {"bulletin": bulletin, "edition": edition}, status=410)

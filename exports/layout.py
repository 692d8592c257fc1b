"""The standard layout: a snapshot becomes HTML, and nothing but the snapshot has a say in it."""

from collections.abc import Callable
from itertools import groupby

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from . import colour, wording
from .flow import bound, pieces
from .links import followable

PictureUrl = Callable[[dict], str]
BRIEF = 400  # signs, marks and all; a shorter text may end above its margin column


def issue_html(
    snapshot: dict,
    *,
    picture_url: PictureUrl,
    style: str = "",
    draft: wording.Draft = False,
    pages: dict[str, int] | None = None,
    template: str = "exports/issue.html",
) -> str:
    """The whole issue as one HTML document in the bulletin's language.

    `pages` (page of each article's anchor, from an earlier pass) lets an index name a page once on which two of
    its articles begin.
    """
    with translation.override(snapshot["bulletin"]["language"]):
        context = {
            **issue_context(snapshot, picture_url, draft=draft),
            "sections": [_section(snapshot, number, picture_url, draft) for number in range(len(snapshot["sections"]))],
            "indexes": indexes(snapshot, pages or {}),
            "style": mark_safe(style),
        }
        return render_to_string(template, context)


def issue_context(snapshot: dict, picture_url: PictureUrl, *, draft: wording.Draft = False) -> dict:
    """What every page of the issue may say of the whole: names, dates, colours. In the language that is active."""
    bulletin, issue = snapshot["bulletin"], snapshot["issue"]
    articles = [article for section in snapshot["sections"] for article in section["articles"]]
    return {
        "bulletin": bulletin,
        "issue": issue,
        "name": wording.issue_name(snapshot),
        "label": f"{issue['number']}.{issue['year']}",
        "period": wording.period(issue["date_from"], issue["date_to"]),
        "inside": wording.inside(articles),
        "edition": wording.edition_name(snapshot),
        "published_on": wording.date(issue["published_on"]),
        "dated": issue["published_on"] or issue["date_to"],
        "keywords": sorted({word for article in articles for word in article["keywords"]}, key=wording.in_order),
        "colours": colours(bulletin["accent"]),
        "logo": picture_url(bulletin["logo"]) if bulletin.get("logo") else "",
        "mark": wording.proof_mark(draft),
    }


def article_html(
    snapshot: dict,
    article: dict,
    *,
    picture_url: PictureUrl,
    level: int = 1,
    keyword_url: Callable[[str], str] | None = None,
) -> str:
    """One article's markup as the issue has it, for the article's own page: its title is a heading of `level`.

    In the bulletin's language, whatever the page around it speaks.
    """
    with translation.override(snapshot["bulletin"]["language"]):
        context = article_context(snapshot, article, picture_url, level=level, keyword_url=keyword_url)
        return render_to_string("exports/article.html", {"article": context})


def colours(accent: str) -> dict:
    """The accent and its readable kin: `ink` on it, `text` on white paper, `night` on dark paper."""
    return {
        "accent": accent,
        "ink": colour.ink_on(accent),
        "text": colour.readable(accent),
        "night": colour.readable(accent, colour.DARK_PAPER),
    }


def _section(snapshot, number, picture_url, draft):
    section = snapshot["sections"][number]
    articles = [article_context(snapshot, each, picture_url, level=3, draft=draft) for each in section["articles"]]
    return {**section, "id": f"s-{number + 1}", "articles": articles}


def article_context(snapshot, article, picture_url, *, level, keyword_url=None, draft=False) -> dict:
    """What the article's template needs; `level` is the rank of its heading."""
    dashed = bound if snapshot["bulletin"]["language"] == "ru" else str
    return {
        **article,
        "level": level,
        "parallel_language": wording.language_of(article["parallel_title"], snapshot["bulletin"]["parallel_language"]),
        "month_name": wording.month(article["month"], article["year"]),
        "date": wording.date(article["published_on"]),
        "source_url": followable(article["source_url"]),
        "address": wording.address(article["source_url"]),
        "keyword_links": [(word, keyword_url(word) if keyword_url else "") for word in article["keywords"]],
        "pieces": [
            (mark_safe(dashed(piece.html)), piece.picture and _picture(piece.picture, picture_url, draft))
            for piece in pieces(article["body"], article["illustrations"], level)
        ],
        "depth": _depth(article),
        "is_brief": len(article["body"]) < BRIEF,
    }


def _picture(illustration, picture_url, draft):
    waits = not illustration["file"]
    return {
        **illustration,
        "url": "" if waits else picture_url(illustration),
        "alt": illustration["alt"] or illustration["caption"] or _("Picture"),
        "shape": "tall" if illustration["height"] > illustration["width"] else "wide",
        "is_missed": waits and draft,
    }


def _depth(article):
    """Lines the margin column takes, in steps; a long one needs a deeper heading beside it."""
    source = article["source_name"] or wording.address(article["source_url"])
    texts = [article["country"], article["byline"], source, *article["keywords"]]
    lines = sum(-(-len(text) // 24) for text in texts) + 2
    return next((step for step in (7, 9, 11, 13, 16, 20, 26, 34) if lines <= step), 48)


def indexes(snapshot: dict, pages: dict) -> dict:
    """Keywords and countries with the articles they stand for; `pages` (by anchor) names a page only once a word."""
    articles = [article for section in snapshot["sections"] for article in section["articles"]]
    by_keyword = [(word, article["anchor"], article["title"]) for article in articles for word in article["keywords"]]
    by_country = [(each["country"], each["anchor"], each["title"]) for each in articles if each["country"]]
    return {"keywords": _entries(by_keyword, pages), "countries": _entries(by_country, pages)}


def _entries(found, pages):
    """Words in order, each with the articles it stands for; on pages named already, they are not named again."""
    found = sorted(found, key=lambda each: wording.in_order(each[0]))  # stable: articles stay in printing order
    return [(word, _once_a_page(list(group), pages)) for word, group in groupby(found, key=lambda each: each[0])]


def _once_a_page(group, pages):
    seen, places = set(), []
    for _word, anchor, title in group:
        page = pages.get(anchor, anchor)
        places.append({"anchor": anchor, "title": title, "is_repeat": page in seen})
        seen.add(page)
    return places

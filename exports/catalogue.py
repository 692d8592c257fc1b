"""The readers' catalogue: a row for each article of a published edition, with its keywords."""

from uuid import UUID

from editorial.models import Keyword

from .models import PrintedArticle


def enter(edition) -> None:
    """Write the edition's rows from its snapshot, in a constant number of statements per hundred articles."""
    places = [(section, article) for section in edition.snapshot["sections"] for article in section["articles"]]
    rows = PrintedArticle.objects.bulk_create(
        _row(edition, position, *place) for position, place in enumerate(places, start=1)
    )
    keywords = _keywords({name for _section, article in places for name in article["keywords"]})
    entry = PrintedArticle.keywords.through
    entry.objects.bulk_create(
        entry(printedarticle_id=row.pk, keyword_id=keywords[name].pk)
        for row, (_section, article) in zip(rows, places, strict=True)
        for name in dict.fromkeys(article["keywords"])
    )


def _row(edition, position, section, article):
    names = ("anchor", "title", "parallel_title", "country", "month", "year")
    return PrintedArticle(
        edition=edition,
        position=position,
        uid=UUID(article["uid"]),
        section_title=section["title"],
        **{name: article[name] for name in names},
    )


def _keywords(names):
    """By printed name; one that was renamed or removed since the freezing is made again."""
    found = {keyword.name: keyword for keyword in Keyword.objects.filter(name__in=names)}
    return found | {name: Keyword.objects.create(name=name) for name in sorted(names - found.keys())}

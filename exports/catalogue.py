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
        entry(printedarticle_id=row.pk, keyword_id=keyword)
        for row, (_section, article) in zip(rows, places, strict=True)
        for keyword in dict.fromkeys(keywords[name].pk for name in article["keywords"])
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


def merge(merged, into) -> None:
    """Let readers find by `into` what they found by the keywords of these ids; what is printed stays as it is."""
    entry = PrintedArticle.keywords.through
    there = entry.objects.filter(keyword=into).values("printedarticle")
    found = entry.objects.filter(keyword__in=merged)
    rows = found.exclude(printedarticle__in=there).order_by("pk").values_list("printedarticle", "pk")
    first = {}
    for article, pk in rows:
        first.setdefault(article, pk)
    found.exclude(pk__in=first.values()).delete()
    entry.objects.filter(keyword__in=merged).update(keyword=into)


def _keywords(names):
    """By printed name, the keyword it is found by: a renamed one as it is called now, a removed one made again."""
    present = Keyword.objects.present(names)
    found = {keyword.name: keyword for keyword in Keyword.objects.filter(name__in=present.values())}
    missing = sorted(set(present.values()) - found.keys())
    found |= {name: Keyword.objects.create(name=name) for name in missing}
    return {name: found[present[name]] for name in names}

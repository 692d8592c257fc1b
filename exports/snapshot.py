"""The printed content of an issue as plain data: what an edition keeps and every rendering reads."""

from editorial.content import fingerprint, printed

__all__ = ["fingerprint", "freeze"]

SCHEMA = 1


def freeze(issue, *, edition: int = 1, notice: str = "", published_on=None) -> dict:
    """The issue as it would be printed now, JSON-ready; sections without an article are left out.

    A constant number of queries, however large the issue. `published_on` is the date of this edition, None for a proof.
    """
    return {
        "schema": SCHEMA,
        "bulletin": masthead(issue.bulletin),
        "issue": {
            "number": issue.number,
            "year": issue.year,
            "date_from": issue.date_from.isoformat(),
            "date_to": issue.date_to.isoformat(),
            "edition": edition,
            "notice": notice,
            "published_on": published_on.isoformat() if published_on else None,
        },
        "sections": [section for section in _sections(issue) if section["articles"]],
    }


def masthead(bulletin) -> dict:
    """What every issue of the bulletin says of it."""
    names = (
        "slug",
        "title",
        "tagline",
        "language",
        "parallel_language",
        "label",
        "accent",
        "imprint",
        "paper",
        "run_on",
        "is_archival",
    )
    return {**{name: getattr(bulletin, name) for name in names}, "logo": _logo(bulletin)}


def _logo(bulletin):
    if not bulletin.logo:
        return None
    names = ("sha256", "width", "height")
    return {"file": bulletin.logo.name, **{name: getattr(bulletin, f"logo_{name}") for name in names}}


def _sections(issue):
    by_section = {}
    for article in issue.articles_to_print():
        by_section.setdefault(article.section_id, []).append(_article(article))
    for section in issue.sections.all():
        yield {"title": section.title, "subtitle": section.subtitle, "articles": by_section.get(section.pk, [])}


def _article(article):
    return {"uid": article.uid.hex, "anchor": article.anchor, **printed(article)}

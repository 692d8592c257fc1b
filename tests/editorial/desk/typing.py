"""What a browser posts from the article form, as it stands or with something typed."""

FIELDS = ("title", "parallel_title", "country", "month", "year", "byline", "source_name", "source_url", "body")


def as_typed(article, **typed):
    """The form's fields as opened for `article` (an empty form for None), with `typed` over them."""
    data = dict.fromkeys(FIELDS, "")
    pictures = []
    if article:
        data |= {name: getattr(article, name) or "" for name in FIELDS}
        data |= {
            "published_on": article.published_on.isoformat() if article.published_on else "",
            "keywords": ", ".join(article.keyword_names()),
            "section": article.section_id or "",
            "section_was": article.section_id or "",
            "editor": article.editor_id,
            "editor_was": article.editor_id,
            "base": article.revisions.first().number,
        }
        pictures = list(article.illustrations.all())
    return data | _pictures(pictures) | typed


def _pictures(pictures):
    data = {"illustrations-TOTAL_FORMS": len(pictures) + 1, "illustrations-INITIAL_FORMS": len(pictures)}
    for index, picture in enumerate([*pictures, None]):
        data[f"illustrations-{index}-id"] = picture.pk if picture else ""
        data[f"illustrations-{index}-place"] = picture.place if picture else 0
        for name in ("caption", "credit", "alt"):
            data[f"illustrations-{index}-{name}"] = getattr(picture, name) if picture else ""
    return data

"""The illustrations of two people at one article: whether they are the same, and both as they stand side by side."""

from typing import NamedTuple

from .content import in_order

FIELDS = ("place", "caption", "credit", "alt", "sha256")


class Shown(NamedTuple):
    place: int
    caption: str
    credit: str
    alt: str
    sha256: str
    width: int
    height: int
    position: int = 0
    pk: int = 0
    is_saved: bool = True  # some save of the article showed its picture; if not, it is on its way in


def plain(content) -> list:
    """What is compared of a revision's illustrations."""
    return sorted((tuple(row[name] for name in FIELDS) for row in content.get("illustrations", [])), key=str)


def typed_pictures(pictures) -> list:
    """The same of the form's."""
    return sorted((tuple(form.cleaned_data.get(name) for name in FIELDS) for form in _kept(pictures)), key=str)


def saved_ones(content) -> list[Shown]:
    return [Shown(**{name: row[name] for name in (*FIELDS, "width", "height")}) for row in content["illustrations"]]


def typed_ones(pictures) -> list[Shown]:
    return in_order([_typed(form) for form in _kept(pictures)])


def _typed(form):
    words = {name: form.cleaned_data.get(name) or "" for name in ("caption", "credit", "alt", "sha256")}
    place, position = form.cleaned_data.get("place") or 0, form.cleaned_data.get("position") or 0
    width, height = (form.shown.width, form.shown.height) if form.shown else (0, 0)
    is_saved = form.shown is not None and form.shown == form.instance
    return Shown(place, **words, width=width, height=height, position=position, is_saved=is_saved)


def _kept(pictures):
    return [form for form in pictures.forms if form not in pictures.deleted_forms and _has_something(form)]


def _has_something(form):
    return hasattr(form, "cleaned_data") and (form.instance.pk or form.has_changed())

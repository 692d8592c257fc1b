"""Two people in one article: what each of them changed since the second began, so that neither undoes the other."""

from typing import Any, NamedTuple

from .content import LABELS
from .intake.cleaning import clean_body
from .models import Article

FIELDS = [name for name in LABELS if name != "illustrations"]
PICTURE_FIELDS = ("place", "caption", "credit", "alt", "sha256")


class Collision(NamedTuple):
    name: str
    label: Any
    theirs: Any
    mine: Any


class Meeting(NamedTuple):
    """What was found: `taken` holds theirs where only they changed a field, `collisions` where both did."""

    by: Any
    number: int
    taken: dict
    collisions: list


def meet(article: Article, form, pictures, base: int) -> Meeting | None:
    """Compare the typed text with what somebody saved since revision `base`; None if nobody did."""
    last = article.revisions.select_related("by").first()
    if last is None or last.number == base:
        return None
    begun = article.revisions.filter(number=base).first()
    before, theirs, mine = begun.content if begun else {}, last.content, _typed(form)
    changed = [name for name in FIELDS if theirs[name] != before.get(name) and theirs[name] != mine[name]]
    both = [name for name in changed if mine[name] != before.get(name)]
    taken = {name: theirs[name] for name in changed if name not in both}
    collisions = [Collision(name, LABELS[name], _shown(theirs[name]), _shown(mine[name])) for name in both]
    _meet_pictures(before, theirs, pictures, taken, collisions)
    return Meeting(last.by, last.number, taken, collisions)


def _typed(form):
    """The form's values in the shape of a revision's content; what is not valid stands as it was typed."""
    values = {name: form.cleaned_data.get(name, form[name].value()) for name in FIELDS}
    day = values["published_on"]
    values["body"] = clean_body(values["body"] or "")
    return {**values, "published_on": day.isoformat() if hasattr(day, "isoformat") else day}


def _meet_pictures(before, theirs, pictures, taken, collisions):
    mine, begun, now = _typed_pictures(pictures), _plain(before), _plain(theirs)
    if now in (begun, mine):
        return
    if mine == begun and not pictures.files:
        taken["illustrations"] = theirs["illustrations"]
    else:
        collisions.append(Collision("illustrations", LABELS["illustrations"], _listed(now), _listed(mine)))


def _typed_pictures(pictures):
    kept = [form for form in pictures.forms if form not in pictures.deleted_forms and _has_something(form)]
    rows = [tuple(form.cleaned_data.get(name) for name in PICTURE_FIELDS) for form in kept]
    return sorted(rows, key=str)


def _has_something(form):
    return hasattr(form, "cleaned_data") and (form.instance.pk or form.has_changed())


def _plain(content):
    rows = [tuple(row[name] for name in PICTURE_FIELDS) for row in content.get("illustrations", [])]
    return sorted(rows, key=str)


def _listed(rows):
    return "; ".join(str(caption or alt) for _place, caption, _credit, alt, _sha256 in rows)


def _shown(value):
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else value

"""Two people in one article: what each of them changed since the second began, so that neither undoes the other."""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from .article_form import IllustrationFormSet
from .colliding_pictures import plain, saved_ones, typed_ones, typed_pictures
from .comparison.fields import difference, shown
from .content import LABELS
from .intake.cleaning import clean_body
from .models import Article
from .numerals import whole

FIELDS = [name for name in LABELS if name != "illustrations"]
PLACE = ("section", "editor")
MOST_ROWS = 80


class Collision(NamedTuple):
    name: str
    label: Any
    theirs: Any
    mine: Any
    value: Any = None  # theirs as the form's field takes it; None where no single field holds it
    difference: Any = None  # word by word, from theirs to mine


class Meeting(NamedTuple):
    """What was found: `taken` holds theirs where only they changed a field, `collisions` where both did."""

    by: Any
    number: int
    taken: dict
    collisions: list
    is_new: bool = True  # whether they saved another text; if not, they only moved the article


def meet(article: Article, form, pictures, base: int) -> Meeting | None:
    """Compare the typed text with what somebody saved since revision `base`; None if saving it undoes nothing."""
    last = article.revisions.select_related("by").first()
    taken, collisions = {}, []
    is_new = last is not None and last.number != base
    if is_new:
        begun = article.revisions.filter(number=base).first()
        before = begun.content if begun else {}
        _meet_text(before, last.content, _typed(form), taken, collisions)
        _meet_pictures(before, last.content, pictures, taken, collisions)
    _meet_place(article, form, collisions)
    if not taken and not collisions:
        return None
    return Meeting(last.by if is_new else _mover(article), last.number if last else 0, taken, collisions, is_new)


def _meet_text(before, theirs, mine, taken, collisions):
    changed = [name for name in FIELDS if theirs[name] != before.get(name) and theirs[name] != mine[name]]
    both = [name for name in changed if mine[name] != before.get(name)]
    taken.update({name: theirs[name] for name in changed if name not in both})
    collisions += [
        Collision(
            name,
            LABELS[name],
            shown(name, theirs[name]),
            shown(name, mine[name]),
            as_posted(theirs[name]),
            difference(name, LABELS[name], theirs[name], mine[name]),
        )
        for name in both
    ]


def _meet_place(article, form, collisions):
    """The section and the editor, which no revision holds: the form remembers what they were."""
    for name in PLACE:
        now, was, mine = place_of(article, name), form.data.get(f"{name}_was"), form.data.get(name, "")
        if was is not None and now != was and mine not in (was, now):
            field = form.fields[name]
            theirs, typed = (_choice(field, value) for value in (now, mine))
            collisions.append(Collision(name, field.label, theirs, typed, now))


def place_of(article, name):
    return str(getattr(article, f"{name}_id") or "")


def _choice(field, value):
    """What the field's list calls this value."""
    return next((str(label) for key, label in field.choices if str(key) == value), _("not placed yet"))


def _mover(article):
    last = article.records.filter(verb="place").select_related("by").first()
    return last.by if last else None


def with_place(data, article):
    """The posted data with the section and the editor as they are by now, where this person did not touch them."""
    data = data.copy()
    for name in PLACE if article.pk else ():
        if f"{name}_was" in data and data.get(name, "") == data[f"{name}_was"]:
            data[name] = data[f"{name}_was"] = place_of(article, name)
    return data


def with_rows(data, article):
    """The posted data with the rows of illustrations that somebody has removed since as new ones, else as they are.

    Whose picture it was is still said in the row; where it stands is too.
    """
    prefix = f"{IllustrationFormSet.get_default_prefix()}-"
    count, total = (whole(data.get(f"{prefix}{name}_FORMS")) for name in ("INITIAL", "TOTAL"))
    if not article.pk or count is None or total is None or not count <= total <= MOST_ROWS:
        return data
    there = {str(pk) for pk in article.illustrations.values_list("pk", flat=True)}
    gone = [row for row in range(count) if data.get(f"{prefix}{row}-id") not in there]
    return _reordered(data, prefix, gone, count, total) if gone else data


def _reordered(data, prefix, gone, count, total):
    """Rows with an illustration come first in a form set: those without one any more move behind them."""
    order = [row for row in range(count) if row not in gone] + gone + list(range(count, total))
    moved = data.copy()
    fields = {name: re.fullmatch(rf"{prefix}(\d+)-(.+)", name) for name in data}
    fields = {name: (int(found[1]), found[2]) for name, found in fields.items() if found and int(found[1]) < total}
    for name in fields:
        del moved[name]
    for name, (row, field) in fields.items():
        values = [""] if field == "id" and row in gone else data.getlist(name)
        moved.setlist(f"{prefix}{order.index(row)}-{field}", values)
    moved[f"{prefix}INITIAL_FORMS"] = str(count - len(gone))
    return moved


def with_theirs(data, article):
    """The posted data with theirs where the person, having seen both, chose theirs."""
    chosen = [name for name in (*FIELDS, *PLACE, "illustrations") if data.get(f"take-{name}") == "theirs"]
    last = article.revisions.first() if chosen else None
    if not last or str(last.number) != data.get("base"):
        return data  # what they looked at is no longer what there is: they are shown both again
    return merged(data, article, {name: _now(article, last.content, name) for name in chosen})


def _now(article, content, name):
    return place_of(article, name) if name in PLACE else content[name]


def merged(data, article, taken):
    """The posted data with `taken` (fields of a revision's content, or where it is placed) over it."""
    data = data.copy()
    for name, value in taken.items():
        if name == "illustrations":
            _put_pictures(data, article)
        else:
            data[name] = as_posted(value)
    return data


def _put_pictures(data, article):
    """The illustrations as they are saved, in place of those posted."""
    pictures = IllustrationFormSet(instance=article)
    for name in [name for name in data if name.startswith(f"{pictures.prefix}-")]:
        del data[name]
    bound = [pictures.management_form, *pictures.forms]
    for field in [field for form in bound for field in form]:
        value = field.value()
        if field.field.widget.needs_multipart_form or value is None or value is False:
            continue
        data[field.html_name] = str(value)


def as_posted(value):
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _typed(form):
    """The form's values in the shape of a revision's content; what is not valid stands as it was typed."""
    values = {name: form.cleaned_data.get(name, form[name].value()) for name in FIELDS}
    day = values["published_on"]
    values["body"] = clean_body(values["body"] or "")
    return {**values, "published_on": day.isoformat() if hasattr(day, "isoformat") else day}


def _meet_pictures(before, theirs, pictures, taken, collisions):
    mine, begun, now = typed_pictures(pictures), plain(before), plain(theirs)
    if now in (begun, mine):
        return
    if mine == begun and not pictures.files:
        taken["illustrations"] = theirs["illustrations"]
    else:
        collisions.append(Collision("illustrations", LABELS["illustrations"], saved_ones(theirs), typed_ones(pictures)))

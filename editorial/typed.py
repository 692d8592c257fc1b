"""An article as it stands in a form, saved or not: what would be printed if it were saved now."""

from .article_form import ArticleForm
from .content import picture_of, text_of


class TypedForm(ArticleForm):
    """The article's form for those who only look: nothing is asked back, and nobody's name is looked up."""

    asks_back = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["editor"]

    def validate_constraints(self):
        """Not of what is only looked at: the database is asked about them."""


def as_typed(form, pictures) -> dict:
    """The printed content of what the forms hold; a field that is not valid counts as it was before. Saves nothing."""
    form.is_valid()
    pictures.is_valid()
    words = form.cleaned_data.get("keywords", form.initial.get("keywords", []))
    return {**text_of(form.instance), "keywords": list(words), "illustrations": _illustrations(pictures)}


def _illustrations(pictures):
    kept = [form for form in pictures.forms if form not in pictures.deleted_forms and _has_something(form)]
    return [{**picture_of(form.instance), **_brought(form)} for form in sorted(kept, key=_stands)]


def _has_something(form):
    return form.instance.pk or form.has_changed()


def _stands(form):
    """Where in the text, and where among those of the same place; a new one comes last."""
    position = getattr(form, "cleaned_data", {}).get("position")
    return form.instance.place, position is None, position or 0


def _brought(form):
    """What the form will put in the place of the illustration's picture."""
    if form.kept is None:
        return {}
    return {"file": form.kept.file.name, **{name: getattr(form.kept, name) for name in ("sha256", "width", "height")}}

"""The words that remarks speak of, and the marks that lead to them."""

from django import template

from editorial.marking import marked_text
from editorial.remark_form import RemarkForm

register = template.Library()


@register.simple_tag
def spoken(remarks, field, text, block=0):
    """A printed text that is no HTML, with the words marked that open remarks speak of."""
    text = text if isinstance(text, str) else ", ".join(text)
    return marked_text(text, remarks.ranges.get((field, block), ()) if remarks else ())


@register.inclusion_tag("editorial/field_remarks.html")
def field_remarks(remarks, *fields):
    """What leads to the open remarks on these fields as a whole."""
    return {"threads": [thread for field in fields for thread in remarks.on_field(field)] if remarks else []}


@register.inclusion_tag("editorial/remark_form.html", takes_context=True)
def write_remark(context):
    """The form of a new remark, as it was sent if it was."""
    names = ("article", "remarks_next", "csrf_token")
    form = context.get("remark_form") or RemarkForm(article=context["article"])
    return {**{name: context.get(name) for name in names}, "remark_form": form}

"""What changed, said by templates."""

from django import template

from editorial.comparison import compare_texts

register = template.Library()


@register.filter
def word_difference(before, after):
    """Two plain texts as one, what went and what came marked word by word: {{ theirs|word_difference:mine }}."""
    return compare_texts(before or "", after or "").inline

"""The text that an approval meant, as it was read: plain HTML that needs nothing but itself."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override


def approved_text(content: dict, *, language: str, parallel_language: str = "") -> str:
    """What `content.printed` holds, in printing order and in the bulletin's language; pictures by name and size."""
    with override(language):
        return render_to_string(
            "editorial/approved_text.html",
            {
                "content": content,
                "body": mark_safe(content["body"]),  # cleaned when it was saved
                "language": language,
                "parallel_language": parallel_language,
            },
        )
